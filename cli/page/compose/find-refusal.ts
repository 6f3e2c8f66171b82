import { randomUUID } from "node:crypto";
import type { Channel } from "../../../shared/base/ids.ts";
import { ApiError } from "../../../simulator/api/api-error.ts";
import type { IncomingCall } from "../../../simulator/api/call.ts";
import { adviser } from "../../../simulator/api/leniency.ts";
import { route } from "../../../simulator/api/route.ts";

const PATHS: Readonly<Record<Channel, string>> = {
  rcs: "/v1/phones/+447700900123/agentMessages",
  "business-messages": `/v1/conversations/${randomUUID()}/messages`,
};

/** By which documented rules Google would refuse a message, in the simulator's words; `undefined` when it would take it. */
export function findRefusal(channel: Channel, message: object, at: Date): string | undefined {
  const id = randomUUID();
  const body = channel === "rcs" ? message : { ...message, messageId: id };
  const call: IncomingCall = {
    method: "POST",
    path: PATHS[channel],
    query: new URLSearchParams({ messageId: id, agentId: "demo_agent" }),
    headers: {},
    authorization: undefined,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(body)),
  };
  try {
    route(call, { at, advise: adviser("documented", []), uuid: randomUUID });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
