import { describe, expect, it } from "vitest";
import { events } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import type { Channel } from "../../shared/base/ids.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { text } from "../../shared/reply/reply.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { openPorts, pushOf } from "../support/open-ports.ts";
import { ada, maya, sealed, webhookOf } from "../support/sealed.ts";

const FUNCTIONS = { message: messages, receipt: receipts, event: events } as const;
type Kind = keyof typeof FUNCTIONS;

/** Delivers again until a delivery is acknowledged, at most `most` times. */
async function deliver(kind: Kind, message: QueueMessage, { bot = {}, most = 9 }: DeliverOptions = {}) {
  const ports = await openPorts(bot);
  const statuses: number[] = [];
  while (statuses.length < most && statuses.at(-1) !== 200) {
    const { status } = await FUNCTIONS[kind](ports)(pushOf(message, { attempt: statuses.length + 1 }));
    statuses.push(status);
  }
  const dead = ports.published.filter(([topic]) => topic === `${kind}-dead`);
  return { ports, tries: statuses.length, reasons: dead.map(([, { attributes }]) => attributes.reason) };
}

interface DeliverOptions {
  readonly bot?: Partial<Bot>;
  readonly most?: number;
}

const of = (channel: Channel, event: WebhookEvent) => sealed(webhookOf(channel, event));
const shown = ({ phone }: Awaited<ReturnType<typeof openPorts>>) => phone("rcs").messages;

const breaks = () => {
  throw new TypeError("undefined is not a function");
};

describe("a delivery that fails identically each time", () => {
  it.each<readonly [string, Partial<Bot>]>([
    ["a bot that throws a TypeError", { answer: breaks }],
    ["a bot that throws a TypeError, and again when it is to say sorry", { answer: breaks, sayNotice: breaks }],
    ["a bot that rejects with nothing", { answer: () => Promise.reject(undefined) }],
  ])("becomes a dead letter after five tries: %s", async (_claim, bot) => {
    const { tries, reasons } = await deliver("message", of("rcs", ada.text("Hi")), { bot });
    expect({ tries, reasons }).toEqual({ tries: 5, reasons: ["failed-too-often"] });
  });

  const names = [".", "..", "__x__", "a/b", "é".repeat(751), "\ud800"];
  const kinds = [
    ["message", ada.text("Hi")],
    ["receipt", ada.read("m1")],
    ["event", ada.typing()],
    ["event", ada.unsubscribed()],
  ] as const;
  it.each(kinds.flatMap(([kind, event]) => names.map((name) => ({ kind, event, name }))))(
    "becomes a dead letter at once where its conversation $name is no name of a document: a $kind",
    async ({ kind, event, name }) => {
      const message = of("rcs", event);
      const { tries, reasons } = await deliver(kind, {
        ...message,
        attributes: { ...message.attributes, conversation: name },
      });
      expect({ tries, reasons }).toEqual({ tries: 1, reasons: ["unsealed"] });
    },
  );

  it("becomes a dead letter at once where the bot says more than a document holds, and the user is told", async () => {
    const answer: Bot["answer"] = () => Array.from({ length: 200 }, () => text("д".repeat(3000)));
    const { tries, reasons, ports } = await deliver("message", of("rcs", ada.text("Hi")), { bot: { answer } });
    expect({ tries, reasons }).toEqual({ tries: 1, reasons: ["refused-by-history"] });
    expect(shown(ports)).toHaveLength(1);
  });
});

describe("a receipt of an odd date", () => {
  it.each(["9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "-000001-01-01T00:00:00Z"])(
    "is merged at once: %s",
    async (told) => {
      const { tries, reasons, ports } = await deliver("receipt", of("rcs", { ...ada.read("m1"), sendTime: told }));
      expect({ tries, reasons }).toEqual({ tries: 1, reasons: [] });
      expect(ports.lines).toMatchObject([{ event: "receipt_merged" }, { event: "delivery_done" }]);
    },
  );

  it("is merged at once in a batch", async () => {
    const event = maya.read("m1");
    const receipts = { ...(event.receipts as object), createTime: "9999-12-31T23:59:59Z" };
    const { tries, reasons } = await deliver("receipt", of("business-messages", { ...event, receipts }));
    expect({ tries, reasons }).toEqual({ tries: 1, reasons: [] });
  });
});
