import { describe, expect, it } from "vitest";
import { messages } from "../../../functions/messages/messages.ts";
import { text } from "../../../shared/bot/reply.ts";
import { writePush } from "../../../shared/envelope/delivery.ts";
import { fixture } from "../../fixtures.ts";
import { RECEIVED, sealed } from "../../sealed.ts";
import { openPorts } from "../../shared/effect/open-ports.ts";

const DELIVERY = { message: sealed(fixture("rcs", "user-text")), attempt: undefined };
const PUSH = { subscription: "projects/p/subscriptions/s", messageId: "1", published: RECEIVED };

/** The user's phone after a message that was accepted so long ago. */
async function phoneAfter(ageMs: number) {
  const ports = await openPorts(() => [text("Yes.")]);
  const clock = { now: () => new Date(RECEIVED.getTime() + ageMs) };
  const fn = messages({ ...ports, clock, publisher: { publish: async () => undefined } });
  await fn({ method: "POST", path: "/", headers: {}, body: Buffer.from(writePush(DELIVERY, PUSH)) });
  return ports.phone("rcs");
}

describe("messages()", () => {
  it("answers a live message and shows typing", async () => {
    expect(await phoneAfter(0)).toMatchObject({ typingStarts: 1, messages: [{ text: "Yes." }] });
  });

  it("only answers a message that is late by its clock", async () => {
    expect(await phoneAfter(120_000)).toMatchObject({ typingStarts: 0, messages: [{ text: "Yes." }] });
  });
});
