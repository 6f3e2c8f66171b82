import { describe, expect, it } from "vitest";
import { expireAfter, text } from "../../shared/reply/reply.ts";
import { anHourLater, entries, QUESTION, replayed, said } from "../support/replayed.ts";

describe("a replay that sends again", () => {
  it("says what a silent one has only recorded, once", async () => {
    const { ports, take } = await anHourLater();
    await take(replayed(QUESTION));
    await take(replayed(QUESTION, "resend"));
    await take(replayed(QUESTION, "resend"));
    expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }]);
  });

  it("says nothing that history shows as sent", async () => {
    const { ports, take } = await anHourLater();
    await take(QUESTION);
    const before = said(ports);
    await take(replayed(QUESTION, "resend"));
    expect(said(ports)).toEqual(before);
  });

  it("says nothing whose time is over", async () => {
    const { ports, take } = await anHourLater({ answer: () => [text("Yes.", { expiry: expireAfter(60) })] });
    await take(replayed(QUESTION, "resend"));
    expect(said(ports)).toEqual([]);
    expect(await entries(ports)).toMatchObject([{ failure: "expired" }, {}]);
  });
});
