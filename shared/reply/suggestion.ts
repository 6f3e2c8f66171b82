import {
  checkLength,
  checkOptionalWords,
  checkRange,
  checkTime,
  checkWebUrl,
  checkWords,
  refuseReply,
  toPlainJson,
  writeTime,
} from "./checks.ts";
import { limit, MAX_ALT_TEXT_LENGTH, MAX_PHONE_LENGTH } from "./limits.ts";
import { encodeLinks } from "./uri.ts";

/** The label of a chip, and what we get when the user taps it. Put no secret into a postback. */
interface Chip {
  readonly text: string;
  readonly postback: string;
}

interface ActionChip extends Chip {
  /** Opened instead where the device or the channel cannot do the action. */
  readonly fallbackUrl?: string;
}

/** A place on the map: a point, or what to search for near the user. */
export type Place =
  | { readonly type: "point"; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly type: "query"; readonly query: string };

/** Opens the page inside the conversation; where there is no webview, the browser opens. */
interface Webview {
  readonly view: "full" | "half" | "tall";
  /** What the page is, for those who cannot see it. */
  readonly description?: string;
}

/** What the user is offered to tap. */
export type Suggestion =
  | (Chip & { readonly type: "reply" })
  | ActionSuggestion
  | (Chip & { readonly type: "requestLiveAgent" })
  | Authentication;

/** What the device does when it is tapped. */
export type ActionSuggestion =
  | (ActionChip & { readonly type: "openUrl"; readonly url: string; readonly webview?: Webview })
  | (ActionChip & { readonly type: "dial"; readonly phone: string })
  | (ActionChip & { readonly type: "viewLocation"; readonly place: Place })
  | (ActionChip & { readonly type: "addToCalendar" } & CalendarEvent)
  | (ActionChip & { readonly type: "shareLocation" });

/** Times in RFC 3339. */
interface CalendarEvent {
  readonly start: string;
  readonly end: string;
  readonly title: string;
  readonly description?: string;
}

/** The postback of `offerPerson`, which no bot is asked about. */
export const PERSON_POSTBACK = "heliograph:person";

/** Signs the user in with OAuth 2 and PKCE. */
interface Authentication {
  readonly type: "authentication";
  readonly clientId: string;
  /** The base64url of the verifier's SHA-256. */
  readonly codeChallenge: string;
  readonly scopes: readonly string[];
}

/** A card cannot ask for a live agent: Business Messages offers that only under a message. */
export type CardSuggestion = Exclude<Suggestion, { readonly type: "requestLiveAgent" }>;

type SuggestionOf<T extends Suggestion["type"]> = Extract<Suggestion, { readonly type: T }>;
type Fields<T extends Suggestion["type"]> = Omit<SuggestionOf<T>, "type">;
type EventDates = { readonly start: Date; readonly end: Date };

