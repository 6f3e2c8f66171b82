import type { ApiCall } from "../simulator/api/call.ts";
import { openLooksLines } from "../simulator/looks/looks-lines.ts";
import type { LocalFact, LocalFactOf } from "./facts.ts";

/** What one step did, and who did it. */
export interface ToldStep {
  readonly by: "user" | "webhook" | "publish" | "history" | "google" | "bot" | "route" | "warning" | "trouble";
  readonly what: string;
  /** Further lines, of a compiler or a stack. */
  readonly more?: readonly string[];
}

type GoogleFact = LocalFactOf<"google">["fact"];
type GoogleFactOf<T extends GoogleFact["type"]> = Extract<GoogleFact, { readonly type: T }>;
type Writers<Types extends string, Facts extends { readonly type: Types }> = {
  readonly [T in Types]?: (fact: Extract<Facts, { readonly type: T }>) => ToldStep | undefined;
};

/** Calls that no phone shows: of them the simulator never says that they were taken. */
const UNSEEN: readonly ApiCall["act"]["type"][] = ["service", "revoke"];

/** Why a delivery waits its turn: somebody else writes to the conversation, which is no trouble. */
const WAITS = /: (?:other turns keep|others keep|another try is)/;

/** Puts each fact in words; `undefined` where it needs none. It remembers which calls a phone has shown. */
export function createStepWriter(): (fact: LocalFact) => ToldStep | undefined {
  const writers: Writers<LocalFact["type"], LocalFact> = { ...WRITERS, ...webhookWriters(), google: googleWriter() };
  return (fact) => (writers[fact.type] as ((fact: LocalFact) => ToldStep | undefined) | undefined)?.(fact);
}

function webhookWriters(): Writers<
  "webhook-arrived" | "webhook-answered",
  LocalFactOf<"webhook-arrived" | "webhook-answered">
> {
  const asked = new Map<number, string>();
  return {
    "webhook-arrived"({ number, method, path }) {
      asked.set(number, `${method} ${path}`);
      return undefined;
    },
    "webhook-answered"({ webhook, status, ms }) {
      const what = `${asked.get(webhook)} answered ${status} in ${ms.toFixed(0)} ms`;
      asked.delete(webhook);
      return { by: status === 200 ? "webhook" : "warning", what };
    },
  };
}

function googleWriter(): (fact: LocalFactOf<"google">) => ToldStep | undefined {
  const shown = new WeakSet<ApiCall>();
  const looksLines = openLooksLines();
  const writers: Writers<GoogleFact["type"], GoogleFact> = {
    "call-accepted"(fact) {
      shown.add(fact.call);
      const [what, ...more] = looksLines(fact).map((line) => `advice ${line}`);
      return what === undefined ? undefined : { by: "google", what, more };
    },
    "call-queued": ({ call }) => void shown.add(call),
    "call-answered"({ call }) {
      const isRepeated = !shown.has(call) && !UNSEEN.includes(call.act.type);
      return google(`${describeCall(call)}${isRepeated ? ": a repeated id, ignored" : ""}`);
    },
    "call-advised": ({ method, advice }) => google(`advice on ${method}: ${advice.join("; ")}`),
    "call-refused": describeRefusal,
  };
  return ({ fact }) => (writers[fact.type] as ((fact: GoogleFact) => ToldStep | undefined) | undefined)?.(fact);
}

/** Every other fact that is told. A delivery needs no line of its own: what it writes and calls has one. */
const WRITERS: Writers<LocalFact["type"], LocalFact> = {
  scene: ({ what }) => ({ by: "user", what }),
  failed: ({ what }) => trouble(what),
  "clock-set": ({ now }) => ({ by: "user", what: `it is ${now.toISOString()} now` }),
  "bot-loading": () => ({ by: "bot", what: "its sources have changed" }),
  "bot-loaded": ({ ms }) => ({ by: "bot", what: `the changed bot answers from now on, after ${ms.toFixed(0)} ms` }),
  "bot-broken": ({ message }) => troubleInLines(`${message.trimEnd()}\nThe last good bot goes on answering.`),
  "bot-failed": ({ what }) => troubleInLines(what),
  "bot-routed": ({ route }) => ({ by: "route", what: route }),
  published: (fact) => ({ by: "publish", what: describePublished(fact) }),
  "publish-failed": (fact) => trouble(`${describePublished(fact)}: ${fact.error}`),
  committed({ commit: { fact, entries }, isLost }) {
    const acts = entries.map(({ act }) => act.do).join(", ") || "nothing to do";
    const outcome = isLost ? "not committed: loads the conversation again" : `committed: ${acts}`;
    return history(`${fact.type} of ${short(fact.conversation)} ${outcome}`);
  },
  recorded: ({ fact }) => history(`${fact.type} of ${short(fact.conversation)} recorded`),
  released: ({ snapshot, isLost }) =>
    history(`turn of ${short(snapshot.conversation)} ${isLost ? "was taken over" : "done"}`),
  "receipts-merged": ({ conversation, receipts }) =>
    history(`answer of ${short(conversation)} ${receipts.map(({ type }) => type).join(" and ")}`),
  logged: describeLine,
};

function describeLine({ severity, event, fields }: LocalFactOf<"logged">): ToldStep | undefined {
  const { reason, error, kind, conversation } = fields;
  if (event === "duplicate_ignored" && conversation !== undefined) {
    return history(`${kind} of ${short(conversation)} was handled before: nothing to do`);
  }
  if (severity === "INFO") return undefined;
  const what = [event, kind, reason, error].filter((word) => word !== undefined).join("  ");
  const isTrouble = severity === "ERROR" && !(event === "delivery_failed" && WAITS.test(error ?? ""));
  return isTrouble ? trouble(what) : { by: "warning", what };
}

function describePublished({ topic, message }: LocalFactOf<"published" | "publish-failed">): string {
  const { kind = topic, conversation, reason } = message.attributes;
  const whose = conversation === undefined ? "" : `of ${short(conversation)}`;
  return [topic, `${kind} ${whose}`.trim(), reason].filter((word) => word !== undefined).join("  ");
}

function describeRefusal({ method, status, message }: GoogleFactOf<"call-refused">): ToldStep {
  return trouble(`Google refused ${method}: ${status} ${message}`);
}

function describeCall({ channel, act }: ApiCall): string {
  return `${channel} ${act.type === "message" ? `message "${act.text}"` : act.type}`;
}

function short(conversation: string): string {
  return `conversation ${conversation.slice(0, 6)}`;
}

function google(what: string): ToldStep {
  return { by: "google", what };
}

function history(what: string): ToldStep {
  return { by: "history", what };
}

function trouble(what: string): ToldStep {
  return { by: "trouble", what };
}

function troubleInLines(text: string): ToldStep {
  const [what = "", ...more] = text.split("\n");
  return { by: "trouble", what, more };
}
