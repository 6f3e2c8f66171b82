import { isObject } from "../shared/base/json.ts";
import { present } from "../shared/base/present.ts";
import type { DeskNews } from "./page-fact.ts";
import { word } from "./word.ts";

type Members = Readonly<Record<string, unknown>>;

/** What the desk shows of the JSON on `handoff`. @param soFar What was said before, where it is told. */
export function deskNews(news: Members, soFar: unknown): DeskNews {
  const { type, reason, why, note, until, content, reply } = news;
  return present({
    type: type as DeskNews["type"],
    text: textOf(content) ?? textOf(reply),
    reason: word(reason) ?? (why === undefined ? undefined : `called by the ${String(why)}`),
    note: word(note),
    until: word(until),
    soFar: isObject(soFar) && Array.isArray(soFar.lines) ? soFar.lines.filter(isObject).map(lineOf) : undefined,
  });
}

function lineOf({ by, content, reply, consent }: Members): { readonly by: string; readonly text: string } {
  return { by: String(by), text: textOf(content) ?? textOf(reply) ?? String(consent) };
}

function textOf(said: unknown): string | undefined {
  if (!isObject(said)) return undefined;
  return word(said.text) ?? String(said.type);
}
