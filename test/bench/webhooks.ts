import { createHmac, randomUUID } from "node:crypto";
import { anyWebhook, TOKEN } from "./facts.ts";
import { requestBytes } from "./request-bytes.ts";

/** A signed request, and what must be published of it, in base64. */
export interface SignedRequest {
  readonly bytes: Buffer;
  readonly published: string;
}

/** A request of some 1 KB, signed as the platform of each peer signs. */
export const SIGNED_BY = {
  rcs: (path: string) => rcs(path),
  slack: (path: string) => slack(path),
  github: (path: string) => github(path),
  telegram: (path: string) => telegram(path),
  standard: (path: string) => standard(path),
} as const;

const TEXT = "What do you have for somebody who likes neither nuts nor raisins? ".repeat(10);

function rcs(path: string): SignedRequest {
  const { body, signature, signed } = anyWebhook();
  return { bytes: requestBytes(path, body, { "x-goog-signature": signature }), published: signed };
}

function slack(path: string): SignedRequest {
  const event = { type: "message", channel: "C1", channel_type: "im", user: "U1", text: TEXT, ts: "1.2" };
  const body = json({ type: "event_callback", team_id: "T1", api_app_id: "A1", event_id: randomUUID(), event });
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${hmac("sha256", TOKEN, `v0:${time}:${body}`).digest("hex")}`;
  return signed(path, body, { "x-slack-request-timestamp": time, "x-slack-signature": signature });
}

function github(path: string): SignedRequest {
  const id = randomUUID();
  const body = json({ zen: TEXT, hook_id: 1, delivery: id });
  const signature = `sha256=${hmac("sha256", TOKEN, body).digest("hex")}`;
  return signed(path, body, { "x-github-event": "ping", "x-github-delivery": id, "x-hub-signature-256": signature });
}

function telegram(path: string): SignedRequest {
  const chat = { id: 1, type: "private", first_name: "Ada" };
  const message = {
    message_id: 1,
    date: 1,
    chat,
    from: { id: 1, is_bot: false, first_name: randomUUID() },
    text: TEXT,
  };
  const body = json({ update_id: 1, message });
  return signed(path, body, { "x-telegram-bot-api-secret-token": TOKEN });
}

function standard(path: string): SignedRequest {
  const [id, time] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const body = json({ type: "message", id, text: TEXT });
  const signature = `v1,${hmac("sha256", TOKEN, `${id}.${time}.${body}`).digest("base64")}`;
  return signed(path, body, { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature });
}

function signed(path: string, body: string, headers: Readonly<Record<string, string>>): SignedRequest {
  const bytes = Buffer.from(body);
  return { bytes: requestBytes(path, bytes, headers), published: bytes.toString("base64") };
}

function json(value: object): string {
  return JSON.stringify(value);
}

function hmac(algorithm: string, key: string, text: string) {
  return createHmac(algorithm, key).update(text);
}
