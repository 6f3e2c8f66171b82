import { describe, expect, it } from "vitest";
import type { ConversationId } from "../../shared/base/ids.ts";
import { userAddressOf } from "../support/user-address.ts";
import { checkCall, checkCommit, noteDone } from "./check-leases.ts";
import { checkShown, checkSms } from "./check-words.ts";
import { MINUTE, SECOND } from "./durations.ts";
import { openSeen } from "./seen-so-far.ts";
import type { Service } from "./world-fault.ts";

const ANN = userAddressOf("rcs", "+447700900001");
const ID = "46177da3-def7-52f7-9fe7-efc6e3178000";
const ABOUT_ANN = {
  at: 0,
  function: "messages",
  instance: 1,
  conversation: ANN.conversation as ConversationId,
} as const;
const LEASE = { turn: ID, expiresAt: MINUTE };
const MESSAGE = { type: "shown", user: ANN, id: ID, bubble: "message" } as const;

/** What the checks find when they are shown one thing after the other. */
function openWatch() {
  let now = 0;
  const seen = openSeen(() => now);
  const begins = (call: number, service: Service, method: string) =>
    checkCall(seen, { type: "call-begun", ...ABOUT_ANN, at: now, call, service, method, user: ANN, id: ID });
  const commits = (state: { readonly mode?: string; readonly isOptedOut?: boolean }) =>
    checkCommit(seen, { type: "conversation-committed", ...ABOUT_ANN, at: now, chosenAt: now, lease: LEASE, ...state });
  return {
    commits,
    wait(ms: number) {
      now += ms;
    },
    /** The bot's answer is on its way. */
    sends: (call: number) => begins(call, "google", "phones.agentMessages.create"),
    gives: (call: number) => void seen.calls.delete(call),
    /** It is on the phone. */
    arrives(call: number, text = "re: quick 1") {
      checkShown(seen, { ...MESSAGE, at: now, text });
      noteDone(seen, { type: "call-done", at: now, call, status: 200 });
    },
    sendsSms: (call: number) => begins(call, "gateway", "send"),
    smsArrives(call: number) {
      checkSms(seen, { type: "sms-taken", at: now, id: ID, to: ANN.address, text: "sms notice 1", isRepeat: false });
      noteDone(seen, { type: "call-done", at: now, call, status: 200 });
    },
    broken: () => seen.violations.map(({ promise }) => promise),
  };
}

describe("checkShown()", () => {
  it("takes what a slow network held for what it was when it left", () => {
    const { commits, wait, sends, gives, arrives, broken } = openWatch();
    commits({ mode: "bot" });
    sends(1);
    wait(8 * SECOND);
    gives(1);
    commits({ mode: "human" });
    wait(20 * SECOND);
    arrives(1);
    expect(broken()).toEqual([]);
  });

  it("finds a try over a person while an earlier one is still on its way", () => {
    const { commits, wait, sends, gives, arrives, broken } = openWatch();
    commits({ mode: "bot" });
    sends(1);
    wait(8 * SECOND);
    gives(1);
    commits({ mode: "human" });
    wait(6 * SECOND);
    sends(2);
    arrives(2);
    expect(broken()).toEqual(["person"]);
  });

  it("finds what left while a person spoke and comes when the person has gone", () => {
    const { commits, wait, sends, arrives, broken } = openWatch();
    commits({ mode: "human" });
    wait(6 * SECOND);
    sends(1);
    wait(SECOND);
    commits({ mode: "bot" });
    wait(SECOND);
    arrives(1);
    expect(broken()).toEqual(["person"]);
  });

  it.each([
    ["before the opt-out", 0, []],
    ["after it", 6 * SECOND, ["consent"]],
  ])("judges an opt-out by when a message left: %s", (_case, afterMs, expected) => {
    const { commits, wait, sends, arrives, broken } = openWatch();
    commits({ isOptedOut: afterMs > 0 });
    wait(afterMs);
    sends(1);
    commits({ isOptedOut: true });
    wait(20 * SECOND);
    arrives(1, "notice 1");
    expect(broken()).toEqual(expected);
  });
});

describe("checkSms()", () => {
  it.each([
    ["before the opt-out", 0, []],
    ["after it", 6 * SECOND, ["consent"]],
  ])("judges an opt-out by when the message left: %s", (_case, afterMs, expected) => {
    const { commits, wait, sendsSms, smsArrives, broken } = openWatch();
    commits({ isOptedOut: afterMs > 0 });
    wait(afterMs);
    sendsSms(1);
    commits({ isOptedOut: true });
    wait(20 * SECOND);
    smsArrives(1);
    expect(broken()).toEqual(expected);
  });

  it("does not take it for the call with the same id that was for the phone", () => {
    const { commits, wait, sends, arrives, sendsSms, smsArrives, broken } = openWatch();
    commits({ isOptedOut: false });
    sends(1);
    arrives(1, "notice 1");
    commits({ isOptedOut: true });
    wait(6 * SECOND);
    sendsSms(2);
    smsArrives(2);
    expect(broken()).toEqual(["consent"]);
  });
});
