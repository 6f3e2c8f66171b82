import type { Suggestion } from "../bot/suggestion.ts";

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
      return { action: { ...chip(suggestion), dialAction: { phoneNumber: suggestion.phone } } };
    case "viewLocation":
    case "addToCalendar":
    case "shareLocation":
      return suggestion.fallbackUrl === undefined
        ? { reply: chip(suggestion) }
        : openUrl(suggestion, suggestion.fallbackUrl);
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

function openUrl(suggestion: Omit<Chip, "type">, url: string): object {
  return { action: { ...chip(suggestion), openUrlAction: { url } } };
}

/** The method is said, because Google takes a challenge without one for plain. */
function oauth({ clientId, codeChallenge, scopes }: Extract<Suggestion, { readonly type: "authentication" }>): object {
  return { clientId, codeChallenge, codeChallengeMethod: "S256", scopes };
}
