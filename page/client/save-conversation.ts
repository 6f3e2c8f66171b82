import type { PageFact } from "../page-fact.ts";
import { dataUrlOf } from "./data-url-of.ts";
import { pathOfFile } from "./path-of-file.ts";
import { saveAs } from "./save-as.ts";
import type { PageState } from "./state.ts";

/** Saves all that is known of the open phone. Users' pictures lie on this machine, so the file has them too. */
export async function saveConversation({ facts, view }: PageState): Promise<void> {
  const own = facts.filter(({ phone }) => phone === view.phone);
  const whole = await Promise.all(own.map(withPicture));
  saveAs(`conversation-${view.phone ?? "all"}.json`, { heliograph: "conversation", version: 1, facts: whole });
}

async function withPicture(fact: PageFact): Promise<PageFact> {
  const path = fact.type === "said" && fact.line.type === "file" ? pathOfFile(fact.line.text) : undefined;
  if (fact.type !== "said" || path === undefined) return fact;
  const file = await fetchPicture(path);
  return file === undefined ? fact : { ...fact, line: { ...fact.line, picture: await dataUrlOf(file) } };
}

/** Nothing of a file that is no picture, or that cannot be had any more: what was said is saved all the same. */
async function fetchPicture(path: string): Promise<Blob | undefined> {
  try {
    const answer = await fetch(path);
    const file = await answer.blob();
    return answer.ok && file.type.startsWith("image/") ? file : undefined;
  } catch {
    return undefined;
  }
}
