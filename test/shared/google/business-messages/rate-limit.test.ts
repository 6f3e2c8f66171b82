import { describe, expect, it } from "vitest";
import { PermanentError, RateLimitError, TransientError, UnauthorisedError } from "../../../../shared/base/errors.ts";
import type { Address } from "../../../../shared/base/ids.ts";
import { openRateLimit } from "../../../../shared/google/business-messages/rate-limit.ts";

const C1 = "c1" as Address;
const sent = async () => "sent";

function open() {
  const time = { ms: 1_000_000 };
  const rateLimit = openRateLimit({ now: () => new Date(time.ms) });
  const send = (conversation: Address = C1, make = sent) => rateLimit.run(conversation, make);
  /** How many of so many messages are let through. */
  const allowed = async (messages: number) => {
    const committed = await Promise.allSettled(Array.from({ length: messages }, () => send()));
    return committed.filter(({ status }) => status === "fulfilled").length;
  };
  return { allowed, send, time };
}

describe("openRateLimit()", () => {
  it("allows 60 messages at once", async () => expect(await open().allowed(100)).toBe(60));

  it("holds back the 61st without making its call", async () => {
    const { allowed, send } = open();
    await allowed(60);
    const make = () => Promise.reject(new Error("Made"));
    await expect(send(C1, make)).rejects.toThrow(RateLimitError);
  });

  it("allows no 61st in any minute, and as many again as are a minute old", async () => {
    const { allowed, time } = open();
    const start = time.ms;
    const counts: number[] = [];
    for (const millis of [0, 30_000, 59_999, 60_000, 90_000]) {
      time.ms = start + millis;
      counts.push(await allowed(40));
    }
    expect(counts).toEqual([40, 20, 0, 40, 20]);
  });

  it("counts each conversation alone", async () => {
    const { allowed, send } = open();
    await allowed(60);
    expect(await send("c2" as Address)).toBe("sent");
  });

  it("counts a message that Google refuses when an earlier try of it may have been taken", async () => {
    const { allowed, send } = open();
    const refused = new PermanentError("google-404", "Refused", { mayBeTaken: true });
    await send(C1, () => Promise.reject(refused)).catch(() => undefined);
    expect(await allowed(60)).toBe(59);
  });

  it("forgets no busy conversation over many quiet ones", async () => {
    const { allowed, send, time } = open();
    for (let quiet = 0; quiet < 5000; quiet += 1) await send(`q${quiet}` as Address);
    time.ms += 70_000;
    await allowed(60);
    for (let quiet = 0; quiet < 5000; quiet += 1) await send(`r${quiet}` as Address);
    expect(await allowed(1)).toBe(0);
  });

  it.each([new PermanentError("google-400", "No"), new RateLimitError("Too many"), new UnauthorisedError("Who?")])(
    "counts no message that Google refuses with a %o",
    async (refusal) => {
      const { allowed, send } = open();
      await allowed(59);
      await send(C1, () => Promise.reject(refusal)).catch(() => undefined);
      expect(await allowed(10)).toBe(1);
    },
  );

  it("counts a message that Google may have messages", async () => {
    const { allowed, send } = open();
    await allowed(59);
    await send(C1, () => Promise.reject(new TransientError("No answer"))).catch(() => undefined);
    expect(await allowed(10)).toBe(0);
  });
});
