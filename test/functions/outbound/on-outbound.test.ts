import { describe, expect, it } from "vitest";
import { onOutbound } from "../../../functions/outbound/on-outbound.ts";
import { type Address, agentId, type ConversationId, type InboundId } from "../../../shared/base/ids.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import type { OutboundCommand } from "../../../shared/conversation/outbound-request.ts";
import { type ConversationState, newState } from "../../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import { expireAt, text } from "../../../shared/reply/reply.ts";
import type { Speaker } from "../../../shared/reply/speaker.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const TO = {
  channel: "rcs",
  agent: agentId("rcs", "bank"),
  address: "+447700900123" as Address,
  conversation: "hash" as ConversationId,
} as const;
const FACT = { ...TO, type: "outbound", id: "order-17" as InboundId, at: NOW, received: NOW } as const;
const bot: Bot = { persona: { displayName: "Bot" }, answer: () => [], sayNotice: ({ type }) => [text(type)] };
const ann = { type: "human", displayName: "Ann" } as const;
const reply = text("Hello", { expiry: expireAt(new Date("2026-11-20T10:10:00Z")) });
const expiry = expireAt(new Date("2026-11-20T10:10:00Z"));
const terms = { isCritical: false, fallback: "Hello by SMS" };
const human: ConversationState = { ...newState(TO), mode: { type: "human", since: NOW, until: NOW, speaker: ann } };

const decide = (command: OutboundCommand, state = newState(TO)) =>
  onOutbound({ ...FACT, command }, state, { bot, at: NOW, entries: [] });

describe("onOutbound()", () => {
  it("says what a system says, and leaves the conversation as it is", () => {
    const { acts, state } = decide({ type: "say", reply });
    expect([acts, state]).toEqual([[{ do: "send", reply }], newState(TO)]);
  });

  it("sets a deadline before it sends what may fall back, a minute after its time", () => {
    const message = outgoingId(turnId(FACT), 1);
    expect(decide({ type: "say", reply, terms }).acts).toEqual([
      { do: "setTimer", at: "2026-11-20T10:11:00.000Z", purpose: { type: "delivery", message } },
      { do: "send", reply, terms },
    ]);
  });

  it("names the message in its deadline wherever it stands in the turn", () => {
    const { acts } = decide({ type: "say", reply, terms, speaker: ann });
    const message = outgoingId(
      turnId(FACT),
      acts.findIndex((act) => act.do === "send" && act.terms !== undefined),
    );
    expect(acts).toContainEqual(expect.objectContaining({ purpose: { type: "delivery", message } }));
  });

  it("gives the conversation to a person who speaks, and says so before the first line", () => {
    const { acts, state } = decide({ type: "say", reply, speaker: ann });
    expect(state.mode).toMatchObject({ type: "human", speaker: ann });
    expect(acts.map((act) => act.do)).toEqual(["setTimer", "tellPeople", "send", "send"]);
    expect(acts.at(-1)).toEqual({ do: "send", reply: { ...reply, speaker: ann } });
  });

  it("leaves the conversation to the bot where what a person said is over", () => {
    const late = { ...reply, expiry: { type: "at", at: "2020-01-01T00:00:00Z" } } as const;
    const { acts, state } = decide({ type: "say", reply: late, speaker: ann });
    expect(state.mode).toEqual({ type: "bot" });
    expect(acts.map((act) => act.do)).toEqual(["send"]);
  });

  it("announces nobody twice", () => {
    const { acts } = decide({ type: "say", reply, speaker: ann }, human);
    expect(acts.map((act) => act.do)).toEqual(["setTimer", "send"]);
  });

  it("leaves the conversation to the bot where a system speaks in another bot's name", () => {
    const speaker = { type: "bot", displayName: "Shop" } as const;
    expect(decide({ type: "say", reply, speaker }).state.mode).toEqual({ type: "bot" });
  });

  it("lets a person join", () => {
    expect(decide({ type: "join", speaker: ann, expiry }).state.mode).toMatchObject({ type: "human", speaker: ann });
  });

  it("gives the conversation back when a person leaves, and leaves the bot its own", () => {
    expect(decide({ type: "leave", expiry }, human).state.mode).toEqual({ type: "bot" });
    expect(decide({ type: "leave", expiry }).acts).toEqual([]);
  });

  it("lets a person leave who is named, and nobody who came later", () => {
    const zoe = { type: "human", displayName: "Zoe" } as const;
    const leave = (state: ConversationState, speaker: Speaker = ann) =>
      decide({ type: "leave", speaker, expiry }, state).state.mode;
    const cameLater = { ...human, mode: { ...human.mode, since: new Date(NOW.getTime() + 1) } } as ConversationState;
    expect(leave(human)).toEqual({ type: "bot" });
    expect([leave(human, zoe).type, leave(cameLater).type]).toEqual(["human", "human"]);
  });

  it("does not count who came or left after that time, nor who came before the last one left", () => {
    const over = expireAt(new Date("2026-11-20T09:59:59Z"));
    expect(decide({ type: "join", speaker: ann, expiry: over }).state.mode.type).toBe("bot");
    expect(decide({ type: "leave", expiry: over }, human).state.mode.type).toBe("human");
    const left = { ...newState(TO), left: new Date(NOW.getTime() + 1) };
    expect(decide({ type: "join", speaker: ann, expiry }, left).state.mode.type).toBe("bot");
    expect(decide({ type: "say", reply, speaker: ann }, left).state.mode.type).toBe("bot");
    expect(decide({ type: "leave", expiry }, left).state.left).toEqual(left.left);
  });

  it("keeps a person who came back before an older request comes, and nobody over them", () => {
    const later = new Date(NOW.getTime() + 1);
    const zoe = { type: "human", displayName: "Zoe" } as const;
    const at = (time: Date, command: OutboundCommand, state: ConversationState) =>
      onOutbound({ ...FACT, at: time, command }, state, { bot, at: NOW, entries: [] }).state;
    const cameBack = at(later, { type: "join", speaker: ann, expiry }, human);
    expect(at(NOW, { type: "leave", speaker: ann, expiry }, cameBack).mode).toEqual(cameBack.mode);
    expect(at(NOW, { type: "join", speaker: ann, expiry }, cameBack).mode).toEqual(cameBack.mode);
    expect(at(NOW, { type: "join", speaker: zoe, expiry }, cameBack).mode).toEqual(cameBack.mode);
    expect(at(NOW, { type: "say", reply, speaker: zoe }, cameBack).mode).toEqual(cameBack.mode);
  });
});
