import type { UserLine } from "../state/platform-state.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";

/** What is read of the events that `User` makes. */
interface SeenEvent {
  readonly text: string;
  readonly message: { readonly text?: string };
  readonly suggestionResponse: { readonly text?: string; readonly postbackData?: string };
  readonly userFile: { readonly payload: { readonly fileUri: string } };
  readonly location: { readonly latitude: number; readonly longitude: number };
  readonly eventType: string;
  readonly messageId: string;
  readonly requestId: string;
  readonly eventId: string;
}

/** What users see of their own event on their phone; `undefined` of receipts, typing and the like. */
export function userLineOf(event: WebhookEvent): Pick<UserLine, "id" | "type" | "text"> | undefined {
  const seen = event as Partial<SeenEvent>;
  const shown = consentOf(seen) ?? contentOf(seen);
  return shown && { id: seen.messageId ?? seen.requestId ?? seen.eventId ?? "", ...shown };
}

function consentOf({ eventType }: Partial<SeenEvent>): Pick<UserLine, "type" | "text"> | undefined {
  if (eventType === "UNSUBSCRIBE") return { type: "unsubscribed", text: "" };
  return eventType === "SUBSCRIBE" ? { type: "subscribed", text: "" } : undefined;
}

function contentOf(event: Partial<SeenEvent>): Pick<UserLine, "type" | "text"> | undefined {
  const { suggestionResponse, userFile, location } = event;
  const tapped = suggestionResponse?.text ?? suggestionResponse?.postbackData;
  if (tapped !== undefined) return { type: "tap", text: tapped };
  if (userFile !== undefined) return { type: "file", text: userFile.payload.fileUri };
  if (location !== undefined) return { type: "place", text: `${location.latitude},${location.longitude}` };
  const text = event.text ?? event.message?.text;
  return text === undefined ? undefined : { type: "text", text };
}
