import { isObject } from "../../shared/base/json.ts";

/** A chip or button, as the user sees it. */
export interface Suggestion {
  readonly kind: "reply" | "action" | "liveAgentRequest" | "authenticationRequest";
  /** Its text; the kind for the last two, which Google labels itself. */
  readonly label: string;
  /** Empty for the last two. */
  readonly postback: string;
}

const KINDS = ["reply", "action", "liveAgentRequest", "authenticationRequest"] as const;

/** The suggestions of a message and of its cards, in the order written. */
export function suggestionsOf(content: unknown): readonly Suggestion[] {
  if (Array.isArray(content)) return content.flatMap(suggestionsOf);
  if (!isObject(content)) return [];
  const kind = KINDS.find((one) => isObject(content[one]));
  if (kind === undefined) return Object.values(content).flatMap(suggestionsOf);
  const { [kind]: chosen } = content;
  const { text = kind, postbackData = "" } = isObject(chosen) ? chosen : {};
  return [{ kind, label: String(text), postback: String(postbackData) }];
}
