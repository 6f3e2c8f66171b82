import type { ActionSuggestion, Suggestion } from "../../reply/suggestion.ts";

/** The only numbers that the channel dials; short ones and those with star and hash are RCS's alone. */
const WORLDWIDE = /^\+[1-9]\d{3,14}$/;

/** The member `suggestions` of a message or a card; nothing when there are none. */
export function renderBusinessMessagesSuggestions(suggestions: readonly Suggestion[] = []): object {
  return suggestions.length === 0 ? {} : { suggestions: suggestions.map(suggestionOf) };
}

function suggestionOf(suggestion: Suggestion): object {
  switch (suggestion.type) {
    case "reply":
      return { reply: chip(suggestion) };
    case "openUrl":
      return openUrl(suggestion, suggestion.url);
    case "dial":
      return WORLDWIDE.test(suggestion.phone)
        ? { action: { ...chip(suggestion), dialAction: { phoneNumber: suggestion.phone } } }
        : fallbackAction(suggestion);
    case "viewLocation":
    case "addToCalendar":
    case "shareLocation":
      return fallbackAction(suggestion);
    case "requestLiveAgent":
      return { liveAgentRequest: {} };
    case "authentication":
      return { authenticationRequest: { oauth: oauth(suggestion) } };
  }
}

type Chip = Extract<Suggestion, { readonly type: "reply" }>;

function chip({ text, postback }: Omit<Chip, "type">): object {
  return { text, postbackData: postback };
}

/** Of an action that the channel lacks. */
function fallbackAction(action: ActionSuggestion): object {
  return action.fallbackUrl === undefined ? { reply: chip(action) } : openUrl(action, action.fallbackUrl);
}

function openUrl(suggestion: Omit<Chip, "type">, url: string): object {
  return { action: { ...chip(suggestion), openUrlAction: { url } } };
}

/** The method is said, because Google takes a challenge without one for plain. */
function oauth({ clientId, codeChallenge, scopes }: Extract<Suggestion, { readonly type: "authentication" }>): object {
  return { clientId, codeChallenge, codeChallengeMethod: "S256", scopes };
}
