import { describe, expect, it } from "vitest";
import { readAgents } from "../../../shared/base/agent.ts";
import { text } from "../../../shared/bot/reply.ts";
import type { Messenger } from "../../../shared/effect/ports.ts";
import { businessMessagesMessenger } from "../../../shared/google/business-messages.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { listen } from "../../listen.ts";
import { anyId, CALLS, THEIRS, toConversation } from "./destination.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const MAYA = toConversation("c/1?x");
const AGENTS = readAgents('[{"channel":"business-messages","agent":"brands/b/agents/a"}]');
const PERSONA = { displayName: "Harbour Cafe" };
const representative = { representativeType: "BOT", displayName: "Harbour Cafe" };
const PATH = "/v1/conversations/c%2F1%3Fx";
const id = anyId();

async function recorded(act: (messenger: Messenger) => Promise<void>) {
  const { url, requests } = await listen(() => 200);
  await act(businessMessagesMessenger(AGENTS, PERSONA, url));
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

  it("makes calls that the platform takes", async () => {
    await using platform = await startPlatform({ clock });
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, platform.url);
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
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, platform.url);
    await messenger.send(toConversation("c1"), { id, reply: text("Yes.") });
    await messenger.send(toConversation("c1"), { id, reply: text("Yes, again.") });
    expect(platform.phone("business-messages", "c1").messages).toMatchObject([{ id, text: "Yes." }]);
  });

  it.each(Object.entries(CALLS))("rejects %s() for an agent that is not configured, for now", async (_name, make) => {
    const messenger = businessMessagesMessenger(AGENTS, PERSONA, "http://127.0.0.1:1");
    const calling = make(messenger, toConversation("c1", "brands/b/agents/other"));
    await expect(calling).rejects.toThrow(
      expect.objectContaining({
        name: "TransientError",
        message: "Cannot act for agent brands/b/agents/other: AGENTS lacks it",
      }),
    );
  });

  it("refuses a base that is not safe and names the setting", () => {
    const open = () => businessMessagesMessenger(AGENTS, PERSONA, "http://api.example");
    expect(open).toThrow("BUSINESS_MESSAGES_API");
  });
});