/** Digits and the signs of a keypad. */
const PHONE = /^\+?[\d*#]+$/;

/** Says the text for the user. @throws PermanentError over a limit, as every builder here does. */
export function suggestReply(fields: Fields<"reply">): SuggestionOf<"reply"> {
  return checked({ type: "reply", ...fields });
}

/** Opens a page in the browser, or inside the conversation with `webview`. */
export function openUrl(fields: Fields<"openUrl">): SuggestionOf<"openUrl"> {
  return checked({ type: "openUrl", ...fields });
}

/** Opens the phone's dialler. */
export function dial(fields: Fields<"dial">): SuggestionOf<"dial"> {
  return checked({ type: "dial", ...fields });
}

/** Opens the map. */
export function viewLocation(fields: Fields<"viewLocation">): SuggestionOf<"viewLocation"> {
  return checked({ type: "viewLocation", ...fields });
}

/** Opens the calendar with a new event. */
export function addToCalendar(
  fields: Omit<Fields<"addToCalendar">, keyof EventDates> & EventDates,
): SuggestionOf<"addToCalendar"> {
  const times = { start: writeTime("event start", fields.start), end: writeTime("event end", fields.end) };
  return checked({ type: "addToCalendar", ...fields, ...times });
}

/** Asks for the user's location, which then comes as a message. */
export function shareLocation(fields: Fields<"shareLocation">): SuggestionOf<"shareLocation"> {
  return checked({ type: "shareLocation", ...fields });
}

/** Asks for a person. Business Messages has a label of its own and sends an event; RCS sends the postback. */
export function requestLiveAgent(fields: Fields<"requestLiveAgent">): SuggestionOf<"requestLiveAgent"> {
  return checked({ type: "requestLiveAgent", ...fields });
}

/** Calls a person without asking the bot, on both channels: for a bot that has failed. */
export function offerPerson(text: string): SuggestionOf<"requestLiveAgent"> {
  return requestLiveAgent({ text, postback: PERSON_POSTBACK });
}

/** Signs the user in. RCS has no such suggestion: it is left out there. */
export function authenticate(fields: Fields<"authentication">): SuggestionOf<"authentication"> {
  return checked({ type: "authentication", ...fields });
}

function checked<T extends Suggestion>(given: T): T {
  const suggestion = encodeLinks(given);
  checkSuggestion(suggestion);
  return toPlainJson(suggestion);
}

/** @throws PermanentError naming what not every channel takes. */
export function checkSuggestion(suggestion: Suggestion): void {
  if (suggestion.type === "authentication") {
    checkAuthentication(suggestion);
  } else {
    checkWords("suggestion text", suggestion.text, limit("suggestionText"));
    checkLength("postback", suggestion.postback, limit("postback"));
    if (suggestion.type !== "reply" && suggestion.type !== "requestLiveAgent") checkAction(suggestion);
  }
}

function checkAction(action: ActionSuggestion): void {
  if (action.fallbackUrl !== undefined) checkWebUrl("fallback URL", action.fallbackUrl, limit("url"));
  switch (action.type) {
    case "openUrl":
      checkWebUrl("URL", action.url, limit("url"));
      checkOptionalWords("webview description", action.webview?.description, MAX_ALT_TEXT_LENGTH);
      break;
    case "dial":
      checkPhone(action.phone);
      break;
    case "viewLocation":
      checkPlace(action.place);
      break;
    case "addToCalendar":
      checkEvent(action);
      break;
    case "shareLocation":
  }
}

function checkPhone(phone: string): void {
  checkLength("phone number", phone, MAX_PHONE_LENGTH);
  if (PHONE.test(phone)) return;
  refuseReply("phone number", "digits, + * #", `${phone.length} characters with others`, "write it as +442079460000");
}

function checkPlace(place: Place): void {
  if (place.type === "query") {
    checkWords("place query", place.query, limit("url"));
  } else {
    checkRange("latitude", place.latitude, [-90, 90]);
    checkRange("longitude", place.longitude, [-180, 180]);
    checkOptionalWords("place label", place.label, MAX_ALT_TEXT_LENGTH);
  }
}

function checkEvent({ start, end, title, description }: CalendarEvent): void {
  checkWords("event title", title, limit("eventTitle"));
  checkOptionalWords("event description", description, limit("eventDescription"));
  checkTime("event start", start);
  checkTime("event end", end);
  if (Date.parse(end) > Date.parse(start)) return;
  refuseReply("event end", "a time after the start", "an earlier one or the same", "correct the times");
}

function checkAuthentication({ clientId, codeChallenge, scopes }: Authentication): void {
  checkLength("OAuth client id", clientId, limit("url"));
  checkLength("OAuth code challenge", codeChallenge, limit("url"));
  for (const scope of scopes) checkLength("OAuth scope", scope, limit("url"));
  if (scopes.length === 0) refuseReply("list of OAuth scopes", "at least 1", 0, "name what is asked for");
}
