import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { TransientError } from "../../../../shared/base/errors.ts";
import { rcsMessenger } from "../../../../shared/google/rcs/messenger.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import type { Messenger } from "../../../../shared/ports/messenger.ts";
import { text } from "../../../../shared/reply/reply.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { anyId, CALLS, failuresNaming, failuresOf, THEIRS, toPhone } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const PHONE = "+447700900123";
const ADA = toPhone(PHONE);
const AGENTS = readAgents(
  '[{"channel":"rcs","agent":"bank@rbm.goog"},{"channel":"rcs","agent":"shop","region":"europe","trafficType":"TRANSACTION"}]',
);
const PATH = "/v1/phones/%2B447700900123";
const id = anyId();

async function recorded(act: (messenger: Messenger) => Promise<unknown>) {
  const { url, requests } = await listen(() => 200);
  await act(rcsMessenger(openRcs(AGENTS, { base: url })));
  return requests;
}

describe("rcsMessenger()", () => {
  it("sends a text with the agent's short id and the phone's plus encoded", async () => {
    expect(await recorded((messenger) => messenger.send(ADA, { id, reply: text("Yes.") }))).toEqual([
      {
        method: "POST",
        url: `${PATH}/agentMessages?messageId=${id}&agentId=bank`,
        authorization: undefined,
        body: { contentMessage: { text: "Yes." } },
      },
    ]);
  });

  it("sends the traffic type of the agent that has one", async () => {
    const to = toPhone(PHONE, "shop");
    const requests = await recorded((messenger) => messenger.send(to, { id, reply: text("Yes.") }));
    expect(requests).toMatchObject([{ body: { messageTrafficType: "TRANSACTION" } }]);
  });

  it("marks the user's message read", async () => {
    expect(await recorded((messenger) => messenger.markRead(ADA, { id, message: THEIRS }))).toEqual([
      {
        method: "POST",
        url: `${PATH}/agentEvents?eventId=${id}&agentId=bank`,
        authorization: undefined,
        body: { eventType: "READ", messageId: THEIRS },
      },
    ]);
  });

  it("shows typing", async () => {
    expect(await recorded((messenger) => messenger.showTyping(ADA, id))).toEqual([
      {
        method: "POST",
        url: `${PATH}/agentEvents?eventId=${id}&agentId=bank`,
        authorization: undefined,
        body: { eventType: "IS_TYPING" },
      },
    ]);
  });

  it("makes no call to stop typing, for there is none", async () => {
    expect(await recorded((messenger) => messenger.stopTyping(ADA, id))).toEqual([]);
  });

  it("takes no message for removed whose revocation met a 409", async () => {
    const { url } = await listen(() => 409);
    await expect(rcsMessenger(openRcs(AGENTS, { base: url })).revoke(ADA, id)).rejects.toThrow(TransientError);
  });

  it("makes calls that the platform takes", async () => {
    await using platform = await startPlatform({ clock });
    const messenger = rcsMessenger(openRcs(AGENTS, { base: platform.url }));
    for (const make of Object.values(CALLS)) await make(messenger, ADA);
    expect(platform.phone("rcs", PHONE)).toMatchObject({
      messages: [{ text: "Yes." }],
      read: [THEIRS],
      typingStarts: 1,
    });
  });

  it("may repeat an id: the user sees the first message", async () => {
    await using platform = await startPlatform({ clock });
    const messenger = rcsMessenger(openRcs(AGENTS, { base: platform.url }));
    await messenger.send(ADA, { id, reply: text("Yes.") });
    await messenger.send(ADA, { id, reply: text("Yes, again.") });
    expect(platform.phone("rcs", PHONE).messages).toEqual([{ id, text: "Yes." }]);
  });

  it.each(Object.entries(CALLS))("begins no %s() after its time", async (_name, make) => {
    const requests = await recorded((messenger) =>
      expect(make(messenger, ADA, { until: new Date(0) })).rejects.toThrow(/: its time is over$/),
    );
    expect(requests).toEqual([]);
  });

  it.each(Object.entries(CALLS))("rejects %s() for an agent that is not configured, for now", async (_name, make) => {
    const calling = make(rcsMessenger(openRcs(AGENTS, { base: "http://127.0.0.1:1" })), toPhone(PHONE, "other"));
    await expect(calling).rejects.toThrow(
      expect.objectContaining({ name: "TransientError", message: "Cannot act for agent other: AGENTS lacks it" }),
    );
  });

  it.each(["", "447700900123", "+0447700900123", "+44770090012345678", "+44 7700 900123", "tel:+447700900123", "../x"])(
    "refuses %j as an address for ever",
    async (address) => {
      const calling = rcsMessenger(openRcs(AGENTS, { base: "http://127.0.0.1:1" })).showTyping(toPhone(address), id);
      await expect(calling).rejects.toThrow(expect.objectContaining({ reason: "bad-address" }));
    },
  );

  it("never quotes an address that it refuses", async () => {
    const calling = rcsMessenger(openRcs(AGENTS, { base: "http://127.0.0.1:1" })).showTyping(
      toPhone("447700900123"),
      id,
    );
    await expect(calling).rejects.toThrow(/^(?!.*4477)/);
  });

  it.each([
    ["phones.agentMessages.create", (messenger) => messenger.send(ADA, { id, reply: text("Yes.") })],
    ["phones.agentMessages.delete", (messenger) => messenger.revoke(ADA, id)],
    ["phones.agentEvents.create", (messenger) => messenger.showTyping(ADA, id)],
  ] satisfies [string, (messenger: ReturnType<typeof rcsMessenger>) => Promise<unknown>][])(
    "names the method %s that fails, and neither the URL nor the phone",
    async (method, make) => {
      const failures = await failuresOf((base) => make(rcsMessenger(openRcs(AGENTS, { base }))));
      expect(failures).toEqual(failuresNaming(method));
    },
  );

  it("refuses a base that is not safe and names the setting", () => {
    expect(() => rcsMessenger(openRcs(AGENTS, { base: "http://api.example" }))).toThrow("RCS_API");
  });
});
