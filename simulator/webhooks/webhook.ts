import type { Channel } from "../../shared/base/ids.ts";
import { sign } from "./sign.ts";
import type { WebhookForm } from "./variant.ts";

/** A webhook as Google posts it. The path is the one at which an ingress serves the channel. */
export interface WebhookRequest {
  readonly path: "/rcs" | "/business-messages";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An event in the channel's own JSON. */
export type WebhookEvent = Readonly<Record<string, unknown>>;

/** The parts of the RCS envelope that are not signed. */
export interface PubsubEnvelope {
  /** The id from Pub/Sub, not the user's message id. */
  readonly messageId: string;
  readonly published: Date;
  /** `rich` when it is missing. */
  readonly form?: WebhookForm;
}

const PROJECT_NUMBER = "123456789012";
const SUBSCRIPTION = "projects/rbm-partner-demo/subscriptions/rbm-agent-subscription";
/** So many hexadecimal digits of a UUID are a number below 2^48. */
const ID_DIGITS = 12;

const MESSAGE_TYPES: Readonly<Record<string, string>> = {
  text: "TEXT",
  userFile: "FILE",
  location: "LOCATION",
  suggestionResponse: "SUGGESTION_RESPONSE",
};

/** Signs an event of RCS for Business and wraps it: indented JSON in base64, in the envelope of a Pub/Sub push. */
export function rcsWebhook(
  event: WebhookEvent,
  token: string,
  { messageId, published, form = "rich" }: PubsubEnvelope,
): WebhookRequest {
  const bytes = googleJson(event);
  const time = published.toISOString();
  const envelope = {
    message: {
      attributes: pubsubAttributes(event, form),
      data: bytes.toString("base64"),
      messageId,
      message_id: messageId,
      publishTime: time,
      publish_time: time,
    },
    subscription: SUBSCRIPTION,
  };
  const type = event.newLaunchState === undefined ? "message_callback" : "agent_callback";
  return request("/rcs", Buffer.from(JSON.stringify(envelope)), {
    "x-goog-signature": sign(bytes, token),
    "x-goog-webhook-type": type,
  });
}

/** The id that Pub/Sub gives a message: a number in decimal digits. */
export function pubsubId(uuid: string): string {
  return String(Number.parseInt(uuid.replaceAll("-", "").slice(0, ID_DIGITS), 16));
}

/** Signs an event of Business Messages, which is the body itself. */
export function businessMessagesWebhook(event: WebhookEvent, token: string): WebhookRequest {
  const body = googleJson(event);
  return request("/business-messages", body, { "x-goog-signature": sign(body, token) });
}

/**
 * The request that Google sends when somebody clicks Verify. The right response is 200 and the bare secret. Whether it is signed
 * is not documented: some of Google's samples refuse one without a signature, and none one with it.
 */
export function handshakeWebhook(
  channel: Channel,
  { clientToken, secret }: { readonly clientToken: string; readonly secret: string },
  form: WebhookForm = "rich",
): WebhookRequest {
  const body = Buffer.from(JSON.stringify({ clientToken, secret }));
  const signature: Readonly<Record<string, string>> =
    form === "rich" ? { "x-goog-signature": sign(body, clientToken) } : {};
  return channel === "rcs"
    ? request("/rcs", body, { ...signature, "x-goog-webhook-type": "verification" })
    : request("/business-messages", body, signature);
}

function request(
  path: WebhookRequest["path"],
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): WebhookRequest {
  return { path, headers: { "content-type": "application/json", ...headers }, body };
}

/** JSON with an indent of two, and with the escapes of Java's HTML-safe printer, which `JSON.stringify` does not write. */
function googleJson(event: WebhookEvent): Buffer {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return Buffer.from(JSON.stringify(event, null, 2).replace(/[<>&'=\u2028\u2029]/g, escaped));
}

/** The attributes of the Pub/Sub message, as in recorded webhooks. They are not documented, so nobody should depend on them. */
function pubsubAttributes(event: WebhookEvent, form: WebhookForm): Readonly<Record<string, string>> {
  const type = (name: string, detail: Readonly<Record<string, unknown>>) => ({
    business_id: String(event.agentId),
    ...detail,
    product: "RBM",
    project_number: PROJECT_NUMBER,
    type: name,
  });
  const { newLaunchState, phoneNumber, eventType, messageId } = event;
  if (newLaunchState !== undefined) return type("agent_launch_event", { event_type: newLaunchState });
  if (phoneNumber !== undefined) return type("server_event", { event_type: eventType });
  if (eventType !== undefined) return type("event", { event_type: eventType });
  const content = Object.keys(MESSAGE_TYPES).find((key) => event[key] !== undefined) ?? "";
  const message_type = content === "userFile" && form === "rich" ? "USER_FILE" : MESSAGE_TYPES[content];
  return messageId === undefined ? type("event", {}) : type("message", { message_type });
}
