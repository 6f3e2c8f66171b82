import type { PageFact } from "../page-fact.ts";
import type { Way } from "./state.ts";

/** The way of a message after one more step. */
export function updateWay(way: Way | undefined, fact: PageFact, id: string): Way {
  const begun = way ?? { id, title: "", phone: fact.phone, at: fact.at, steps: [] };
  const title = begun.title === "" ? titleOf(fact) : begun.title;
  return { ...begun, title, phone: begun.phone ?? fact.phone, steps: [...begun.steps, fact] };
}

/** What a person calls the message, as soon as something tells. */
function titleOf(fact: PageFact): string {
  if (fact.type === "said") return fact.line.text || fact.line.type;
  if (fact.type === "did" && fact.about === undefined && fact.what !== "typing") return `The user ${fact.what}`;
  if (fact.type === "published" && fact.topic === "outbound") return titleOfRequest(fact.json);
  if (fact.type === "call" && fact.call.does.type === "message") return fact.call.does.text;
  return "";
}

/** What another system, or a person at the desk, asks for. */
function titleOfRequest(json: unknown): string {
  const { reply, handoff, typing } = (json as { readonly message?: Readonly<Record<string, unknown>> }).message ?? {};
  if (typeof reply === "string") return reply;
  if (typeof handoff === "string") return `A person wants to ${handoff}`;
  return typing === undefined ? "A request of another system" : "A person writes";
}
