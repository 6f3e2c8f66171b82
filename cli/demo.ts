import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Agent } from "../shared/base/agent.ts";
import type { Address, AgentId, Channel, ConversationId, InboundId } from "../shared/base/ids.ts";
import type { OutgoingEntry } from "../shared/bot/history-entry.ts";
import { turnId } from "../shared/conversation/turn-id.ts";
import { conversationId } from "../shared/envelope/conversation.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import { businessMessagesUser, rcsUser, type User } from "../simulator/phones/user.ts";
import type { Platform } from "../simulator/platform.ts";
import { sendUntilAccepted } from "../simulator/webhooks/send-webhook.ts";
import {
  businessMessagesWebhook,
  pubsubId,
  rcsWebhook,
  type WebhookEvent,
  type WebhookRequest,
} from "../simulator/webhooks/webhook.ts";
import type { Narrator } from "./narrator.ts";

/** The two agents of the demonstration, the tokens that Google would sign with, and the key that names conversations. */
export const RCS_AGENT: Agent = { channel: "rcs", agent: "demo_agent" as AgentId };
const BUSINESS_MESSAGES_AGENT: Agent = {
  channel: "business-messages",
  agent: "brands/demo/agents/demo" as AgentId,
};
export const DEMO_AGENTS: readonly Agent[] = [RCS_AGENT, BUSINESS_MESSAGES_AGENT];
export const DEMO_TOKENS = { [RCS_AGENT.agent]: ["demo-token"], [BUSINESS_MESSAGES_AGENT.agent]: ["demo-token"] };
export const DEMO_KEY = "demo-key";
const TOKEN = "demo-token";

/** The numbers from 07700 900000 to 900999 are set aside for fiction. */
const FICTION = "+447700900";
const FICTION_SIZE = 1000;
const QUESTION = "Hi";
const DELIVERY = { attempts: 20, delayMs: 250 };
/** A bot may take its time: longer than a whole turn may last. */
const PATIENCE_MS = 60_000;
const POLL_MS = 20;
/** How many turns are looked through: a scene has few. */
const RECENT = 20;

/** What the demonstration plays on. */
export interface Stage {
  /** Of ingress. */
  readonly url: string;
  readonly platform: Platform;
  readonly history: History;
  readonly narrator: Narrator;
  readonly clock: Clock;
}

/** Somebody who can be written to, and how Google would pack what they do. */
export interface Actor {
  readonly channel: Channel;
  readonly agent: Agent;
  readonly address: string;
  readonly user: User;
  pack(event: WebhookEvent): WebhookRequest;
}

/** A user of each channel, new each time: history keeps those of earlier starts, with their opt-outs and people. */
export function castActors(clock: Clock): readonly [Actor, Actor] {
  const phone = `${FICTION}${String(randomInt(FICTION_SIZE)).padStart(3, "0")}`;
  const conversation = crypto.randomUUID();
  return [
    {
      channel: "rcs",
      agent: RCS_AGENT,
      address: phone,
      user: rcsUser({ phone, agent: RCS_AGENT.agent, clock }),
      pack: (event) => rcsWebhook(event, TOKEN, { messageId: pubsubId(crypto.randomUUID()), published: clock.now() }),
    },
    {
      channel: "business-messages",
      agent: BUSINESS_MESSAGES_AGENT,
      address: conversation,
      user: businessMessagesUser({ conversation, agent: BUSINESS_MESSAGES_AGENT.agent, clock }),
      pack: (event) => businessMessagesWebhook(event, TOKEN),
    },
  ];
}

/**
 * Plays one short conversation with any bot. Whatever it answers, if anything: the message is marked read, said again it
 * changes nothing, and history knows what became of each answer.
 * @throws Error that says which step of it did not come.
 */
export async function playScene(actor: Actor, stage: Stage): Promise<void> {
  const { user, channel, address } = actor;
  const { narrator, platform } = stage;
  const shown = () => platform.phone(channel, address).messages;
  const [before, known] = [shown().length, await newestMessage(actor, stage)];
  narrator.tell("user", `${channel}: the user types`);
  await send(actor, user.typing(), stage);
  const question = user.text(QUESTION);
  narrator.tell("user", `${channel}: the user sends "${QUESTION}"`);
  await send(actor, question, stage);
  await until(`the end of the turn on ${channel}`, () => isTurnOver(actor, known, stage));
  await until(`READ on ${channel}`, () => isMarkedRead(actor, stage));
  const after = shown().length;
  narrator.tell("user", `${channel}: Google sends the same webhook again`);
  await send(actor, question, stage);
  for (const { id } of shown().slice(before, after)) await readAnswer(actor, id, stage);
  if (shown().length !== after)
    throw new Error(`The phone shows ${shown().length - before} answers on ${channel}, and showed ${after - before}`);
}

async function readAnswer(actor: Actor, answer: string, stage: Stage): Promise<void> {
  const { user, channel } = actor;
  stage.narrator.tell("user", `${channel}: the phone shows the answer, the user reads it`);
  await send(actor, user.read(answer), stage);
  await send(actor, user.delivered(answer), stage);
  await until(`both receipts on ${channel}`, () => isRead(actor, answer, stage));
}

/** Sends what a user does, as Google does: until it is answered 200. */
export async function send(actor: Actor, event: WebhookEvent, { url }: Pick<Stage, "url">): Promise<void> {
  await sendUntilAccepted(url, actor.pack(event), DELIVERY);
}

/** True when the user's message that came after the known one is decided, and what was decided is done. */
async function isTurnOver(actor: Actor, known: InboundId | undefined, stage: Stage): Promise<boolean> {
  const id = await newestMessage(actor, stage);
  if (id === undefined || id === known) return false;
  const conversation = conversationOf(actor);
  const { journal, lease } = await stage.history.load(conversation, turnId({ conversation, type: "message", id }));
  return journal?.isComplete === true && lease === undefined;
}

async function isMarkedRead(actor: Actor, stage: Stage): Promise<boolean> {
  const id = await newestMessage(actor, stage);
  return id !== undefined && stage.platform.phone(actor.channel, actor.address).read.includes(id);
}

async function newestMessage(actor: Actor, { history }: Stage): Promise<InboundId | undefined> {
  const { entries } = await history.read(conversationOf(actor), RECENT);
  return entries.find((entry) => entry.type === "message")?.id;
}

async function isRead(actor: Actor, answer: string, { history }: Stage): Promise<boolean> {
  const { entries } = await history.read(conversationOf(actor), RECENT);
  const outgoing = entries.find((entry): entry is OutgoingEntry => entry.type === "outgoing" && entry.id === answer);
  const { sent, delivered, read } = outgoing?.times ?? {};
  return sent !== undefined && delivered !== undefined && read !== undefined;
}

function conversationOf({ channel, agent, address }: Actor): ConversationId {
  return conversationId(DEMO_KEY, { channel, agent: agent.agent, address: address as Address });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
    await wait(POLL_MS);
  }
}
