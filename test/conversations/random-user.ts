import { randomUUID } from "node:crypto";
import { systemClock } from "../../shared/google/clock.ts";
import type { BusinessMessagesHandset } from "../../simulator/phones/business-messages-handset.ts";
import type { Handset } from "../../simulator/phones/handset.ts";
import type { RcsHandset } from "../../simulator/phones/rcs-handset.ts";
import type { Platform } from "../../simulator/platform.ts";
import { AGENTS } from "../support/fixtures.ts";
import { openPerson, type PublishOutbound } from "../support/person.ts";
import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import { type Question, questionText, STYLES } from "./random-bot.ts";

/** A user who does random things, and a record of them, from which follows what the phone must show. */
export interface RandomUser {
  readonly name: string;
  readonly phone: Handset;
  readonly address: UserAddress;
  /** Only the bot speaks to this user, who never opts out. */
  readonly isPlain: boolean;
  /** The receipts that the phone sends: none, DELIVERED, or DELIVERED and READ. */
  readonly receipts: "nothing" | "delivered" | "read";
  readonly questions: (Question & { readonly id: string })[];
  /** How often the user requested a live agent. */
  personRequests: number;
  /** When the user opted in again. */
  readonly optedIn: Date[];
  /** How many questions the user had asked at each opt-out. */
  readonly askedBefore: number[];
  readonly personLines: string[];
}

type Random = () => number;

/** What random users act with. */
export interface StoryContext {
  readonly platform: Platform;
  readonly publish: PublishOutbound;
  readonly random: Random;
}

const PAUSE_MS = 60;
const RECEIPTS = ["nothing", "delivered", "read"] as const;
const PEOPLE = ["Zoe", "Max"];
/** A webhook that fails is retried after 1 s, 2 s, 4 s and so on. */
const TIMEOUT_MS = 600_000;

export function openUser(index: number, { platform, random }: StoryContext): RandomUser & Phones {
  const isPlain = index % 2 === 0;
  const isRcs = Math.floor(index / 2) % 2 === 0;
  const to = isRcs ? `+4477${String(10_000_000 + index)}` : randomUUID();
  const rcs = isRcs ? platform.rcsHandset({ phone: to, agent: AGENTS[0].agent }) : undefined;
  const business = isRcs ? undefined : platform.businessMessagesHandset({ conversation: to, agent: AGENTS[1].agent });
  const phone = rcs ?? business;
  if (phone === undefined) throw new Error("A user has one phone or the other");
  const address = userAddressOf(isRcs ? "rcs" : "business-messages", to);
  const of = { questions: [], personRequests: 0, optedIn: [], askedBefore: [], personLines: [] };
  return { name: `user ${index}`, phone, rcs, business, address, isPlain, receipts: choose(RECEIPTS, random), ...of };
}

interface Phones {
  readonly rcs: RcsHandset | undefined;
  readonly business: BusinessMessagesHandset | undefined;
}

/** Does so many random things, and asks a question after each. */
export async function act(user: RandomUser & Phones, turns: number, context: StoryContext): Promise<void> {
  await user.phone.becomes(profileOf(user, context));
  for (let turn = 0; turn < turns; turn += 1) {
    await systemClock.sleep(2 + context.random() * PAUSE_MS);
    if (!user.isPlain) await somethingHappens(user, context);
    await askQuestion(user, context.random);
  }
}

/** Asks the bot a question, which it must answer when it has the conversation. */
export async function askQuestion(user: RandomUser, random: Random): Promise<void> {
  const asked: Question = {
    number: user.questions.length + 1,
    lines: 1 + Math.floor(random() * 3),
    style: choose(STYLES, random),
  };
  const { messageId, message } = await user.phone.says(questionText(asked));
  const id = messageId ?? (message as { readonly messageId?: unknown } | undefined)?.messageId;
  user.questions.push({ ...asked, id: String(id) });
}

function profileOf({ receipts }: RandomUser, { random }: StoryContext): Parameters<Handset["becomes"]>[0] {
  const deliveredAfterMs = Math.floor(random() * 20);
  if (receipts === "nothing") return {};
  const readAfterMs = receipts === "read" ? { readAfterMs: Math.floor(random() * 50) } : {};
  return { autoReceipts: { deliveredAfterMs, ...readAfterMs } };
}

async function somethingHappens(user: RandomUser & Phones, { publish, random }: StoryContext): Promise<void> {
  const person = openPerson(choose(PEOPLE, random), publish);
  const which = random();
  if (which < 0.08) return askForPerson(user, random);
  if (which < 0.22) {
    const line = `person: ${user.personLines.length + 1}`;
    user.personLines.push(line);
    return person.says(user.address, line);
  }
  if (which < 0.26) return person.joins(user.address);
  if (which < 0.34) return person.leaves(user.address);
  if (which < 0.42 && user.rcs !== undefined && isOptedIn(user)) return optOutAndIn(user, user.rcs, random);
}

/** A message since the last opt-in proves that the opt-in was handled. An opt-out that is handled before it would not be confirmed. */
function isOptedIn({ optedIn, phone }: RandomUser): boolean {
  const last = optedIn.at(-1);
  return last === undefined || phone.view().timeline.some(({ act, at }) => act.type === "message" && at > last);
}

async function askForPerson(user: RandomUser & Phones, random: Random): Promise<void> {
  if (user.business === undefined || random() < 0.5) {
    await user.phone.says(questionText({ number: 0, lines: 0, style: "person" }));
    return;
  }
  user.personRequests += 1;
  await user.business.asksForPerson();
}

/** Opts in again only after the opt-out is confirmed, so whatever the phone shows in between is wrong. */
async function optOutAndIn(user: RandomUser, phone: RcsHandset, random: Random): Promise<void> {
  const confirmations = () => phone.view().messages.filter(({ text }) => text === "(unsubscribed)").length;
  const before = confirmations();
  const first = random() < 0.5 ? "event" : "keyword";
  await phone.unsubscribes({ keyword: "STOP", first });
  user.askedBefore.push(user.questions.length);
  await phone.until(() => confirmations() > before, TIMEOUT_MS);
  await askQuestion(user, random);
  await systemClock.sleep(2 + random() * PAUSE_MS);
  user.optedIn.push(systemClock.now());
  await phone.subscribes({ keyword: "START", first });
}

function choose<T>(from: readonly T[], random: Random): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error("Nothing to choose from");
  return chosen;
}
