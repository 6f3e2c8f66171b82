import { describe, expect, it } from "vitest";
import { status } from "../../shared/conversation/status.ts";
import { BANK, type OutboundBench, startBench } from "./outbound-bench.ts";

const PHONE = "+447700900123";
/** With a fallback and no ttl. */
const LIFE_SECONDS = 600;
const MARGIN_SECONDS = 60;
const GRACE_SECONDS = 5400;
const LONG = 24 * 3600;

const notice = { to: PHONE, reply: "Your order is ready.", fallback: "Your order is ready (SMS)." };
const seen = { type: "message", text: notice.reply };

async function open() {
  const bench = await startBench();
  const phone = bench.platform.rcsHandset({ phone: PHONE, agent: BANK });
  return { bench, phone };
}

const fallbacks = (bench: OutboundBench) => bench.on("fallback").map(({ body }) => body.reason);

async function statusOf(bench: OutboundBench) {
  const [message] = await bench.outgoing(BANK, PHONE);
  return message && status(message.times, message.failure);
}

describe("a message with a fallback", () => {
  it("is said over RCS alone when it is delivered", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ autoReceipts: { deliveredAfterMs: 0 } });
    await bench.publish(notice);
    await phone.sees(1);
    await bench.pass(LONG);
    await bench.pass(LONG);
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[seen], []]);
  });

  it("is said elsewhere at once, and once, when RCS does not reach the phone", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "no-rcs" });
    await bench.publish(notice);
    await bench.untilIdle();
    expect(bench.on("fallback").map(({ body }) => body)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        to: PHONE,
        agent: BANK,
        conversation: expect.stringMatching(/^[\w-]{43}$/),
        text: notice.fallback,
        reason: "unreachable",
        critical: false,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    expect(bench.refused()).toEqual([expect.stringMatching(/capabilities$/)]);
    await bench.pass(LONG);
    await bench.pass(LONG);
    expect(fallbacks(bench)).toHaveLength(1);
  });

  it("is said elsewhere when Google refuses the message itself", async () => {
    const { bench, phone } = await open();
    bench.platform.addCallFault({
      matches: ({ act }) => act.type === "message",
      at: "before",
      response: { status: 400 },
    });
    await bench.publish(notice);
    await bench.untilIdle();
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["refused"]]);
  });

  it("is said elsewhere once when it expires, however often Google tells", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline" });
    await bench.publish(notice);
    await bench.untilIdle();
    bench.platform.addWebhookFault({ do: "duplicate" });
    await phone.letsExpire();
    await bench.untilIdle();
    await bench.pass(LONG);
    await phone.becomes({ reach: "online" });
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["revoked"]]);
  });

  it("is taken back, then said elsewhere, when Google could not revoke it", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline", onExpiry: "revoke-failed" });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.untilIdle();
    await phone.becomes({ reach: "online" });
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["inconclusive"]]);
  });

  it("is not said twice when it is delivered just as Google could not revoke it", async () => {
    const { bench, phone } = await open();
    await phone.becomes({
      reach: "offline",
      onExpiry: "delivered-after-failure",
      autoReceipts: { deliveredAfterMs: 0 },
    });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.pass(LONG);
    await bench.pass(LONG);
    expect([phone.bubbles(), fallbacks(bench), await statusOf(bench)]).toEqual([[seen], [], "delivered"]);
  });

  it("is said elsewhere at once when it is critical, though it may have arrived", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline", onExpiry: "delivered-after-failure" });
    await bench.publish({ ...notice, critical: true });
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.untilIdle();
    await bench.pass(LONG);
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[seen], ["inconclusive"]]);
  });

  it("is delivered after all when DELIVERED comes late, and said elsewhere once all the same", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline", onExpiry: "both" });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.untilIdle();
    await phone.receives();
    await bench.pass(LONG);
    expect([fallbacks(bench), await statusOf(bench)]).toEqual([["revoked"], "delivered"]);
  });

  it("is taken back and said elsewhere at our own deadline when Google tells nothing", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline" });
    await bench.publish(notice);
    await bench.untilIdle();
    await bench.pass(LIFE_SECONDS);
    expect(fallbacks(bench)).toEqual([]);
    await bench.pass(MARGIN_SECONDS);
    await phone.becomes({ reach: "online" });
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["overdue"]]);
  });

  it("is said elsewhere an hour later when Google has it no more and tells nothing, also after a restart", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline", onExpiry: "neither" });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.stop();
    await bench.start();
    await bench.pass(LIFE_SECONDS + MARGIN_SECONDS);
    expect(fallbacks(bench)).toEqual([]);
    await bench.stop();
    await bench.start();
    await bench.pass(GRACE_SECONDS);
    expect(fallbacks(bench)).toEqual(["overdue"]);
  });

  it("is said elsewhere when Google takes nothing until its time is over", async () => {
    const { bench, phone } = await open();
    const isMessage = ({ act }: { readonly act: { readonly type: string } }) => act.type === "message";
    // Without a pause, in which the message could not be taken back either.
    bench.platform.addCallFault({ matches: isMessage, at: "before", times: Infinity, response: { status: 401 } });
    await bench.publish(notice);
    await bench.pass(LIFE_SECONDS + MARGIN_SECONDS);
    expect(bench.on("outbound-dead")).toEqual([]);
    await bench.pass(GRACE_SECONDS);
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["overdue"]]);
  });

  it("is said elsewhere at once when the request has waited for too long", async () => {
    const { bench, phone } = await open();
    await bench.stop();
    await bench.publish(notice);
    await bench.start(LIFE_SECONDS);
    await bench.untilIdle();
    expect([phone.bubbles(), fallbacks(bench)]).toEqual([[], ["overdue"]]);
  });

  it("is not said elsewhere to a user who has opted out meanwhile", async () => {
    const { bench, phone } = await open();
    await phone.becomes({ reach: "offline" });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.unsubscribes();
    await phone.letsExpire();
    await bench.pass(LONG);
    await bench.pass(LONG);
    expect(fallbacks(bench)).toEqual([]);
  });
});
