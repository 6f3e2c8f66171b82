import { isObject } from "../../shared/base/json.ts";

/** A chip or a button, as the user sees it. */
export interface ShownSuggestion {
  readonly kind: "reply" | "action" | "liveAgentRequest" | "authenticationRequest";
  /** Its text. For a request of a live agent or a sign-in, which Google labels itself, this is the kind. */
  readonly label: string;
  /** Empty for a request of a live agent or a sign-in. */
  readonly postback: string;
}

const KINDS = ["reply", "action", "liveAgentRequest", "authenticationRequest"] as const;

/** The suggestions of a message and of its cards, in their order in the JSON. */
export function suggestionsOf(content: unknown): readonly ShownSuggestion[] {
  if (Array.isArray(content)) return content.flatMap(suggestionsOf);
  if (!isObject(content)) return [];
  const kind = KINDS.find((one) => isObject(content[one]));
  if (kind === undefined) return Object.values(content).flatMap(suggestionsOf);
  const { [kind]: chosen } = content;
  const { text = kind, postbackData = "" } = isObject(chosen) ? chosen : {};
  return [{ kind, label: String(text), postback: String(postbackData) }];
}
