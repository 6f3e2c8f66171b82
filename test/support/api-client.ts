import { expect } from "vitest";
import type { Platform } from "../../simulator/platform.ts";
import type { PhoneView } from "../../simulator/state/phone.ts";

export const TIME = "2026-11-20T10:15:14.384Z";
export const clock = { now: () => new Date(TIME) };
export const PHONE = "+447700900123";
export const [ID, ID2, ID3] = [
  "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44",
  "8c0a6a0e-3a55-4a7b-9d1e-0c7f6b2a1d45",
  "9d1b7b1f-4b66-4b8c-ae2f-1d8f7c3b2e56",
] as const;
export const BOT = { displayName: "Harbour Cafe", representativeType: "BOT" };

/** The response of the API. */
export interface CallResponse {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
  /** What the platform tells the caller to send instead. */
  readonly advice: string | null;
}

/** The detail of an error that links the pages with its rules. */
export const RULE = {
  "@type": "type.googleapis.com/google.rpc.Help",
  links: expect.arrayContaining([{ description: "The rule", url: expect.stringMatching(/^https:\/\/./) }]),
};

export async function call(
  platform: Platform,
  [method, path]: readonly [string, string],
  body?: unknown,
  headers: Readonly<Record<string, string>> = { "content-type": "application/json" },
): Promise<CallResponse> {
  const answer = await fetch(`${platform.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    body: await answer.json(),
    retryAfter: answer.headers.get("retry-after"),
    advice: answer.headers.get("x-simulator-advice"),
  };
}

export const rcsPath = (path: string, phone = PHONE) => `/v1/phones/${phone}/${path}`;

export function say(platform: Platform, id: string, text = "Hello", agent = "bank"): Promise<CallResponse> {
  const path = rcsPath(`agentMessages?messageId=${id}&agentId=${agent}`);
  return call(platform, ["POST", path], { contentMessage: { text } });
}

/** @returns The name that the platform gives the file. */
export async function upload(platform: Platform, agent = "bank"): Promise<string> {
  const path = ["POST", `/upload/v1/files?agentId=${agent}`] as const;
  const { body } = await call(platform, path, "film", { "content-type": "video/mp4" });
  return (body as { readonly name: string }).name;
}

export function event(platform: Platform, id: string, body: unknown): Promise<CallResponse> {
  return call(platform, ["POST", rcsPath(`agentEvents?eventId=${id}&agentId=bank`)], body);
}

export function sayInConversation(platform: Platform, messageId: string, text = "Hello"): Promise<CallResponse> {
  return call(platform, ["POST", "/v1/conversations/c1/messages"], { messageId, representative: BOT, text });
}

export function eventInConversation(platform: Platform, id: string, eventType: string): Promise<CallResponse> {
  return call(platform, ["POST", `/v1/conversations/c1/events?eventId=${id}`], { eventType, representative: BOT });
}

export const rcsPhone = (platform: Platform): PhoneView => platform.phone("rcs", PHONE);
export const conversation = (platform: Platform): PhoneView => platform.phone("business-messages", "c1");
export const refused = (code: number, status: string) => ({
  status: code,
  body: { error: { code, status, message: expect.any(String) } },
});
