import { setTimeout as wait } from "node:timers/promises";
import type { Agent } from "../shared/base/agent.ts";
import type { Address, AgentId, Channel } from "../shared/base/ids.ts";
import type { OutgoingEntry } from "../shared/bot/entry.ts";
import type { Clock, History } from "../shared/effect/ports.ts";
import { conversationId } from "../shared/envelope/conversation.ts";
import type { Platform } from "../simulator/platform.ts";
import { businessMessagesUser, rcsUser, type User } from "../simulator/user.ts";
import {
  businessMessagesWebhook,
  deliver,
  rcsWebhook,
  type WebhookEvent,
  type WebhookRequest,
} from "../simulator/webhook.ts";
import type { Narrator } from "./narrator.ts";

/** The two agents of the demonstration, the tokens that Google would sign with, and the key that names conversations. */
export const RCS_AGENT: Agent = { channel: "rcs", agent: "demo_agent" as AgentId };
export const BUSINESS_MESSAGES_AGENT: Agent = {
  channel: "business-messages",
  agent: "brands/demo/agents/demo" as AgentId,
};
export const DEMO_TOKENS = { [RCS_AGENT.agent]: ["demo-token"], [BUSINESS_MESSAGES_AGENT.agent]: ["demo-token"] };
export const DEMO_KEY = "demo-key";
const TOKEN = "demo-token";

/** A number of a range that is set aside for fiction. */
const PHONE = "+447700900123";
const DELIVERY = { attempts: 20, delayMs: 250 };
const PATIENCE_MS = 15_000;
const POLL_MS = 20;

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

/** A user of each channel; a Business Messages conversation is new each time. */
export function castActors(clock: Clock): readonly [Actor, Actor] {
  const conversation = crypto.randomUUID();
  return [
    {
      channel: "rcs",
      agent: RCS_AGENT,
      address: PHONE,
      user: rcsUser({ phone: PHONE, agent: RCS_AGENT.agent, clock }),
      pack: (event) => rcsWebhook(event, TOKEN),
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

/** Plays one short conversation. @throws Error that says which step of it did not come. */
export async function playScene(actor: Actor, stage: Stage): Promise<void> {
  const { user, channel, address } = actor;
  const { narrator, platform } = stage;
  const shown = () => platform.phone(channel, address).messages;
  const before = shown().length;
  narrator.tell("user", `${channel}: the user types`);
  await send(actor, user.typing(), stage);
  const question = user.text("Hi, are you open on Saturday?");
  narrator.tell("user", `${channel}: the user sends "Hi, are you open on Saturday?"`);
  await send(actor, question, stage);
  await until(`an answer on ${channel}`, async () => shown().length > before);
  narrator.tell("user", `${channel}: Google sends the same webhook again`);
  await send(actor, question, stage);
  const answer = shown()[before]?.id ?? "";
  narrator.tell("user", `${channel}: the phone shows the answer, the user reads it`);
  await send(actor, user.read(answer), stage);
  await send(actor, user.delivered(answer), stage);
  await until(`both receipts on ${channel}`, async () => await isRead(actor, answer, stage));
  if (shown().length !== before + 1)
    throw new Error(`The phone shows ${shown().length - before} answers on ${channel}, not one`);
}

/** Sends what a user does, as Google does: until it is answered 200. */
export async function send(actor: Actor, event: WebhookEvent, { url }: Pick<Stage, "url">): Promise<void> {
  await deliver(url, actor.pack(event), DELIVERY);
}

async function isRead({ channel, agent, address }: Actor, answer: string, { history }: Stage): Promise<boolean> {
  const conversation = conversationId(DEMO_KEY, { channel, agent: agent.agent, address: address as Address });
  const { entries } = await history.read(conversation, 20);
  const outgoing = entries.find((entry): entry is OutgoingEntry => entry.type === "outgoing" && entry.id === answer);
  const { sent, delivered, read } = outgoing?.times ?? {};
  return sent !== undefined && delivered !== undefined && read !== undefined;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}`);
    await wait(POLL_MS);
  }
}
