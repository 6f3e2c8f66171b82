import { expect, it } from "vitest";
import { expireAt, text } from "../../../shared/bot/reply.ts";
import type { Clock } from "../../../shared/effect/ports.ts";
import { takeTurn } from "../../../shared/effect/take-turn.ts";
import { ada, factOf, RECEIVED, webhookOf } from "../../sealed.ts";
import { type OpenPorts, openPorts } from "./open-ports.ts";

const message = factOf("message", webhookOf("rcs", ada.text("Any offers?", "M1")));
const inMs = (ms: number) => new Date(RECEIVED.getTime() + ms);
const answer = (expiresInMs: number) => () => [text("Yes."), text("Now.", { expiry: expireAt(inMs(expiresInMs)) })];

function take({ history, bot, clock, log, messengers }: OpenPorts, at: Clock = clock): Promise<void> {
  return takeTurn(message, { history, bot, clock: at, log, signals: Promise.resolve(), messenger: messengers.rcs });
}

it("takeTurn() sends nothing when a reply expires before it can leave", async () => {
  const ports = await openPorts(answer(-1000));
  await expect(take(ports)).rejects.toThrow("Cannot reply with this expiry: ");
  expect(ports.phone("rcs").messages).toEqual([]);
});

it("takeTurn() sends on a second try what the first one decided, though it is late", async () => {
  const ports = await openPorts(answer(60_000));
  ports.platform.fail({ at: "before", answer: { status: 503, retryAfterSeconds: 60 } });
  await take(ports).catch(() => undefined);
  await take(ports, { now: () => inMs(120_000) });
  expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }, { text: "Now." }]);
});
