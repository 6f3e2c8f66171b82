import type { Draft } from "../../../page/read-draft.ts";
import { present } from "../../../shared/base/present.ts";
import { type Code, call, writeCode } from "./write-code.ts";

type Suggested = NonNullable<Draft["suggestions"]>[number];
type DraftCard = Extract<Draft, { readonly type: "card" }>["card"];

const BUILDERS = {
  reply: "suggestReply",
  openUrl: "openUrl",
  dial: "dial",
  viewLocation: "viewLocation",
  addToCalendar: "addToCalendar",
  shareLocation: "shareLocation",
  requestLiveAgent: "requestLiveAgent",
} as const satisfies Readonly<Record<Suggested["type"], string>>;

/** Writes a reply as a bot builds it: TypeScript for a file in `bot/`, with its imports. */
export function writeBotReply(draft: Draft): string {
  const used = draftSuggestions(draft).map(({ type }) => BUILDERS[type]);
  const replies = [draft.type, ...(draft.expiry === undefined ? [] : ["expireAfter"])];
  return [
    writeImport(replies, "../shared/reply/reply.ts"),
    ...(used.length === 0 ? [] : [writeImport(used, "../shared/reply/suggestion.ts")]),
    "",
    `export const reply = ${writeCode(replyCode(draft), "")};`,
    "",
  ].join("\n");
}

function writeImport(names: readonly string[], file: string): string {
  return `import { ${[...new Set(names)].sort().join(", ")} } from ${JSON.stringify(file)};`;
}

function draftSuggestions(draft: Draft): readonly Suggested[] {
  const cards = draft.type === "carousel" ? draft.cards : draft.type === "card" ? [draft.card] : [];
  return [...cards.flatMap(({ suggestions = [] }) => suggestions), ...(draft.suggestions ?? [])];
}

function replyCode(draft: Draft): Code {
  const { suggestions, trafficType, expiry } = draft;
  const layout = {
    orientation: draft.type === "card" && draft.orientation !== "vertical" ? draft.orientation : undefined,
    width: draft.type === "carousel" && draft.width !== "medium" ? draft.width : undefined,
  };
  const options = present({
    ...layout,
    suggestions: suggestionsCode(suggestions),
    trafficType,
    expiry: expiry && call("expireAfter", expiry.seconds),
  });
  const content = contentCode(draft);
  return Object.keys(options).length === 0 ? call(draft.type, content) : call(draft.type, content, options);
}

function contentCode(draft: Draft): unknown {
  switch (draft.type) {
    case "text":
      return draft.text;
    case "image":
    case "file":
      return draft.media;
    case "card":
      return cardCode(draft.card);
    case "carousel":
      return draft.cards.map(cardCode);
  }
}

function cardCode({ suggestions, ...card }: DraftCard): object {
  return { ...card, ...present({ suggestions: suggestionsCode(suggestions) }) };
}

function suggestionsCode(suggestions: readonly Suggested[] = []): readonly Code[] | undefined {
  return suggestions.length === 0 ? undefined : suggestions.map(suggestionCode);
}

/** A builder takes times as dates. */
function suggestionCode(suggestion: Suggested): Code {
  const { type, ...fields } = suggestion;
  if (suggestion.type !== "addToCalendar") return call(BUILDERS[type], fields);
  const [start, end] = [call("new Date", suggestion.start), call("new Date", suggestion.end)];
  return call(BUILDERS[type], { ...fields, start, end });
}
