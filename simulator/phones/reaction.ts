import { type Address, agentId, type InboundId, type MessageId } from "../../shared/base/ids.ts";
import { DEFAULT_AGENTS } from "../acts/phone-user.ts";
import type { ApiCall } from "../api/call.ts";
import { contextOf } from "../state/phone-profile.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { profileOf, subscriberAt } from "../state/subscriber.ts";
import type { InboundFact } from "../webhooks/inbound-fact.ts";
import { writeRcsEvent } from "../webhooks/write-rcs-event.ts";
import { sendEvent } from "./send-event.ts";
import { suggestionsOf } from "./suggestion.ts";
import { businessMessagesUser, rcsUser, type Tap, type User } from "./user.ts";

/** Sends DELIVERED, when the phone sends receipts by itself. */
export async function sendDelivered(state: PlatformState, call: ApiCall): Promise<void> {
  if (profileOf(state, call).autoReceipts === undefined) return;
  await sendEvent(state, call.channel, userOf(state, call).delivered(call.id));
}

/** Sends the event that a time to live has ended, and whether the message was revoked. */
export function sendExpiry(
  state: PlatformState,
  { agent = agentId("rcs", ""), ...call }: ApiCall,
  isRevoked: boolean,
): Promise<void> {
  const id = state.uuid();
  const fact: InboundFact = {
    channel: "rcs",
    agent,
    address: call.address as Address,
    type: "event",
    id: id as InboundId,
    at: state.clock.now(),
    event: { type: "expired", message: call.id as MessageId, isRevoked },
  };
  return sendEvent(state, "rcs", writeRcsEvent(fact));
}

/** Does what the profile says that the user does after a message: reads, types, answers, taps. */
export function reactToMessage(state: PlatformState, call: ApiCall): void {
  const { autoReceipts, typingAfterMs, autoReply, autoTap } = profileOf(state, call);
  const user = userOf(state, call);
  const after = (delayMs: number | undefined, make: () => ReturnType<User["typing"]>) => {
    if (delayMs !== undefined) state.timers.after(delayMs, () => sendEvent(state, call.channel, make()));
  };
  const tap = firstTap(call);
  after(autoReceipts?.readAfterMs, () => user.read(call.id));
  after(typingAfterMs, () => user.typing());
  after(autoReply?.afterMs, () => user.text(autoReply?.text ?? ""));
  if (tap !== undefined) after(autoTap?.afterMs, () => user.tap(tap));
}

function userOf(state: PlatformState, call: ApiCall): User {
  const { clock, rules, uuid, webhookForm: form } = state;
  if (call.channel === "rcs") return rcsUser({ phone: call.address, agent: call.agent ?? "", clock, uuid });
  const subscriber = subscriberAt(state, call);
  const agent = rules.conversations?.[call.address] ?? subscriber.agent ?? DEFAULT_AGENTS["business-messages"];
  const context = contextOf(subscriber.profile);
  return businessMessagesUser({ conversation: call.address, agent, clock, uuid, context, form });
}

/** A tap on the first suggested reply or action, on the message or on its cards. */
function firstTap({ id, act }: ApiCall): Tap | undefined {
  const suggestions = act.type === "message" ? suggestionsOf(act.content) : [];
  for (const { kind, label, postback } of suggestions) {
    if (kind === "reply" || kind === "action") return { text: label, postback, kind, to: id };
  }
  return undefined;
}
