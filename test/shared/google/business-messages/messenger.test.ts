import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { RateLimitError } from "../../../../shared/base/errors.ts";
import type { OutgoingId } from "../../../../shared/base/ids.ts";
import { businessMessagesMessenger } from "../../../../shared/google/business-messages/messenger.ts";
import { text } from "../../../../shared/reply/reply.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { anyId, CALLS, failuresNaming, failuresOf, THEIRS, toConversation } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";
import { businessMessagesBody } from "../../../support/outbound-fixtures.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const MAYA = toConversation("c/1?x");
const AGENTS = readAgents('[{"channel":"business-messages","agent":"brands/b/agents/a"}]');
const PERSONA = { displayName: "Harbour Cafe" };
const representative = { representativeType: "BOT", displayName: "Harbour Cafe" };
const PATH = "/v1/conversations/c%2F1%3Fx";
const id = anyId();

async function recorded(act: (messenger: ReturnType<typeof businessMessagesMessenger>) => Promise<unknown>) {
  const { url, requests } = await listen(() => 200);
  await act(businessMessagesMessenger(AGENTS, PERSONA, { base: url }));
  return requests;
}

describe("businessMessagesMessenger()", () => {
  it("sends a text in the name of the bot, with the conversation encoded", async () => {
    expect(await recorded((messenger) => messenger.send(MAYA, { id, reply: text("Yes.") }))).toEqual([
      {
        method: "POST",
        url: `${PATH}/messages`,
        authorization: undefined,
        body: { messageId: id, representative, text: "Yes." },
      },
    ]);
  });

  it("marks the user's message read, with its id encoded", async () => {
    expect(await recorded((messenger) => messenger.markRead(MAYA, { id, message: THEIRS }))).toEqual([
      {
        method: "PATCH",
        url: `${PATH}/messages/Mx%2FI%20g/receipt`,
        authorization: undefined,
        body: { receiptType: "READ" },
      },
    ]);
  });

  it.each([
    ["showTyping", "TYPING_STARTED"],
    ["stopTyping", "TYPING_STOPPED"],
  ] as const)("says %s as %s", async (name, eventType) => {
    expect(await recorded((messenger) => messenger[name](MAYA, id))).toEqual([
      {
        method: "POST",
        url: `${PATH}/events?eventId=${id}`,
        authorization: undefined,
        body: { eventType, representative },
      },
    ]);
  });

  it.each(["joined", "left"] as const)("announces that a person has %s", async (type) => {
    const speaker = { type: "human", displayName: "Ana" } as const;
    const requests = await recorded((messenger) => messenger.announce(MAYA, { id, type, speaker }));
    expect(requests).toMatchObject([{ method: "POST", url: `${PATH}/events?eventId=${id}` }]);
    expect(requests[0]?.body).toEqual(businessMessagesBody(`event-representative-${type}`));
  });

  it("asks for a survey", async () => {
    const requests = await recorded((messenger) => messenger.survey(MAYA, id));
    expect(requests).toMatchObject([{ method: "POST", url: `${PATH}/surveys?surveyId=${id}` }]);
    expect(requests[0]?.body).toEqual(businessMessagesBody("survey"));
  });

  it("asks for no second survey within a day: not now, and not later", async () => {
    const { url, requests } = await listen(() => 429);
    const surveying = businessMessagesMessenger(AGENTS, PERSONA, { base: url }).survey(MAYA, id);
    await expect(surveying).rejects.toThrow(expect.objectContaining({ reason: "survey-too-soon" }));
    expect(requests).toHaveLength(1);
  });

  it("has a fallback sent at once where the reply says so", async () => {
    const reply = text("Yes.", { plainText: "Yes!", forcesPlainText: true });
    expect(await recorded((messenger) => messenger.send(MAYA, { id, reply }))).toMatchObject([
      { url: `${PATH}/messages?forceFallback=true`, body: { fallback: "Yes!" } },
    ]);
  });

  it("holds back the 61st message of a conversation within a minute, without a call", async () => {
    const { url, requests } = await listen(() => 200);
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: url });
    const send = () => messenger.send(MAYA, { id: anyId(), reply: text("Yes.") });
    await Promise.all(Array.from({ length: 60 }, send));
    await expect(send()).rejects.toThrow(RateLimitError);
    expect(requests).toHaveLength(60);
  });

  it.each(["", "..", "."])("refuses %j as a conversation for ever", async (address) => {
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: "http://127.0.0.1:1" });
    const calling = messenger.showTyping(toConversation(address), id);
    await expect(calling).rejects.toThrow(expect.objectContaining({ reason: "bad-address" }));
  });

  it("refuses an id that is no UUID", async () => {
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: "http://127.0.0.1:1" });
    const calling = messenger.send(MAYA, { id: "x" as OutgoingId, reply: text("Yes.") });
    await expect(calling).rejects.toThrow(expect.objectContaining({ reason: "bad-id" }));
  });

  it("makes calls that the platform takes", async () => {
    await using platform = await startPlatform({ clock });
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: platform.url });
    for (const make of Object.values(CALLS)) await make(messenger, toConversation("c1"));
    await messenger.stopTyping(toConversation("c1"), anyId());
    expect(platform.phone("business-messages", "c1")).toMatchObject({
      messages: [{ text: "Yes.", representative: { type: "BOT", displayName: "Harbour Cafe" } }],
      read: [THEIRS],
      typingStarts: 1,
      isTyping: false,
    });
  });

  it("may repeat an id: 409 is no failure", async () => {
    await using platform = await startPlatform({ clock });
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: platform.url });
    await messenger.send(toConversation("c1"), { id, reply: text("Yes.") });
    await messenger.send(toConversation("c1"), { id, reply: text("Yes, again.") });
    expect(platform.phone("business-messages", "c1").messages).toMatchObject([{ id, text: "Yes." }]);
  });

  it.each(Object.entries(CALLS))("begins no %s() after its time", async (_name, make) => {
    const requests = await recorded((messenger) =>
      expect(make(messenger, MAYA, { until: new Date(0) })).rejects.toThrow(/: its time is over$/),
    );
    expect(requests).toEqual([]);
  });

  it("says after its time not even that typing has stopped", async () => {
    const requests = await recorded((messenger) =>
      expect(messenger.stopTyping(MAYA, id, { until: new Date(0) })).rejects.toThrow(/: its time is over$/),
    );
    expect(requests).toEqual([]);
  });

  it.each(Object.entries(CALLS))("rejects %s() for an agent that is not configured, for now", async (_name, make) => {
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: "http://127.0.0.1:1" });
    const calling = make(messenger, toConversation("c1", "brands/b/agents/other"));
    await expect(calling).rejects.toThrow(
      expect.objectContaining({
        name: "TransientError",
        message: "Cannot act for agent brands/b/agents/other: AGENTS lacks it",
      }),
    );
  });

  it.each([
    ["conversations.messages.create", (messenger) => messenger.send(MAYA, { id, reply: text("Yes.") })],
    ["conversations.messages.updateReceipt", (messenger) => messenger.markRead(MAYA, { id, message: THEIRS })],
    ["conversations.events.create", (messenger) => messenger.showTyping(MAYA, id)],
    ["conversations.surveys.create", (messenger) => messenger.survey(MAYA, id)],
  ] satisfies [string, (messenger: ReturnType<typeof businessMessagesMessenger>) => Promise<unknown>][])(
    "names the method %s that fails, and neither the URL nor the conversation",
    async (method, make) => {
      const failures = await failuresOf((base) => make(businessMessagesMessenger(AGENTS, PERSONA, { base })));
      expect(failures).toEqual(failuresNaming(method));
    },
  );

  it("refuses a persona without a name", () => {
    expect(() => businessMessagesMessenger(AGENTS, { displayName: "" }, {})).toThrow(/speaker's name/);
  });

  it("refuses to announce a person without a name", async () => {
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, { base: "http://127.0.0.1:1" });
    const announcing = messenger.announce(MAYA, { id, type: "joined", speaker: { type: "human", displayName: "" } });
    await expect(announcing).rejects.toThrow(expect.objectContaining({ reason: "bad-reply" }));
  });

  it("refuses a base that is not safe and names the setting", () => {
    const open = () => businessMessagesMessenger(AGENTS, PERSONA, { base: "http://api.example" });
    expect(open).toThrow("BUSINESS_MESSAGES_API");
  });
});
