import { describe, expect, it } from "vitest";
import { parse } from "../../../shared/inbound/parse.ts";
import type { WebhookEvent } from "../../../simulator/webhooks/webhook.ts";
import { ada, maya, sealed, webhookOf } from "../../support/sealed.ts";

const RECEIVED = new Date("2026-11-20T12:00:00Z");
const LATER = new Date("2026-11-20T12:00:01Z");

const CHANNEL_OF = { ada: "rcs", maya: "business-messages" } as const;
type Who = keyof typeof CHANNEL_OF;

function keyOf(who: Who, event: WebhookEvent, received = RECEIVED): string {
  return parse(sealed(webhookOf(CHANNEL_OF[who], event), received)).id;
}

function without(event: WebhookEvent, ...names: readonly string[]): WebhookEvent {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));
}

const unnamed = (event: WebhookEvent) => without(event, "eventId", "messageId", "requestId");
const UNTIMED: readonly (readonly [string, Who, WebhookEvent, WebhookEvent])[] = [
  ["text", "ada", unnamed(ada.text("Hi")), unnamed(ada.text("Ho"))],
  ["opt-out", "ada", unnamed(ada.unsubscribed()), unnamed(ada.subscribed())],
  ["typing", "ada", unnamed(ada.typing()), unnamed(ada.subscribed())],
  [
    "text",
    "maya",
    { ...unnamed(maya.text("Hi")), message: { text: "Hi" } },
    { ...unnamed(maya.text("Ho")), message: { text: "Ho" } },
  ],
];

describe("bodyDigest(), as parse() asks for it", () => {
  it.each(UNTIMED)("knows a %s of %s without an id by its body, whenever it comes", (_what, who, event, other) => {
    expect(keyOf(who, event, LATER)).toBe(keyOf(who, event));
    expect(keyOf(who, other)).not.toBe(keyOf(who, event));
  });

  it.each(UNTIMED)("tells two of a %s of %s without id and time by when they came", (_what, who, event) => {
    const untimed = without(event, "sendTime");
    expect(keyOf(who, untimed)).toBe(keyOf(who, untimed));
    expect(keyOf(who, untimed, LATER)).not.toBe(keyOf(who, untimed));
  });

  it("knows a receipt without an id by its message and its kind", () => {
    const delivered = without(ada.delivered("m1"), "eventId");
    expect(keyOf("ada", { ...delivered, sendTime: "2026-11-20T09:00:00Z" })).toBe(keyOf("ada", delivered));
    expect(keyOf("ada", without(ada.delivered("m2"), "eventId"))).not.toBe(keyOf("ada", delivered));
    expect(keyOf("ada", without(ada.read("m1"), "eventId"))).not.toBe(keyOf("ada", delivered));
  });

  it.each([7, "", null, [], "x".repeat(257)])("takes the eventId %j for none", (eventId) => {
    expect(keyOf("ada", { ...ada.delivered("m1"), eventId })).toBe(
      keyOf("ada", without(ada.delivered("m1"), "eventId")),
    );
  });

  it("makes no id under which a message could be marked read", () => {
    for (const [, who, event] of UNTIMED) {
      expect(parse(sealed(webhookOf(CHANNEL_OF[who], event)))).not.toHaveProperty("message");
    }
  });
});
