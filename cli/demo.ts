import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Channel, InboundId } from "../shared/base/ids.ts";
import type { OutgoingEntry } from "../shared/bot/history-entry.ts";
import { turnId } from "../shared/conversation/turn-id.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { PhoneAct } from "../simulator/acts/phone-act.ts";
import type { Platform } from "../simulator/platform.ts";
import { sendUntilAccepted } from "../simulator/webhooks/send-webhook.ts";
import {
  businessMessagesWebhook,
  pubsubId,
  rcsWebhook,
  type WebhookEvent,
  type WebhookRequest,
} from "../simulator/webhooks/webhook.ts";
import { DEMO_TOKEN, demoConversation, RCS_AGENT } from "./demo-agents.ts";
import type { Facts } from "./facts.ts";

/** The numbers from 07700 900000 to 900999 are set aside for fiction. */
const FICTION = "+447700900";
const FICTION_SIZE = 1000;
const QUESTION = "Hi";
const GREETING = "Hello! Another system has sent this: in RCS, the agent writes first.";
const DELIVERY = { attempts: 20, delayMs: 250 };
/** A bot may take its time: longer than a whole turn may last. */
const PATIENCE_MS = 60_000;
const POLL_MS = 20;
/** How many turns are looked through: a scene has few. */
const RECENT = 20;

/** What the phones of the demonstration do by themselves: they show a message at once, and their users read it soon. */
export const DEMO_PHONE = { autoReceipts: { deliveredAfterMs: 0, readAfterMs: 300 } } as const;

/** What the demonstration plays on. Its platform is connected to ingress. */
export interface Stage {
  /** Of ingress. */
  readonly url: string;
  readonly platform: Platform;
  readonly history: History;
  readonly publisher: Publisher;
  readonly facts: Pick<Facts, "emit">;
  readonly clock: Clock;
}

/** Somebody who can be written to: a phone number, or Google's id of a conversation. */
export interface Actor {
  readonly channel: Channel;
  readonly address: string;
}

/** A user of each channel, new each time: history keeps those of earlier starts, with their opt-outs and people. */
export function castActors(): readonly [Actor, Actor] {
  const phone = `${FICTION}${String(randomInt(FICTION_SIZE)).padStart(3, "0")}`;
  return [
    { channel: "rcs", address: phone },
    { channel: "business-messages", address: crypto.randomUUID() },
  ];
}

/** What another system publishes on the topic `outbound` to write to a user of RCS. */
export function outboundRequest(to: string, reply: string): object {
  return { id: `demo-${crypto.randomUUID()}`, agent: RCS_AGENT.agent, to, reply };
}

/**
 * Has the agent write first, as RCS begins: a message of another system, through the topic `outbound`.
 * @throws Error when the phone does not show it.
 */
export async function playGreeting(actor: Actor, { publisher, platform, facts }: Stage): Promise<void> {
  const { channel, address } = actor;
  const shown = () => platform.phone(channel, address).messages.length;
  const before = shown();
  facts.emit({ type: "scene", what: `${channel}: another system writes to the user` });
  await publisher.publish("outbound", {
    bytes: Buffer.from(JSON.stringify(outboundRequest(address, GREETING))),
    attributes: {},
    orderingKey: address,
  });
  await until(`the first message on ${channel}`, async () => shown() > before);
}

/**
 * Plays one short conversation with any bot. Whatever it answers, if anything: the message is marked read, said again it
 * changes nothing, and history knows what became of each answer.
 * @throws Error that says which step of it did not come.
 */
export async function playScene(actor: Actor, stage: Stage): Promise<void> {
  const { channel, address } = actor;
  const { facts, platform } = stage;
  const say = (what: string) => facts.emit({ type: "scene", what: `${channel}: ${what}` });
  const shown = () => platform.phone(channel, address).messages;
  const [before, known] = [shown().length, await newestMessage(actor, stage)];
  say("the user types");
  await act(actor, { do: "typing" }, stage);
  say(`the user sends "${QUESTION}"`);
  const question = await act(actor, { do: "say", text: QUESTION }, stage);
  await until(`the end of the turn on ${channel}`, () => isTurnOver(actor, known, stage));
  await until(`READ on ${channel}`, () => isMarkedRead(actor, stage));
  const after = shown().length;
  say("Google sends the same webhook again");
  await send(actor, question, stage);
  for (const { id } of shown().slice(before, after))
    await until(`both receipts on ${channel}`, () => isRead(actor, id, stage));
  if (shown().length !== after)
    throw new Error(`The phone shows ${shown().length - before} answers on ${channel}, and showed ${after - before}`);
}

/** Does what a user does. @returns The event in Google's JSON. @throws ActError when the phone cannot do it now. */
export async function act(user: Actor, what: PhoneAct, { platform }: Pick<Stage, "platform">): Promise<WebhookEvent> {
  const { event } = await platform.act(user, what);
  return event;
}

/** Sends an event beside those that the phone sends, as Google does: until it is answered 200. */
export async function send(actor: Actor, event: WebhookEvent, stage: Pick<Stage, "url" | "clock">): Promise<void> {
  await sendUntilAccepted(stage.url, pack(actor, event, stage), DELIVERY);
}

/** Signs an event as Google would. */
export function pack({ channel }: Actor, event: WebhookEvent, { clock }: Pick<Stage, "clock">): WebhookRequest {
  if (channel === "business-messages") return businessMessagesWebhook(event, DEMO_TOKEN);
  return rcsWebhook(event, DEMO_TOKEN, { messageId: pubsubId(crypto.randomUUID()), published: clock.now() });
}

/** True when the user's message that came after the known one is decided, and what was decided is done. */
async function isTurnOver(actor: Actor, known: InboundId | undefined, stage: Stage): Promise<boolean> {
  const id = await newestMessage(actor, stage);
  if (id === undefined || id === known) return false;
  const conversation = demoConversation(actor.channel, actor.address);
  const { journal, lease } = await stage.history.load(conversation, turnId({ conversation, type: "message", id }));
  return journal?.isComplete === true && lease === undefined;
}

async function isMarkedRead(actor: Actor, stage: Stage): Promise<boolean> {
  const id = await newestMessage(actor, stage);
  return id !== undefined && stage.platform.phone(actor.channel, actor.address).read.includes(id);
}

async function newestMessage({ channel, address }: Actor, { history }: Stage): Promise<InboundId | undefined> {
  const { entries } = await history.read(demoConversation(channel, address), RECENT);
  return entries.find((entry) => entry.type === "message")?.id;
}

async function isRead({ channel, address }: Actor, answer: string, { history }: Stage): Promise<boolean> {
  const { entries } = await history.read(demoConversation(channel, address), RECENT);
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
