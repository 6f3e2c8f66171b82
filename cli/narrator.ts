import { styleText } from "node:util";
import type { HttpFunction } from "../shared/base/http.ts";
import type { Log } from "../shared/base/log.ts";
import type { History } from "../shared/ports/history.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { ApiCall } from "../simulator/api/call.ts";
import type { PlatformFact } from "../simulator/state/platform-fact.ts";
import { escapeControls } from "./escape-controls.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** Tells a person in a terminal what happens, one line each. */
export interface Narrator {
  /** What one step did. */
  tell(step: Step, what: string): void;
  readonly log: Log;
  watchIngress(ingress: HttpFunction): HttpFunction;
  watchPublisher(publisher: Publisher): Publisher;
  watchHistory(history: History): History;
  onFact(fact: PlatformFact): void;
  /** True when something was told that should not happen. */
  sawTrouble(): boolean;
}

type Step = "user" | "webhook" | "publish" | "history" | "google" | "trouble";

const COLORS: Readonly<Record<Step, Parameters<typeof styleText>[0]>> = {
  user: "bold",
  webhook: "cyan",
  publish: "magenta",
  history: "green",
  google: "yellow",
  trouble: "red",
};

const STEP_WIDTH = 9;
const TIME_WIDTH = 7;

/** @param now Milliseconds since some start. */
export function createNarrator(print: (line: string) => void, now: () => number): Narrator {
  let hasTrouble = false;
  const accepted = new WeakSet<ApiCall>();
  const tell = (step: Step, what: string) => {
    const time = styleText("dim", `${now().toFixed(0).padStart(TIME_WIDTH)} ms`);
    print(`${time}  ${styleText(COLORS[step], step.padEnd(STEP_WIDTH))}${escapeControls(hideSecrets(what))}\n`);
  };
  return {
    tell,
    sawTrouble: () => hasTrouble,
    log(severity, event, { reason, error, kind, conversation } = {}) {
      if (event === "duplicate_ignored" && conversation !== undefined) {
        tell("history", `${kind} of ${short(conversation)} was handled before: nothing to do`);
      }
      if (severity === "INFO") return;
      hasTrouble ||= severity === "ERROR";
      tell("trouble", [event, kind, reason, error].filter((word) => word !== undefined).join("  "));
    },
    watchIngress: (ingress) => async (request) => {
      const started = now();
      const answer = await ingress(request);
      tell(
        "webhook",
        `${request.method} ${request.path} answered ${answer.status} in ${(now() - started).toFixed(0)} ms`,
      );
      return answer;
    },
    watchPublisher: (publisher) => ({
      async publish(topic, message) {
        await publisher.publish(topic, message);
        const { kind = topic, conversation, reason } = message.attributes;
        const whose = conversation === undefined ? "" : `of ${short(conversation)}`;
        tell("publish", [topic, `${kind} ${whose}`, reason].filter((word) => word !== undefined).join("  "));
      },
    }),
    watchHistory: (history) => watchHistory(history, (what) => tell("history", what)),
    onFact(fact) {
      hasTrouble ||= fact.type === "call-refused";
      if (fact.type === "call-refused")
        tell("trouble", `Google refused ${fact.method}: ${fact.status} ${fact.message}`);
      if (fact.type === "call-accepted" || fact.type === "call-queued") accepted.add(fact.call);
      if (fact.type === "call-answered") {
        tell("google", `${describeCall(fact.call)}${accepted.has(fact.call) ? "" : ": a repeated id, ignored"}`);
      }
    },
  };
}

function describeCall({ channel, act }: ApiCall): string {
  return `${channel} ${act.type === "message" ? `message "${act.text}"` : act.type}`;
}

function watchHistory(history: History, tell: (what: string) => void): History {
  return {
    ...history,
    async commit(commit, snapshot) {
      const committed = await history.commit(commit, snapshot);
      const { type, conversation } = commit.fact;
      const acts = commit.entries.map(({ act }) => act.do).join(", ") || "nothing to do";
      const outcome = committed === undefined ? "not committed: loads the conversation again" : `committed: ${acts}`;
      tell(`${type} of ${short(conversation)} ${outcome}`);
      return committed;
    },
    async record(fact) {
      await history.record(fact);
      tell(`${fact.type} of ${short(fact.conversation)} recorded`);
    },
    async release(snapshot) {
      const isReleased = await history.release(snapshot);
      tell(`turn of ${short(snapshot.conversation)} ${isReleased ? "done" : "was taken over"}`);
      return isReleased;
    },
    async mergeReceipts(about, message, receipts) {
      await history.mergeReceipts(about, message, receipts);
      tell(`answer of ${short(about.conversation)} ${receipts.map(({ type }) => type).join(" and ")}`);
    },
  };
}

function short(conversation: string): string {
  return `conversation ${conversation.slice(0, 6)}`;
}
