import { isObject } from "../../shared/base/json.ts";
import type { ApiCall } from "./call.ts";

/** @see https://developers.google.com/business-communications/rcs-business-messaging/carriers/billing/us-billing-model */
const SEGMENT_BYTES = 160;
/** The actions that a rich message may have beside its text and replies. */
const RICH_ACTIONS: readonly string[] = ["dialAction", "openUrlAction"];

/**
 * What Google says of a message to a phone in the United States: how it is counted, by segments of its text or as rich media,
 * its carrier, and the bytes of its attachments where it has any.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export function classify(
  { act }: Pick<ApiCall, "act">,
  { carrier, fileBytes }: { readonly carrier: string; readonly fileBytes: number },
): Readonly<Record<string, unknown>> {
  if (act.type !== "message") return {};
  const isRich = act.content === undefined || isRichMessage(act.content);
  const richMessageClassification = isRich
    ? { classificationType: "RICH_MESSAGE", segmentCount: Math.ceil(Buffer.byteLength(act.text) / SEGMENT_BYTES) }
    : { classificationType: "RICH_MEDIA_MESSAGE" };
  const size = fileBytes === 0 ? {} : { totalPayloadSizeBytes: String(fileBytes) };
  return { richMessageClassification, carrier, ...size };
}

/** A text, with nothing but replies and actions that dial or open the browser. */
function isRichMessage({ text, suggestions = [] }: Readonly<Record<string, unknown>>): boolean {
  return typeof text === "string" && Array.isArray(suggestions) && suggestions.every(isRichSuggestion);
}

function isRichSuggestion(suggestion: unknown): boolean {
  if (!isObject(suggestion) || !isObject(suggestion.action)) return true;
  const { openUrlAction } = suggestion.action;
  if (isObject(openUrlAction) && openUrlAction.application === "WEBVIEW") return false;
  return RICH_ACTIONS.some((name) => isObject(suggestion.action) && name in suggestion.action);
}
