import type { PageFact } from "../page-fact.ts";
import { parseObject } from "./parse-object.ts";

/** The facts of a saved conversation; `undefined` of anything else. */
export function readSaved(text: string): readonly PageFact[] | undefined {
  const saved = parseObject(text);
  if (saved?.heliograph !== "conversation" || saved.version !== 1 || !Array.isArray(saved.facts)) return undefined;
  return saved.facts.every(isFact) ? saved.facts : undefined;
}

/** The page has written it: what makes it a fact is enough. */
function isFact(value: unknown): value is PageFact {
  return typeof value === "object" && value !== null && "seq" in value && "at" in value && "type" in value;
}
