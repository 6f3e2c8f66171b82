import { userAddressOf } from "../support/user-address.ts";
import type { AskedQuestion, SeenSoFar, WatchedCode } from "./seen-so-far.ts";
import type { SimulatedWorld } from "./world-types.ts";

/** What must be true when all is well again, and nothing is under way. */
export async function checkEnd(seen: SeenSoFar, world: SimulatedWorld): Promise<void> {
  if (seen.unjudged.size > 0) throw new Error(`Cannot judge what no call said: ${[...seen.unjudged.keys()].join(" ")}`);
  for (const question of seen.questions.values()) checkQuestion(seen, question);
  for (const [words, code] of seen.codes) checkCode(seen, world, [words, code]);
  for (const [conversation] of seen.conversations) {
    const { lease } = await world.stored(conversation);
    if (lease !== undefined && lease.expiresAt > world.now())
      seen.breaks("lease", `${conversation} is still leased to ${lease.turn}`);
  }
}

/** Every question is answered, or a person heard it, or there is a reason. */
function checkQuestion(seen: SeenSoFar, { words, conversation, isAccepted, user, at }: AskedQuestion): void {
  if (!isAccepted || /^(STOP|START|person)/.test(words) || seen.told.has(words)) return;
  const isAnswered = seen.answers.has(`re: ${words}`);
  const hasBegun = seen.answers.has(`first: ${words}`);
  const isLong = /^(stream|double)/.test(words);
  if (isLong && isAnswered !== hasBegun && !isExcused(seen, conversation))
    seen.breaks("answered", `"${words}" has one line of two`);
  if (!isAnswered && !isExcused(seen, conversation))
    seen.breaks("answered", `"${words}" of ${user.address} at ${new Date(at).toISOString()} has no answer`);
}

function isExcused(seen: SeenSoFar, conversation: AskedQuestion["conversation"]): boolean {
  return (
    seen.conversation(conversation).hasOptedOut || seen.dead.has(conversation) || seen.apologised.has(conversation)
  );
}

/** Exactly one channel brings it; of critical content at least one. */
function checkCode(seen: SeenSoFar, world: SimulatedWorld, [words, code]: readonly [string, WatchedCode]): void {
  const user = userAddressOf(code.user.channel, code.user.address);
  const id = seen.answers.get(words);
  const bySms = seen.sms.has(`sms ${words}`);
  const isOnPhone = id !== undefined && world.phone(user).messages.some((message) => message.id === id);
  if (bySms && isOnPhone && !code.isCritical) seen.breaks("channel", `"${words}" is on the phone and came by SMS`);
  const isWithheld = words.startsWith("promo") && seen.conversation(user.conversation).hasOptedOut;
  const isTooLate = seen.hasLongOutage;
  if (!bySms && !isOnPhone && !isWithheld && !isTooLate) seen.breaks("channel", `"${words}" came on no channel`);
}
