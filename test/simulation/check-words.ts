import { PAUSED_BY_MS } from "../../shared/base/budgets.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import { userAddressOf } from "../support/user-address.ts";
import type { Observation } from "./observation.ts";
import { type DepartedCall, type SeenSoFar, sayingOf } from "./seen-so-far.ts";

type SeenAs<T extends Observation["type"]> = Extract<Observation, { readonly type: T }>;

/** So long after a state was committed, a message may still leave that was decided before: it is loaded again every five seconds. */
const STALE_MS = 5500;
/** Google counts whole seconds. */
const ROUNDING_MS = 1100;

interface Said {
  readonly id: string;
  readonly words: string;
  readonly conversation: ConversationId;
  /** The call that brought it: whoever gives it up cannot take it back, however long a network holds it. */
  readonly by: DepartedCall;
}

/** A phone shows a message. */
export function checkShown(seen: SeenSoFar, { bubble, text: words = "", id, user }: SeenAs<"shown">): void {
  if (bubble !== "message") return;
  if (seen.shown.has(id)) seen.breaks("once", `the message ${id} is shown twice`);
  seen.shown.add(id);
  const before = seen.answers.get(words);
  if (!words.startsWith("(") && before !== undefined)
    seen.breaks("once", `"${words}" is said twice, as ${before} and ${id}`);
  seen.answers.set(words, id);
  const { conversation } = userAddressOf(user.channel, user.address);
  if (words === "(failed)") seen.apologised.add(conversation);
  judgeByCall(seen, sayingOf({ service: "google", id }), (by) => {
    const said = { id, words, conversation, by };
    checkConsent(seen, said);
    checkPerson(seen, said);
    checkTime(seen, said);
    checkWait(seen, said);
    checkPause(seen, said);
  });
}

/** Another channel has a message. */
export function checkSms(seen: SeenSoFar, { id, text, to, isRepeat }: SeenAs<"sms-taken">): void {
  if (isRepeat) return;
  if ((seen.sms.get(text) ?? id) !== id) seen.breaks("once", `"${text}" goes by SMS twice`);
  seen.sms.set(text, id);
  const words = text.replace(/^sms /, "");
  const { conversation } = userAddressOf("rcs", to);
  judgeByCall(seen, sayingOf({ service: "gateway", id }), (by) => checkConsent(seen, { id, words, conversation, by }));
}

/** A phone may show a message before the call is done that brings it, or much later. */
function judgeByCall({ taken, unjudged }: SeenSoFar, saying: string, judge: (by: DepartedCall) => void): void {
  const by = taken.get(saying);
  if (by === undefined) unjudged.set(saying, judge);
  else judge(by);
}

function checkConsent(seen: SeenSoFar, { words, conversation, by: { at, left }, id }: Said): void {
  const { isOptedOut, optedOutAt, chosenAt } = left;
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

function checkPerson(seen: SeenSoFar, { words, by: { at, left }, id }: Said): void {
  const { mode, modeAt } = left;
  const isBot = /^(re|first): /.test(words);
  if (mode === "human" && isBot && at > modeAt + STALE_MS)
    seen.breaks("person", `"${words}" is said over a person (${id})`);
}

function checkTime(seen: SeenSoFar, { words, by: { at } }: Said): void {
  const code = seen.codes.get(words);
  if (code !== undefined && at >= code.at + code.ttlMs + ROUNDING_MS)
    seen.breaks("time", `"${words}" is said after its time`);
}

/** Who is told to wait when nobody is called any more waits for ever. */
function checkWait(seen: SeenSoFar, { words, conversation, id, by: { at } }: Said): void {
  const until = seen.waits.get(conversation);
  if (words === "(waiting)" && until !== undefined && at >= until + ROUNDING_MS)
    seen.breaks("time", `${id} tells a user to wait when nobody is called any more`);
}

/** What each scope says, by how it begins. */
const SAID_BY = { bot: /^(re|first): /, outbound: /^(code|notice|promo|line) /, agent: /./ } as const;

function checkPause({ pauses, breaks }: SeenSoFar, { words, id, by: { at } }: Said): void {
  const pause = pauses.find(({ from, to }) => at > from + PAUSED_BY_MS && at < to);
  if (pause !== undefined && SAID_BY[pause.scope.type].test(words))
    breaks("pause", `"${words}" is said while paused (${id})`);
}
