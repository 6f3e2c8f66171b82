import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import type { Address, MessageId } from "../../../shared/base/ids.ts";
import { text } from "../../../shared/bot/reply.ts";
import type { Plan } from "../../../shared/effect/effect.ts";
import { outgoingId } from "../../../shared/effect/outgoing-id.ts";
import { perform } from "../../../shared/effect/perform.ts";
import type { History } from "../../../shared/effect/ports.ts";
import type { InboundMessage } from "../../../shared/inbound/inbound.ts";
import type { Act, Call } from "../../../simulator/call.ts";
import { ada, factOf, maya, webhookOf } from "../../sealed.ts";
import { type OpenPorts, openPorts } from "./open-ports.ts";

/** More patience than a call has, so that it is not made again in place. */
const LATER = { status: 503, retryAfterSeconds: 60 } as const;

const FROM_ADA = factOf("message", webhookOf("rcs", ada.text("Hi", "M1")));
const FROM_MAYA = factOf("message", webhookOf("business-messages", maya.text("Hi", "M1")));

const SOMEBODY_ELSE = { ...FROM_ADA, address: "+447700900199" as Address };

const answer = () => [text("Yes.")];
const is = (type: Act["type"]) => (call: Call) => call.act.type === type;

/** A turn with all signals around it. */
function plan(message: InboundMessage): Plan {
  return {
    first: [
      { do: "markRead", to: message, id: outgoingId(message, "read"), message: "M1" as MessageId },
      { do: "showTyping", to: message, id: outgoingId(message, "typing") },
    ],
    work: [{ do: "takeTurn", message }],
    last: [{ do: "stopTyping", to: message, id: outgoingId(message, "typing-stopped") }],
  };
}

/** Each step of each call about Ada, such as `typing call-answered`. */
function steps({ facts }: OpenPorts): readonly string[] {
  const calls = facts.filter((fact) => fact.type !== "call-refused");
  const about = calls.filter(({ call }) => call.address === FROM_ADA.address);
  return about.map(({ type, call }) => `${call.act.type} ${type}`);
}

/** Three calls about another user come and go: by then a call that waits for nothing has arrived. */
async function passTime({ messengers }: OpenPorts): Promise<void> {
  for (const step of [7, 8, 9]) await messengers.rcs.showTyping(SOMEBODY_ELSE, outgoingId(FROM_ADA, step));
}

