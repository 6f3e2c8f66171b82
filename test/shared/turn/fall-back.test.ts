import { describe, expect, it } from "vitest";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import type { Fallback, FallbackMessage } from "../../../shared/ports/fallback.ts";
import { fallBack } from "../../../shared/turn/fall-back.ts";
import type { Platform } from "../../../simulator/platform.ts";
import { noon } from "../../contracts/facts.ts";
import { message, openSent, request, to } from "../../support/sent-message.ts";

/** What happens while Google is asked to take the message back. */
function whileRevoking(platform: Platform, hook: () => Promise<void>): void {
  platform.addCallFault({ matches: ({ act }) => act.type === "revoke", at: "after", hook });
}

describe("fallBack()", () => {
  it.each(["unreachable", "refused", "revoked", "inconclusive", "overdue"] as const)(
    "has it said when it is %s",
    async (reason) => {
      const { fall, asked } = await openSent();
      expect([await fall(reason), asked]).toEqual(["decided", [message]]);
    },
  );

  it.each(["delivered", "read"] as const)("says nothing when the message is %s", async (type) => {
    const { fall, receive, asked } = await openSent();
    await receive(type);
    expect([await fall("revoked"), asked]).toEqual(["needless", []]);
  });

  it("says nothing when DELIVERED comes between the look and the decision", async () => {
    const { fall, receive, asked, platform } = await openSent();
    whileRevoking(platform, () => receive("delivered"));
    expect([await fall("inconclusive"), asked]).toEqual(["needless", []]);
  });

  it("decides again when another receipt comes between the look and the decision", async () => {
    const { fall, receive, asked, platform } = await openSent();
    whileRevoking(platform, () => receive("revoked"));
    expect([await fall("inconclusive"), asked]).toEqual(["decided", [message]]);
  });

  it("says it once when it is told again, by whatever way", async () => {
    const { fall, asked } = await openSent();
    for (const reason of ["revoked", "revoked", "inconclusive", "overdue"] as const) await fall(reason);
    expect(asked).toEqual([message]);
  });

  it("says it once when it is told twice at the same time", async () => {
    const { fall, asked } = await openSent();
    const ends = await Promise.all([fall("revoked"), fall("revoked")]);
    expect(ends.toSorted()).toEqual(["TransientError: Cannot fall back: another try is handing it over", "decided"]);
    expect(asked).toEqual([message]);
  });

  it("ends what another try began and did not end", async () => {
    const { fall, asked, pass } = await openSent({ answers: [425] });
    expect(await fall("revoked")).toContain("TransientError");
    pass(20_000);
    expect([await fall("overdue"), asked]).toEqual(["decided", [message, message]]);
  });

  it("says it in the same words again, also when no try to send has begun", async () => {
    const { ports, pass } = await openSent({ answers: [425] });
    await ports.history.recordOutcome(to.conversation, turnId(request), [{ index: 0, isUnsent: true }]);
    const said: FallbackMessage[] = [];
    const say: Fallback["say"] = (one, until) => {
      said.push(one);
      return ports.fallback.say(one, until);
    };
    const trigger = { to, message, reason: "unreachable", until: noon(60_000) } as const;
    await fallBack(trigger, { ...ports, fallback: { say } }).catch(String);
    pass(20_000);
    await fallBack(trigger, { ...ports, fallback: { say } });
    expect([said.length, said[1]]).toEqual([2, said[0]]);
  });

  it("says nothing of what was decided days ago", async () => {
    const { fall, asked, pass, ports, lines } = await openSent({ answers: [425] });
    expect(await fall("revoked")).toContain("TransientError");
    pass(5 * 24 * 60 * 60_000);
    expect([await fall("overdue"), asked]).toEqual(["decided", [message]]);
    const known = await ports.history.loadMessage(to.conversation, message);
    expect(known?.fallback).toMatchObject({ reason: "revoked", failure: "too-late" });
    expect(lines.at(-1)).toMatchObject({ event: "fallback_withheld", severity: "WARNING", reason: "too-late" });
  });

  it("does not end what another try began when DELIVERED has come", async () => {
    const { fall, asked, pass, receive } = await openSent({ answers: [425] });
    await fall("revoked");
    await receive("delivered");
    pass(20_000);
    expect([await fall("overdue"), asked]).toEqual(["needless", [message]]);
  });

  it("records and logs what the other channel will never take", async () => {
    const { fall, asked, lines, ports } = await openSent({ answers: [422] });
    await fall("revoked");
    await fall("overdue");
    expect(asked).toEqual([message]);
    expect(lines).toMatchObject([{ event: "fallback_refused", severity: "ERROR", reason: "fallback-422" }]);
    const snapshot = await ports.history.loadMessage(to.conversation, message);
    expect(snapshot?.fallback).toMatchObject({ reason: "revoked", failure: "fallback-422" });
  });

  it("leaves it open while Google has the message no more and nobody told why", async () => {
    const { fall, asked, ports } = await openSent();
    await ports.messengers.rcs.revoke(to, message);
    expect([await fall("inconclusive"), asked]).toEqual(["open", []]);
  });

  it("waits no longer when it is asked for the last time", async () => {
    const { fall, asked, ports } = await openSent();
    await ports.messengers.rcs.revoke(to, message);
    expect([await fall("overdue", true), asked]).toEqual(["decided", [message]]);
  });

  it("does not wait with what is critical, though Google cannot even be asked", async () => {
    const { fall, asked, platform } = await openSent({ isCritical: true });
    platform.addCallFault({
      matches: ({ act }) => act.type === "revoke",
      at: "before",
      times: Infinity,
      response: { status: 400 },
    });
    expect([await fall("inconclusive"), asked]).toEqual(["decided", [message]]);
  });

  it("tells of what is critical and could not be taken back", async () => {
    const { fall, lines, platform } = await openSent({ isCritical: true });
    platform.addCallFault({ matches: ({ act }) => act.type === "revoke", at: "before", response: { status: 400 } });
    await fall("inconclusive");
    expect(lines).toContainEqual(expect.objectContaining({ severity: "WARNING", event: "revoke_failed" }));
  });

  it("tries again later when Google cannot be asked", async () => {
    const { fall, asked, platform } = await openSent();
    const answer = { status: 503, retryAfterSeconds: 60 } as const;
    platform.addCallFault({ matches: ({ act }) => act.type === "revoke", at: "before", response: answer });
    expect([await fall("inconclusive"), asked]).toEqual([expect.stringContaining("TransientError"), []]);
  });

  it("knows nothing of messages that are not ours, or have no fallback", async () => {
    const { ports, asked } = await openSent();
    const other = outgoingId(turnId({ ...request, id: "order-18" }), 0);
    expect(await fallBack({ to, message: other, reason: "revoked", until: noon(60_000) }, ports)).toBe("needless");
    expect(asked).toEqual([]);
  });

  it("is said by the other channel when a later try found its time over", async () => {
    const { fall, asked, ports } = await openSent();
    await ports.history.recordOutcome(to.conversation, turnId(request), [{ index: 0, failure: "expired" }]);
    expect([await fall("overdue", true), asked]).toEqual(["decided", [message]]);
  });

  it("leaves alone what was held back for good", async () => {
    const { fall, asked, ports } = await openSent();
    await ports.history.recordOutcome(to.conversation, turnId(request), [{ index: 0, failure: "opted-out" }]);
    expect([await fall("overdue", true), asked]).toEqual(["needless", []]);
  });

  it("logs nobody's address and words", async () => {
    const { fall, lines } = await openSent();
    await fall("revoked");
    expect(JSON.stringify(lines)).not.toMatch(/447700900123|By SMS/);
    expect(lines).toMatchObject([{ event: "fell_back", conversation: to.conversation, reason: "revoked" }]);
  });
});
