import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import { status } from "../../shared/conversation/status.ts";
import { bubblesOf } from "../../simulator/phones/bubble.ts";
import { readBotLine } from "./random-bot.ts";
import type { RandomUser } from "./random-user.ts";

/** A line on the phone. */
interface Shown {
  readonly at: Date;
  readonly line: string;
}

/** A person came, or the user left, while the bot was still speaking. */
function isBrokenOff(shown: readonly Shown[], number: number): boolean {
  const last = shown.findLastIndex(({ line }) => readBotLine(line)?.number === number);
  return /^\((joined|unsubscribed)/.test(shown[last + 1]?.line ?? "");
}

/** The failures in history that are right. When an earlier try has left and nobody heard of it, the phone shows the message all the same. */
function isRefused({ reply, failure = "" }: OutgoingEntry): boolean {
  const isOldWait = failure === "expired" && reply?.type === "text" && reply.text === "(waiting)";
  return isOldWait || ["opted-out", "person-speaks"].includes(failure);
}

/** Everything that is wrong with what a user's phone shows, and with what history has about it. */
export function problemsOf(user: RandomUser, entries: readonly HistoryEntry[]): readonly string[] {
  const shown = shownTo(user);
  const found = [
    ...recordedOnce(user, entries),
    ...answeredOnce(user, shown),
    ...turnsCountedOnce(shown),
    ...silentBesidePeople(shown),
    ...silentAfterOptOut(user, shown),
    ...answeredPersonRequests(user, shown),
    ...peoplesLinesShown(user, shown),
    ...historyMatchesPhone(user, entries),
  ];
  return found.map((problem) => `${user.name} on ${user.address.channel}: ${problem}`);
}

function shownTo({ phone }: RandomUser): readonly Shown[] {
  return phone.view().timeline.flatMap((timeline) =>
    bubblesOf({ timeline: [timeline] }).map((bubble) => ({
      at: timeline.at,
      line: bubble.type === "message" ? bubble.text : `(${bubble.type})`,
    })),
  );
}

function recordedOnce({ questions }: RandomUser, entries: readonly HistoryEntry[]): readonly string[] {
  const recorded = entries.flatMap(({ type, id }) => (type === "message" ? [String(id)] : []));
  return questions.flatMap(({ id, number }) => {
    const times = recorded.filter((one) => one === id).length;
    return times === 1 ? [] : [`question ${number} is recorded ${times} times`];
  });
}

/**
 * The phone shows all lines of each question together, or none when the bot did not have the conversation, or the first ones
 * when a person came or the user left after them.
 */
function answeredOnce({ questions, isPlain }: RandomUser, shown: readonly Shown[]): readonly string[] {
  const said = shown.flatMap(({ line }) => readBotLine(line) ?? []);
  return questions.flatMap(({ number, lines }) => {
    const places = said.flatMap((one, place) => (one.number === number ? [place] : []));
    const isMissing = places.length === 0 && !isPlain;
    const isCut = places.length < lines && isBrokenOff(shown, number);
    const isComplete =
      (places.length === lines || isCut) && places.every((place, index) => said[place]?.line === index + 1);
    const isTogether = (places.at(-1) ?? 0) - (places[0] ?? 0) === Math.max(0, places.length - 1);
    if (isMissing || (isComplete && isTogether)) return [];
    return [`question ${number} has lines ${places.map((place) => said[place]?.line)} of ${lines}`];
  });
}

/** The bot has counted each turn that it answered once. */
function turnsCountedOnce(shown: readonly Shown[]): readonly string[] {
  const counts = new Set(shown.flatMap(({ line }) => readBotLine(line)?.count ?? []));
  const isRight = [...counts].every((count, index) => count === index + 1);
  return isRight ? [] : [`the bot counted ${[...counts]}`];
}

/** The bot is silent while a person has the conversation. After an opt-out, the phone no longer shows who joins and leaves. */
function silentBesidePeople(shown: readonly Shown[]): readonly string[] {
  let isHuman = false;
  return shown.flatMap(({ line }) => {
    if (/^\((joined|left|unsubscribed)\b/.test(line)) isHuman = line.startsWith("(joined");
    return isHuman && readBotLine(line) !== undefined
      ? [`the bot said "${line}" while a person had the conversation`]
      : [];
  });
}

/** Between the confirmation of an opt-out and the next opt-in, the bot answers only what is asked in between. */
function silentAfterOptOut({ optedIn, askedBefore }: RandomUser, shown: readonly Shown[]): readonly string[] {
  let confirmed: Date | undefined;
  let confirmations = 0;
  return shown.flatMap(({ at, line }) => {
    const since = confirmed;
    const wasIn = since === undefined || optedIn.some((time) => time > since && time <= at);
    if (line === "(unsubscribed)") {
      confirmed = at;
      confirmations += 1;
      return wasIn ? [] : ["an opt-out was confirmed twice"];
    }
    return wasIn || isAskedSince(line, askedBefore[confirmations - 1])
      ? []
      : [`"${line}" was said to a user who had opted out`];
  });
}

/** True for what the bot says to a question after so many, and for any other line: the user asks at once, and people may answer. */
function isAskedSince(line: string, askedBefore = 0): boolean {
  return (readBotLine(line)?.number ?? Number.POSITIVE_INFINITY) > askedBefore;
}

function answeredPersonRequests({ personRequests }: RandomUser, shown: readonly Shown[]): readonly string[] {
  const answers = shown.filter(({ line }) => line === "(waiting)" || line.startsWith("(joined")).length;
  return answers >= personRequests ? [] : [`${personRequests} personRequests for a person had ${answers} answers`];
}

/** People's lines are shown once and in order, and all of them to a user who cannot opt out. */
function peoplesLinesShown({ personLines, address }: RandomUser, shown: readonly Shown[]): readonly string[] {
  const said = shown.flatMap(({ line }) => (line.startsWith("person:") ? [line] : []));
  const wanted = address.channel === "rcs" ? personLines.filter((line) => said.includes(line)) : personLines;
  return said.join() === wanted.join() ? [] : [`people said ${said.join()} instead of ${wanted.join()}`];
}

function historyMatchesPhone({ phone, receipts }: RandomUser, entries: readonly HistoryEntry[]): readonly string[] {
  const all = entries.filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
  const refused = new Set(all.filter(isRefused).map(({ id }) => String(id)));
  const outgoing = all.filter(({ id }) => !refused.has(String(id)));
  const unsaid = outgoing.filter(({ failure }) => failure !== undefined);
  const said = new Map(outgoing.flatMap((one) => (one.failure === undefined ? [[String(one.id), one]] : [])));
  const ids = phone.view().messages.flatMap(({ id }) => (refused.has(id) ? [] : [id]));
  const expected = receipts === "nothing" ? "sent" : receipts;
  return [
    ...unsaid.map(({ failure }) => `a message failed: ${failure}`),
    ...(ids.length === said.size ? [] : [`the phone shows ${ids.length} messages, history has ${said.size}`]),
    ...ids.flatMap((id) => {
      const known = said.get(id);
      const met = known === undefined ? "missing" : status(known.times, known.failure);
      return met === expected ? [] : [`a message that is ${expected} on the phone is ${met} in history`];
    }),
  ];
}