describe("perform()", () => {
  it("marks read, shows typing and answers", async () => {
    const ports = await openPorts(answer);
    await perform(plan(FROM_ADA), ports);
    expect(ports.phone("rcs")).toMatchObject({ read: ["M1"], typingStarts: 1, messages: [{ text: "Yes." }] });
  });

  it("asks the bot while the signals are still under way", async () => {
    const asked = Promise.withResolvers<void>();
    const ports = await openPorts(() => {
      asked.resolve();
      return answer();
    });
    ports.platform.fail({ at: "before", times: 2, hook: () => asked.promise });
    await perform(plan(FROM_ADA), ports);
    expect(ports.phone("rcs").messages).toHaveLength(1);
  });

  it.each(["read", "typing"] as const)("lets the signal %s arrive before the answer", async (signal) => {
    const asked = Promise.withResolvers<void>();
    const ports = await openPorts(() => {
      asked.resolve();
      return answer();
    });
    ports.platform.fail({ at: "before", matches: is(signal), hook: () => asked.promise.then(() => passTime(ports)) });
    await perform(plan(FROM_ADA), ports);
    const seen = steps(ports).filter((step) => [`${signal} call-answered`, "message call-arrived"].includes(step));
    expect(seen).toEqual([`${signal} call-answered`, "message call-arrived"]);
  });

  it("has had answers to all first signals before it touches a history that is cold", async () => {
    const ports = await openPorts(answer);
    const before: (readonly string[])[] = [];
    const record: History["record"] = (fact) => {
      before.push(steps(ports).filter((step) => step.endsWith("call-answered")));
      return ports.history.record(fact);
    };
    ports.platform.fail({ at: "before", matches: is("typing"), hook: () => passTime(ports) });
    await perform(plan(FROM_ADA), { ...ports, history: { ...ports.history, isCold: () => true, record } });
    expect(before).toEqual([["read call-answered", "typing call-answered"]]);
  });

  it("answers over a cold history though every signal fails", async () => {
    const ports = await openPorts(answer);
    ports.platform.fail({ at: "before", times: 2, answer: { status: 404 } });
    await perform(plan(FROM_ADA), { ...ports, history: { ...ports.history, isCold: () => true } });
    expect(ports.phone("rcs").messages).toHaveLength(1);
  });

  it("stops typing after the answer", async () => {
    const ports = await openPorts(answer);
    await perform(plan(FROM_MAYA), ports);
    expect(
      ports
        .phone("business-messages")
        .calls.map(({ kind }) => kind)
        .slice(-2),
    ).toEqual(["message", "typing-stopped"]);
  });

  it.each(["markRead", "showTyping"] as const)("answers though %s fails", async (signal) => {
    const ports = await openPorts(answer);
    ports.platform.fail({
      at: "before",
      matches: is(signal === "markRead" ? "read" : "typing"),
      answer: { status: 404 },
    });
    await perform(plan(FROM_ADA), ports);
    expect(ports.phone("rcs").messages).toHaveLength(1);
  });

  it("logs a signal that fails, without the phone number", async () => {
    const ports = await openPorts(answer);
    ports.platform.fail({ at: "before", matches: is("typing"), answer: LATER });
    await perform(plan(FROM_ADA), ports);
    expect(ports.lines).toEqual([
      {
        severity: "WARNING",
        event: "signal_failed",
        message: "signal_failed",
        channel: "rcs",
        agent: FROM_ADA.agent,
        conversation: FROM_ADA.conversation,
        call: "showTyping",
        error: "Google answered 503 UNAVAILABLE",
      },
    ]);
  });

  it("stops typing when Google does not take the answer now", async () => {
    const ports = await openPorts(answer);
    ports.platform.fail({ at: "before", matches: is("message"), answer: LATER });
    await perform(plan(FROM_MAYA), ports).catch(() => undefined);
    expect(ports.phone("business-messages")).toMatchObject({ typingStarts: 1, isTyping: false });
  });

  it("stops typing when the bot throws, though typing has not even begun", async () => {
    const ports = await openPorts(() => {
      throw new RangeError("The bot is broken");
    });
    ports.platform.fail({ at: "before", matches: is("typing"), hook: () => passTime(ports) });
    await perform(plan(FROM_MAYA), ports).catch(() => undefined);
    expect(ports.phone("business-messages")).toMatchObject({ typingStarts: 1, isTyping: false });
  });

  it("rejects with what the work throws, though stopping to type fails too", async () => {
    const ports = await openPorts(answer);
    ports.platform.fail({ at: "before", matches: is("message"), answer: LATER });
    ports.platform.fail({ at: "before", matches: is("typing-stopped"), answer: { status: 404 } });
    await expect(perform(plan(FROM_MAYA), ports)).rejects.toThrow(TransientError);
  });

  it("ends well when Google refuses the answer for ever", async () => {
    const ports = await openPorts(answer);
    ports.platform.fail({ at: "before", matches: is("message"), answer: { status: 404 } });
    await perform(plan(FROM_ADA), ports);
    const entries = await ports.history.read(FROM_ADA.conversation, 9);
    expect(entries).toContainEqual(expect.objectContaining({ type: "outgoing", failure: "google-404" }));
  });

  it("records a fact without a word to Google", async () => {
    const ports = await openPorts(answer);
    await perform({ first: [], work: [{ do: "record", fact: FROM_ADA }], last: [] }, ports);
    expect([await ports.history.read(FROM_ADA.conversation, 9), ports.facts]).toMatchObject([[{ id: "M1" }], []]);
  });

  it("changes nothing the user sees when all is performed again", async () => {
    const ports = await openPorts(answer);
    await perform(plan(FROM_ADA), ports);
    const { calls: _first, ...once } = ports.phone("rcs");
    await perform(plan(FROM_ADA), ports);
    const { calls: _second, ...twice } = ports.phone("rcs");
    expect(twice).toEqual(once);
  });
});
