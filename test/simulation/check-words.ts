import type { ConversationId } from "../../shared/base/ids.ts";
import { userAddressOf } from "../support/user-address.ts";
import type { Observation } from "./observation.ts";
import type { SeenSoFar } from "./seen-so-far.ts";

type SeenAs<T extends Observation["type"]> = Extract<Observation, { readonly type: T }>;

/** So long after a state was committed, a message may still leave that was decided before: it is loaded again every five seconds. */
const STALE_MS = 5500;
/** Google counts whole seconds. */
const ROUNDING_MS = 1100;

interface Said {
  readonly id: string;
  readonly words: string;
  readonly conversation: ConversationId;
  /** When the call began that Google took. */
  readonly at: number;
}

/** A phone shows a message. */
export function checkShown(seen: SeenSoFar, { bubble, text: words = "", id, user, at }: SeenAs<"shown">): void {
  if (bubble !== "message") return;
  if (seen.shown.has(id)) seen.breaks("once", `the message ${id} is shown twice`);
  seen.shown.add(id);
  const before = seen.answers.get(words);
  if (!words.startsWith("(") && before !== undefined)
    seen.breaks("once", `"${words}" is said twice, as ${before} and ${id}`);
  seen.answers.set(words, id);
  const { conversation } = userAddressOf(user.channel, user.address);
  if (words === "(failed)") seen.apologised.add(conversation);
  const said = { id, words, conversation, at: callOf(seen, id) ?? at };
  checkConsent(seen, said);
  checkPerson(seen, said);
  checkTime(seen, said);
  checkWait(seen, said);
}

/** When the call began with which Google took a message. A phone may show it before the call has ended. */
function callOf({ taken, calls }: SeenSoFar, id: string): number | undefined {
  return taken.get(id) ?? [...calls.values()].find((call) => call.id === id)?.at;
}

/** Another channel has a message. */
export function checkSms(seen: SeenSoFar, { id, text, to, at, isRepeat }: SeenAs<"sms-taken">): void {
  if (isRepeat) return;
  if ((seen.sms.get(text) ?? id) !== id) seen.breaks("once", `"${text}" goes by SMS twice`);
  seen.sms.set(text, id);
  const words = text.replace(/^sms /, "");
  checkConsent(seen, { id, words, conversation: userAddressOf("rcs", to).conversation, at });
}

function checkConsent(seen: SeenSoFar, { words, conversation, at, id }: Said): void {
  const { isOptedOut, optedOutAt, chosenAt } = seen.conversation(conversation);
  const isEssential = /^(code|\()/.test(words) || isAskedFor(seen, { words, conversation }, chosenAt);
  if (isOptedOut && !isEssential && at > optedOutAt + STALE_MS)
    seen.breaks("consent", `"${words}" is said to a user who has opted out (${id})`);
}

/** The bot's answer to what was asked since the user left, or a person's line after that. */
function isAskedFor(
  seen: SeenSoFar,
  { words, conversation }: Pick<Said, "words" | "conversation">,
  since: number,
): boolean {
  const question = /^(?:re|first): (.*)$/.exec(words)?.[1];
  return [...seen.questions.values()].some(
    (asked) =>
      asked.conversation === conversation &&
      asked.at >= since &&
      (question === undefined ? words.startsWith("line ") : asked.words === question),
  );
}

function checkPerson(seen: SeenSoFar, { words, conversation, at, id }: Said): void {
  const { mode, modeAt } = seen.conversation(conversation);
  const isBot = /^(re|first): /.test(words);
  if (mode === "human" && isBot && at > modeAt + STALE_MS)
    seen.breaks("person", `"${words}" is said over a person (${id})`);
}

function checkTime(seen: SeenSoFar, { words, at }: Said): void {
  const code = seen.codes.get(words);
  if (code !== undefined && at >= code.at + code.ttlMs + ROUNDING_MS)
    seen.breaks("time", `"${words}" is said after its time`);
}

/** Who is told to wait when nobody is called any more waits for ever. */
function checkWait(seen: SeenSoFar, { words, conversation, id, at }: Said): void {
  const until = seen.waits.get(conversation);
  if (words === "(waiting)" && until !== undefined && at >= until + ROUNDING_MS)
    seen.breaks("time", `${id} tells a user to wait when nobody is called any more`);
}
