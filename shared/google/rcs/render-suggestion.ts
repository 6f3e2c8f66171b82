import { present } from "../../base/present.ts";
import type { ActionSuggestion, Place, Suggestion } from "../../reply/suggestion.ts";

/** The member `suggestions` of a message or a card; nothing when RCS knows none of them. */
export function renderRcsSuggestions(suggestions: readonly Suggestion[] = []): object {
  const rendered = suggestions.flatMap(suggestionOf);
  return rendered.length === 0 ? {} : { suggestions: rendered };
}

function suggestionOf(suggestion: Suggestion): readonly object[] {
  if (suggestion.type === "authentication") return [];
  const { text, postback: postbackData } = suggestion;
  if (suggestion.type === "reply" || suggestion.type === "requestLiveAgent") return [{ reply: { text, postbackData } }];
  const { fallbackUrl } = suggestion;
  return [{ action: { ...present({ text, postbackData, fallbackUrl }), ...actionOf(suggestion) } }];
}

function actionOf(action: ActionSuggestion): object {
  switch (action.type) {
    case "openUrl":
      return { openUrlAction: { url: action.url, ...webviewOf(action) } };
    case "dial":
      return { dialAction: { phoneNumber: action.phone } };
    case "viewLocation":
      return { viewLocationAction: placeOf(action.place) };
    case "addToCalendar":
      return { createCalendarEventAction: eventOf(action) };
    case "shareLocation":
      return { shareLocationAction: {} };
  }
}

function webviewOf({ webview }: Extract<ActionSuggestion, { readonly type: "openUrl" }>): object {
  if (webview === undefined) return {};
  const { view, description } = webview;
  return present({ application: "WEBVIEW", webviewViewMode: view.toUpperCase(), description });
}

function placeOf(place: Place): object {
  if (place.type === "query") return { query: place.query };
  const { latitude, longitude, label } = place;
  return present({ latLong: { latitude, longitude }, label });
}

function eventOf({
  start,
  end,
  title,
  description,
}: Extract<ActionSuggestion, { readonly type: "addToCalendar" }>): object {
  return present({ startTime: start, endTime: end, title, description });
}
