import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import type { MessageId } from "../../../shared/base/ids.ts";
import type { Turn } from "../../../shared/bot/bot.ts";
import { text } from "../../../shared/bot/reply.ts";
import { outgoingId } from "../../../shared/effect/outgoing-id.ts";
import { takeTurn } from "../../../shared/effect/take-turn.ts";
import type { InboundMessage } from "../../../shared/inbound/inbound.ts";
import type { Call } from "../../../simulator/call.ts";
import { ada, factOf, maya, RECEIVED, webhookOf } from "../../sealed.ts";
import { type OpenPorts, openPorts } from "./open-ports.ts";

/** More patience than a call has, so that it is not made again in place. */
const LATER = { status: 503, retryAfterSeconds: 60 } as const;

const QUESTION = "Are you open?";
const message = factOf("message", webhookOf("rcs", ada.text(QUESTION, "M1")));
const [FIRST, SECOND] = [outgoingId(message, 0), outgoingId(message, 1)];
const isSecond = ({ id }: Call) => id === SECOND;

const two = () => [text("Yes."), text("Until six.")];

/** A bot that never says the same again. */
function countingBot() {
  let count = 0;
  return () => {
    count += 1;
    return [text(`Answer ${count}`)];
  };
}

function take(ports: OpenPorts, of: InboundMessage = message): Promise<void> {
  const { history, bot, clock, log, messengers } = ports;
  return takeTurn(of, { history, bot, clock, log, signals: Promise.resolve(), messenger: messengers[of.channel] });
}

function read({ history }: OpenPorts) {
  return history.read(message.conversation, 9);
}

