import { countOf } from "../../operations/count-of.ts";
import type { ListKeptFact } from "../../operations/list-kept.ts";
import type { RedriveFact } from "../../operations/redrive-facts.ts";
import type { ShowKeptFact } from "../../operations/show-kept.ts";
import type { Console } from "../console.ts";
import { ageOf } from "./age-of.ts";

/** What is kept, in words: `one` and `many` of them. */
export interface KeptWords {
  readonly one: string;
  readonly many: string;
}

const KIND_WIDTH = 8;
const REASON_WIDTH = 20;

/** A line of a list; progress goes to the terminal only. */
export function showListed(told: ListKeptFact, words: KeptWords, console: Console): string | undefined {
  switch (told.type) {
    case "reading":
      console.progress(`${told.count} read`);
      return undefined;
    case "kept": {
      const { id, reason, since, conversation, attempts, redrives } = told;
      const more = [conversation, attemptsIn(attempts), redrives === 0 ? undefined : `redriven ${redrives} times`];
      return [id.padEnd(KIND_WIDTH + 12), reason.padEnd(REASON_WIDTH), `for ${ageOf(since)}`, ...more]
        .filter((part) => part !== undefined)
        .join("  ");
    }
    case "group": {
      const { kind, reason, count, oldest, oldestId, attempts } = told;
      const tried = attempts === undefined ? "" : `, ${attemptsIn(...attempts)}`;
      return `${kind.padEnd(KIND_WIDTH)}  ${reason.padEnd(REASON_WIDTH)}  ${count}, oldest for ${ageOf(oldest)}: ${oldestId}${tried}`;
    }
    case "total":
      return total(told, words);
  }
}

/** A kept message, as many lines. */
export function showOne({ type: _type, attributes, json, base64, record, ...fact }: ShowKeptFact): string {
  const lines = [
    ...Object.entries(fact).map(([name, value]) => `${name}: ${value}`),
    "attributes:",
    ...Object.entries(attributes).map(([name, value]) => `  ${name}: ${value}`),
    ...(json === undefined
      ? []
      : [
          "json:",
          ...JSON.stringify(json, undefined, 2)
            .split("\n")
            .map((line) => `  ${line}`),
        ]),
    ...(base64 === undefined ? [] : [`base64: ${base64}`]),
    ...(record === undefined ? [] : [`recorded: ${record}`]),
  ];
  return lines.join("\n");
}

/** A line about a redrive. */
export function showRedriven(told: RedriveFact, words: KeptWords, console: Console): string | undefined {
  switch (told.type) {
    case "redriven":
      console.progress(`${told.isDryRun ? "would redrive" : "redriven"} ${told.id}`);
      return undefined;
    case "stays":
      return `${told.id} stays: ${told.why}`;
    case "left":
      return undefined;
    case "waiting":
      return `Waiting ${told.ms / 1000} s until what users have done is handled: an opt-out among it must count first.`;
    case "summary":
      return summary(told, words).join("\n");
  }
}

function summary(told: RedriveFact & { readonly type: "summary" }, { one, many }: KeptWords): readonly string[] {
  const { counts, redriven, stays, newer, notMeant, isDryRun, record } = told;
  const name = (n: number) => `${n} ${n === 1 ? one : many}`;
  return [
    ...Object.entries(counts).map(([of, n]) => `${of}: ${n}`),
    isDryRun ? `Would redrive ${name(redriven)}; nothing was changed.` : `Redrove ${name(redriven)}.`,
    ...(stays === 0 ? [] : [`${name(stays)} cannot be redriven yet.`]),
    ...(newer === 0 ? [] : [`${name(newer)} came meanwhile, perhaps again: look at why before the next run.`]),
    ...(notMeant === 0 ? [] : [`${name(notMeant)} not meant.`]),
    ...(record === undefined ? [] : [`Recorded: ${record}`]),
  ];
}

function total({ count, read }: ListKeptFact & { readonly type: "total" }, { one, many }: KeptWords): string {
  const fits = read > count ? `, of ${read}` : "";
  return count === 0 ? `No ${many}${fits}.` : `${count} ${count === 1 ? one : many}${fits}.`;
}

function attemptsIn(least?: number, most = least): string | undefined {
  if (least === undefined) return undefined;
  return least === most ? countOf(least, "attempt") : `${least} to ${most} attempts`;
}
