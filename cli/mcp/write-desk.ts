import type { DeskNews, PageFact, PageFactOf } from "../../page/page-fact.ts";

type Handoff = PageFactOf<"handoff">;

/** What people at a desk were told of each conversation, the newest last. */
export function writeDesk(facts: readonly PageFact[]): string {
  const told = facts.filter((fact): fact is Handoff => fact.type === "handoff");
  if (told.length === 0) return "Nobody has asked for a person.";
  const byPhone = Map.groupBy(told, ({ phone }) => phone ?? "");
  return [...byPhone].map(([phone, news]) => writeConversation(phone, news)).join("\n\n");
}

function writeConversation(phone: string, told: readonly Handoff[]): string {
  const address = phone.slice(phone.indexOf("/") + 1);
  return [`${address} ${stateOf(told)}`, ...told.map(({ at, news }) => `  ${at} ${writeNews(news)}`)].join("\n");
}

function stateOf(told: readonly Handoff[]): string {
  const last = told.findLast(({ news: { type } }) => type === "waiting" || type === "joined" || type === "ended");
  switch (last?.news.type) {
    case "waiting":
      return `waits for a person until ${last.news.until}`;
    case "joined":
      return "has a person";
    default:
      return "has the bot";
  }
}

function writeNews({ type, text, reason, note, soFar = [] }: DeskNews): string {
  const what = [type, text, reason, note].filter((part) => part !== undefined).join(": ");
  return [what, ...soFar.map((line) => `    ${line.by}: ${line.text}`)].join("\n");
}