describe("takeTurn()", () => {
  it("shows the replies in their order under derived ids", async () => {
    const ports = await openPorts(two);
    await take(ports);
    expect(ports.phone("rcs").messages).toEqual([
      { id: FIRST, text: "Yes." },
      { id: SECOND, text: "Until six." },
    ]);
  });

  it("records the message and when its reply left", async () => {
    const ports = await openPorts(() => [text("Yes.")]);
    await take(ports);
    const entries = (await read(ports)).toSorted((one, other) => one.type.localeCompare(other.type));
    expect(entries).toEqual([
      { type: "message", id: "M1", at: RECEIVED, content: { type: "text", text: QUESTION } },
      { type: "outgoing", id: FIRST, at: RECEIVED, reply: text("Yes."), times: { sent: RECEIVED } },
    ]);
  });

  it("tells the bot channel, content and context, and not who asks", async () => {
    const turns: Turn[] = [];
    const ports = await openPorts((turn) => {
      turns.push(turn);
      return [];
    });
    await take(ports);
    await take(ports, factOf("message", webhookOf("business-messages", maya.text(QUESTION))));
    const content = { type: "text", text: QUESTION };
    expect(turns).toEqual([
      { channel: "rcs", content, context: {} },
      { channel: "business-messages", content, context: {} },
    ]);
  });

  it("tells the bot what Dialogflow made of the text", async () => {
    const turns: Turn[] = [];
    const ports = await openPorts((turn) => {
      turns.push(turn);
      return [];
    });
    const asked = { ...maya.text(QUESTION, "M1"), dialogflowResponse: { queryText: QUESTION } };
    await take(ports, factOf("message", webhookOf("business-messages", asked)));
    expect(turns).toMatchObject([{ dialogflow: { query: QUESTION, isAutoResponded: false } }]);
  });

  it("says the first words on a second try, though the bot now says others", async () => {
    const ports = await openPorts(countingBot());
    ports.platform.fail({ at: "before", answer: LATER });
    await take(ports).catch(() => undefined);
    await take(ports);
    expect(ports.phone("rcs").messages).toEqual([{ id: FIRST, text: "Answer 1" }]);
  });

  it("does not send what has left on a second try", async () => {
    const ports = await openPorts(two);
    ports.platform.fail({ at: "before", matches: isSecond, answer: LATER });
    await take(ports).catch(() => undefined);
    await take(ports);
    const calls = ports.phone("rcs").calls.map(({ id, status }) => [id, status]);
    expect(calls).toEqual([
      [FIRST, 200],
      [SECOND, 503],
      [SECOND, 200],
    ]);
  });

  it("does not send what a receipt has proven to be there", async () => {
    const ports = await openPorts(() => [text("Yes.")]);
    ports.platform.fail({ at: "after", answer: LATER });
    await take(ports).catch(() => undefined);
    const id = FIRST as string as MessageId;
    await ports.history.mergeReceipts(message.conversation, id, [{ message: id, type: "read", at: RECEIVED }]);
    await take(ports);
    expect(ports.phone("rcs").calls.map(({ status }) => status)).toEqual([503]);
  });

  it.each(["rcs", "business-messages"] as const)(
    "shows a reply once on %s though Google's yes was lost",
    async (channel) => {
      const event = channel === "rcs" ? ada.text(QUESTION, "M1") : maya.text(QUESTION, "M1");
      const of = factOf("message", webhookOf(channel, event));
      const ports = await openPorts(countingBot());
      ports.platform.fail({ at: "after", answer: { status: 500 } });
      await take(ports, of).catch(() => undefined);
      await take(ports, of);
      expect(ports.phone(channel).messages).toMatchObject([{ id: outgoingId(of, 0), text: "Answer 1" }]);
    },
  );

  it("asks a bot that keeps silent only once", async () => {
    const answers = [Promise.resolve([])];
    const ports = await openPorts(() => answers.pop() ?? Promise.reject(new RangeError("Asked again")));
    await take(ports);
    await expect(take(ports)).resolves.toBeUndefined();
  });

  it("records why a message will never leave, and goes on", async () => {
    const ports = await openPorts(two);
    ports.platform.fail({ at: "before", answer: { status: 404 } });
    await take(ports);
    const outgoing = (await read(ports)).filter(({ type }) => type === "outgoing");
    expect(outgoing).toMatchObject([
      { id: SECOND, times: { sent: RECEIVED } },
      { id: FIRST, times: {}, failure: "google-404" },
    ]);
  });

  it("logs of which conversation Google refused a reply for ever, why, and nothing of what was said", async () => {
    const ports = await openPorts(() => [text("Yes.")]);
    ports.platform.fail({ at: "before", answer: { status: 404 } });
    await take(ports);
    const { channel, agent, conversation } = message;
    const event = { severity: "ERROR", event: "reply_refused", message: "reply_refused" };
    const error = "Google answered 404 NOT_FOUND: no such user here";
    expect(ports.lines).toEqual([{ ...event, channel, agent, conversation, reason: "google-404", error }]);
  });

  it("logs no refusal when another try may pass", async () => {
    const ports = await openPorts(() => [text("Yes.")]);
    ports.platform.fail({ at: "before", answer: LATER });
    await take(ports).catch(() => undefined);
    expect(ports.lines).toEqual([]);
  });

  it("does not send again what was refused for ever", async () => {
    const ports = await openPorts(() => [text("Yes.")]);
    ports.platform.fail({ at: "before", answer: { status: 400 } });
    await take(ports);
    await take(ports);
    expect(ports.phone("rcs").messages).toEqual([]);
  });

  it("rejects when another try may pass", async () => {
    const ports = await openPorts(two);
    ports.platform.fail({ at: "before", answer: LATER });
    await expect(take(ports)).rejects.toThrow(TransientError);
  });

  it("keeps to the order: nothing is sent past a reply that may still leave", async () => {
    const ports = await openPorts(two);
    ports.platform.fail({ at: "before", answer: LATER });
    await take(ports).catch(() => undefined);
    expect(ports.phone("rcs").messages).toEqual([]);
  });

  it("has recorded the message when the bot throws", async () => {
    const ports = await openPorts(() => Promise.reject(new RangeError("The bot is broken")));
    await take(ports).catch(() => undefined);
    expect(await read(ports)).toMatchObject([{ type: "message", id: "M1" }]);
  });

  it("rejects with what the bot throws", async () => {
    const ports = await openPorts(() => Promise.reject(new RangeError("The bot is broken")));
    await expect(take(ports)).rejects.toThrow(RangeError);
  });
});
