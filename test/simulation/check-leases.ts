import { userAddressOf } from "../support/user-address.ts";
import { HOUR } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { type SeenSoFar, turnOfId } from "./seen-so-far.ts";

type SeenAs<T extends Observation["type"]> = Extract<Observation, { readonly type: T }>;

/** So long after Google took a message, no try of an outage sends it again: only a replay that repeats what is done would. */
const REPEATED_MS = 4 * HOUR;

/** A conversation's state changed: no call of another turn may last into its lease. */
export function checkCommit(
  seen: SeenSoFar,
  { conversation, mode, isOptedOut, chosenAt, lease, at }: SeenAs<"conversation-committed">,
): void {
  const known = seen.conversation(conversation);
  const isOut = isOptedOut === true;
  // Who has left and says so again has chosen nothing new.
  if (isOut && !known.isOptedOut) Object.assign(known, { optedOutAt: at, chosenAt });
  known.isOptedOut = isOut;
  known.hasOptedOut ||= isOut;
  if (mode !== undefined && mode !== known.mode) Object.assign(known, { mode, modeAt: at });
  known.lease = lease;
  if (lease === undefined) return;
  // Who stands still cannot break off what it has sent: it only does not hear the answer.
  const others = [...seen.calls.values()].filter(
    (call) => call.conversation === conversation && turnOfId(call.id) !== lease.turn && !seen.paused.has(call.instance),
  );
  for (const { id } of others)
    seen.breaks("lease", `a call of turn ${turnOfId(id)} lasts into the lease of ${lease.turn}`);
}

/** A message begins to be sent: only under the lease of its turn. */
export function checkCall(
  seen: SeenSoFar,
  { call, service, method, user, id, at, instance }: SeenAs<"call-begun">,
): void {
  if (service !== "google" || !/essages\.create$/.test(method) || user === undefined || id === undefined) return;
  seen.undone.set(call, { id, at });
  const { conversation } = userAddressOf(user.channel, user.address);
  const { lease } = seen.conversation(conversation);
  // Two deliveries of one fact may both send it: Google knows the second one by its id, and does nothing.
  const takenAt = seen.taken.get(id);
  if (takenAt !== undefined && at > takenAt + REPEATED_MS && !seen.hasLongOutage)
    seen.breaks("once", `the message ${id} is sent again, hours later`);
  if (takenAt !== undefined || [...seen.calls.values()].some((one) => one.id === id)) return;
  seen.calls.set(call, { id, conversation, instance, at });
  if (lease === undefined || lease.expiresAt <= at)
    seen.breaks("lease", `a call of turn ${turnOfId(id)} begins without its lease`);
  else if (lease.turn !== turnOfId(id))
    seen.breaks("lease", `a call of turn ${turnOfId(id)} begins in the lease of ${lease.turn}`);
}

/** Google has done what was asked. */
export function noteDone(seen: SeenSoFar, { call, status }: SeenAs<"call-done">): void {
  const known = seen.undone.get(call);
  seen.undone.delete(call);
  if (known !== undefined && status < 300 && !seen.taken.has(known.id)) seen.taken.set(known.id, known.at);
}

/** What an instance had under way ends with it. */
export function forgetCallsOf(seen: SeenSoFar, { instance }: SeenAs<"instance-crashed" | "instance-stopped">): void {
  for (const [call, of] of seen.calls) if (of.instance === instance) seen.calls.delete(call);
}
