import { userAddressOf } from "../support/user-address.ts";
import { HOUR } from "./durations.ts";
import type { Observation } from "./observation.ts";
import { type DepartedCall, type SeenSoFar, type SendCall, sayingOf, turnOfId } from "./seen-so-far.ts";
import type { Service } from "./world-fault.ts";

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
  // Who stands still cannot break off what it has sent: it only does not hear the answer. And what Google has taken from another try of
  // the same turn it ignores: an instance that stood still may have both tries go on at once.
  const isKnown = ({ id }: SendCall) => seen.taken.has(sayingOf({ service: "google", id }));
  const others = [...seen.calls.values()].filter(
    (call) => call.conversation === conversation && turnOfId(call.id) !== lease.turn && !seen.paused.has(call.instance),
  );
  for (const { id } of others.filter((call) => !isKnown(call)))
    seen.breaks("lease", `a call of turn ${turnOfId(id)} lasts into the lease of ${lease.turn}`);
}

/** Something begins to be said: a message of ours only under the lease of its turn. */
export function checkCall(
  seen: SeenSoFar,
  { call, service, method, user, id, at, instance }: SeenAs<"call-begun">,
): void {
  if (!isSaying(service, method) || user === undefined || id === undefined) return;
  const { conversation } = userAddressOf(user.channel, user.address);
  const left = { ...seen.conversation(conversation) };
  seen.undone.set(call, { service, id, at, left });
  // Another channel's turn to say something waits for no lease.
  if (service === "google") checkSending(seen, { call, id, conversation, instance, at }, left);
}

function isSaying(service: Service, method: string): boolean {
  return service === "gateway" || (service === "google" && /essages\.create$/.test(method));
}

function checkSending(
  seen: SeenSoFar,
  { call, ...sent }: SendCall & { readonly call: number },
  { lease }: DepartedCall["left"],
): void {
  const { id, at } = sent;
  // Two deliveries of one fact may both send it: Google knows the second one by its id, and does nothing.
  const takenAt = seen.taken.get(sayingOf({ service: "google", id }))?.at;
  if (takenAt !== undefined && at > takenAt + REPEATED_MS && !seen.hasLongOutage)
    seen.breaks("once", `the message ${id} is sent again, hours later`);
  if (takenAt !== undefined || [...seen.calls.values()].some((one) => one.id === id)) return;
  seen.calls.set(call, sent);
  if (lease === undefined || lease.expiresAt <= at)
    seen.breaks("lease", `a call of turn ${turnOfId(id)} begins without its lease`);
  else if (lease.turn !== turnOfId(id))
    seen.breaks("lease", `a call of turn ${turnOfId(id)} begins in the lease of ${lease.turn}`);
}

/** A service has done what was asked: what it has said by that is judged by this call. */
export function noteDone(seen: SeenSoFar, { call, status }: SeenAs<"call-done">): void {
  const known = seen.undone.get(call);
  seen.undone.delete(call);
  if (known === undefined || status >= 300) return;
  const saying = sayingOf(known);
  if (seen.taken.has(saying)) return;
  seen.taken.set(saying, known);
  seen.unjudged.get(saying)?.(known);
  seen.unjudged.delete(saying);
}

/** What an instance had under way ends with it. */
export function forgetCallsOf(seen: SeenSoFar, { instance }: SeenAs<"instance-crashed" | "instance-stopped">): void {
  for (const [call, of] of seen.calls) if (of.instance === instance) seen.calls.delete(call);
}
