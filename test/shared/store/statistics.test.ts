import { describe, expect, it } from "vitest";
import type { ConversationId } from "../../../shared/base/ids.ts";
import { reportDay, type SentMessage } from "../../../shared/store/statistics.ts";

async function* day(...messages: readonly Partial<SentMessage>[]): AsyncIterable<SentMessage> {
  for (const message of messages) {
    yield { conversation: "c1" as ConversationId, times: { sent: at(0) }, fellBack: false, ...message };
  }
}

function at(ms: number): Date {
  return new Date(ms);
}

/** Delivered after so many milliseconds. */
function delivered(ms: number, conversation = "c1"): Partial<SentMessage> {
  return { conversation: conversation as ConversationId, times: { sent: at(0), delivered: at(ms) } };
}

describe("reportDay()", () => {
  it("gives nearest-rank percentiles", async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => delivered(100 - index));
    expect((await reportDay(day(...hundred))).untilDelivered).toEqual({ p50: 50, p90: 90, p99: 99 });
  });

  it("counts a message that was read as delivered, though that receipt is missing", async () => {
    expect((await reportDay(day({ times: { sent: at(0), read: at(9) } }))).delivered).toBe(1);
  });

  it("counts no message as revoked that was delivered all the same", async () => {
    const both = { times: { sent: at(0), revoked: at(1), delivered: at(2) } };
    expect((await reportDay(day(both))).revoked).toBe(0);
  });

  it("leaves users who never tell of a READ out of the share that was read", async () => {
    const silent = [delivered(1, "silent"), delivered(2, "silent")];
    const read = { times: { sent: at(0), delivered: at(1), read: at(2) } };
    expect((await reportDay(day(...silent, read, delivered(1)))).readShare).toBe(1 / 2);
  });

  it("tells no share when nobody ever told of a READ", async () => {
    expect((await reportDay(day(delivered(1)))).readShare).toBeUndefined();
  });

  it("counts a refused message as failed, and what another channel said", async () => {
    const report = await reportDay(day({ failure: "google-404", fellBack: true }));
    expect(report).toMatchObject({ byStatus: { failed: 1, sent: 0 }, fellBack: 1 });
  });

  it("takes a receipt from before the send's own answer as no time at all", async () => {
    const early = { times: { sent: at(5), delivered: at(3) } };
    expect((await reportDay(day(early))).untilDelivered?.p50).toBe(0);
  });
});
