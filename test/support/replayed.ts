import { messages } from "../../functions/messages/messages.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import { asReplayed, type ReplayMode } from "../../shared/base/replay.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { type OpenPorts, openPorts, pushOf } from "./open-ports.ts";
import { ada, RECEIVED, sealed, webhookOf } from "./sealed.ts";

export const HOUR_MS = 3_600_000;
/** What Ada says. */
export const QUESTION = sealed(webhookOf("rcs", ada.text("Hello", "M1")));
export const CONVERSATION = QUESTION.attributes.conversation as ConversationId;

/** As a replay publishes it. */
export function replayed(message: QueueMessage, mode: ReplayMode = "silent"): QueueMessage {
  return asReplayed(message, RECEIVED, { run: "run-1", mode });
}

/** The functions an hour after all that is told here. */
export async function anHourLater(bot: Parameters<typeof openPorts>[0] = {}) {
  const ports = await openPorts(bot, new Date(RECEIVED.getTime() + HOUR_MS));
  const take = async (message: QueueMessage, fn: HttpFunction = messages(ports), path = "/") =>
    (await fn(pushOf(message, { path }))).status;
  return { ports, take };
}

/** What the phone got. */
export function said({ phone }: OpenPorts): readonly unknown[] {
  return phone("rcs").timeline.map(({ act }) => act.type);
}

/** What history has of the conversation. */
export async function entries({ history }: OpenPorts) {
  return (await history.read(CONVERSATION, 10)).entries;
}
