import { randomUUID } from "node:crypto";
import { systemClock } from "../../shared/google/clock.ts";
import type { BusinessMessagesHandset } from "../../simulator/phones/business-messages-handset.ts";
import type { Handset } from "../../simulator/phones/handset.ts";
import type { RcsHandset } from "../../simulator/phones/rcs-handset.ts";
import type { Platform } from "../../simulator/platform.ts";
import { AGENTS } from "../support/fixtures.ts";
import { openPerson, type PublishOutbound } from "../support/person.ts";
import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import { ask, type Question, STYLES } from "./random-bot.ts";

/** A user who did random things, and what was done: enough to tell what the phone must show. */
export interface RandomUser {
  readonly name: string;
  readonly phone: Handset;
  readonly address: UserAddress;
  /** Nobody but the bot ever spoke to this user, who never opted out. */
  readonly isPlain: boolean;
  /** What this phone tells of messages of ours. */
  readonly tells: "nothing" | "delivered" | "read";
  readonly questions: (Question & { readonly id: string })[];
  /** How often the user wished for a person. */
  wishes: number;
  /** When the user opted in again. */
  readonly optedIn: Date[];
  readonly personLines: string[];
}

type Dice = () => number;

/** What a random user acts with. */
export interface Stage {
  readonly platform: Platform;
  readonly ask: PublishOutbound;
  readonly dice: Dice;
}

const PAUSE_MS = 60;
const TELLS = ["nothing", "delivered", "read"] as const;
const PEOPLE = ["Zoe", "Max"];
/** A webhook that finds nobody is tried again after a second, and after two and so on. */
const PATIENCE_MS = 600_000;

export function openUser(index: number, { platform, dice }: Stage): RandomUser & Phones {
  const isPlain = index % 2 === 0;
  const isRcs = Math.floor(index / 2) % 2 === 0;
  const to = isRcs ? `+4477${String(10_000_000 + index)}` : randomUUID();
  const rcs = isRcs ? platform.rcsHandset({ phone: to, agent: AGENTS[0].agent }) : undefined;
  const business = isRcs ? undefined : platform.businessMessagesHandset({ conversation: to, agent: AGENTS[1].agent });
  const phone = rcs ?? business;
  if (phone === undefined) throw new Error("A user has one phone or the other");
  const address = userAddressOf(isRcs ? "rcs" : "business-messages", to);
  const of = { questions: [], wishes: 0, optedIn: [], personLines: [] };
  return { name: `user ${index}`, phone, rcs, business, address, isPlain, tells: choose(TELLS, dice), ...of };
}

interface Phones {
  readonly rcs: RcsHandset | undefined;
  readonly business: BusinessMessagesHandset | undefined;
}

/** Does so many random things, and asks something with each. */
export async function live(user: RandomUser & Phones, turns: number, stage: Stage): Promise<void> {
  await user.phone.becomes(profileOf(user, stage));
  for (let turn = 0; turn < turns; turn += 1) {
    await systemClock.sleep(2 + stage.dice() * PAUSE_MS);
    if (!user.isPlain) await somethingHappens(user, stage);
    await question(user, stage.dice);
  }
}

/** Asks the bot something, after which it must have its say when nobody else has the conversation. */
export async function question(user: RandomUser, dice: Dice): Promise<void> {
  const asked: Question = {
    number: user.questions.length + 1,
    lines: 1 + Math.floor(dice() * 3),
    style: choose(STYLES, dice),
  };
  const { messageId, message } = await user.phone.says(ask(asked));
  const id = messageId ?? (message as { readonly messageId?: unknown } | undefined)?.messageId;
  user.questions.push({ ...asked, id: String(id) });
}

function profileOf({ tells }: RandomUser, { dice }: Stage): Parameters<Handset["becomes"]>[0] {
  const deliveredAfterMs = Math.floor(dice() * 20);
  if (tells === "nothing") return {};
  const receipts = tells === "read" ? { deliveredAfterMs, readAfterMs: Math.floor(dice() * 50) } : { deliveredAfterMs };
  return { autoReceipts: receipts };
}

async function somethingHappens(user: RandomUser & Phones, { ask: publish, dice }: Stage): Promise<void> {
  const person = openPerson(choose(PEOPLE, dice), publish);
  const which = dice();
  if (which < 0.08) return wish(user, dice);
  if (which < 0.22) {
    const line = `person: ${user.personLines.length + 1}`;
    user.personLines.push(line);
    return person.says(user.address, line);
  }
  if (which < 0.26) return person.joins(user.address);
  if (which < 0.34) return person.leaves(user.address);
  if (which < 0.42 && user.rcs !== undefined && isIn(user)) return optOutAndIn(user, user.rcs, dice);
}

/** What was said since proves that the wish to come back has been heard; an opt-out that overtook it would not be confirmed. */
function isIn({ optedIn, phone }: RandomUser): boolean {
  const last = optedIn.at(-1);
  return last === undefined || phone.view().timeline.some(({ act, at }) => act.type === "message" && at > last);
}

async function wish(user: RandomUser & Phones, dice: Dice): Promise<void> {
  if (user.business === undefined || dice() < 0.5) {
    await user.phone.says(ask({ number: 0, lines: 0, style: "person" }));
    return;
  }
  user.wishes += 1;
  await user.business.asksForPerson();
}

/** Comes back only when the opt-out is confirmed: so whatever the phone shows in between is wrong. */
async function optOutAndIn(user: RandomUser, phone: RcsHandset, dice: Dice): Promise<void> {
  const confirmations = () => phone.view().messages.filter(({ text }) => text === "(unsubscribed)").length;
  const before = confirmations();
  const first = dice() < 0.5 ? "event" : "keyword";
  await phone.unsubscribes({ keyword: "STOP", first });
  await phone.until(() => confirmations() > before, PATIENCE_MS);
  await question(user, dice);
  await systemClock.sleep(2 + dice() * PAUSE_MS);
  user.optedIn.push(systemClock.now());
  await phone.subscribes({ keyword: "START", first });
}

function choose<T>(from: readonly T[], dice: Dice): T {
  const chosen = from[Math.floor(dice() * from.length)];
  if (chosen === undefined) throw new Error("Nothing to choose from");
  return chosen;
}
