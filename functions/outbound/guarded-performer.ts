import { PermanentError, UnreachableError } from "../../shared/base/errors.ts";
import { present } from "../../shared/base/present.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationAddress } from "../../shared/conversation/address.ts";
import { refuseOptedOut } from "../../shared/conversation/consent.ts";
import type { FallbackReason } from "../../shared/conversation/journal.ts";
import type { Capabilities } from "../../shared/ports/capabilities.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import { brandConsent } from "../../shared/turn/brand-consent.ts";
import { type FallbackPorts, fallBack } from "../../shared/turn/fall-back.ts";
import type { ActContext, PerformAct } from "../../shared/turn/perform-acts.ts";
import { type Channels, performer } from "../../shared/turn/performer.ts";

/** What messages are sent with that no user has asked for. */
interface GuardedPorts extends Channels, FallbackPorts {
  readonly capabilities: Capabilities;
  readonly clock: Clock;
}

type Send = Extract<Act, { do: "send" }>;

/** Our own reason for a message whose time is over. */
const EXPIRED = "expired";

/**
 * Performs acts. A message is not sent when the user has opted out of the brand, its time is over, or another channel has it.
 * One that Google refuses goes to that channel at once.
 */
export function guardedPerformer(ports: GuardedPorts): PerformAct {
  const perform = performer(ports);
  return (act, context) => (act.do === "send" ? send(act, context, { perform, ports }) : perform(act, context));
}

async function send(
  act: Send,
  context: ActContext,
  { perform, ports }: { readonly perform: PerformAct; readonly ports: GuardedPorts },
): Promise<void> {
  const state = {
    ...context.state,
    ...present({ consent: await brandConsent(context.fact, context.state.consent, ports) }),
  };
  refuseOptedOut(state, act.reply);
  try {
    if (context.fallback !== undefined) throw new PermanentError("fell-back", "Cannot send: another channel took over");
    refuseLate(act, ports.clock);
    if (act.terms !== undefined) await refuseUnreachable(context.fact, ports.capabilities);
    await perform(act, { ...context, state });
  } catch (error) {
    if (!(error instanceof PermanentError) || act.terms === undefined) throw error;
    await fallBack({ to: context.fact, message: context.id, reason: reasonOf(error) }, ports);
    throw error;
  }
}

/** A message that is too late may have left in an earlier try: that is for `fallBack` to find out. */
function reasonOf(error: PermanentError): FallbackReason {
  if (error.reason === EXPIRED) return "overdue";
  return error instanceof UnreachableError ? "unreachable" : "refused";
}

/** Counted from the request, whatever held it up: the queue, Google, or a replay. */
function refuseLate({ reply: { expiry } }: Send, clock: Clock): void {
  if (expiry?.type !== "at" || clock.now().getTime() < Date.parse(expiry.at)) return;
  throw new PermanentError(EXPIRED, "Cannot send: the message's time is over");
}

/** Google's word on whether a phone is reached is a hint: without it, sending tells. */
async function refuseUnreachable(to: ConversationAddress, capabilities: Capabilities): Promise<void> {
  const capability = await capabilities.check(to).catch(() => undefined);
  if (capability?.type !== "unreachable") return;
  throw new UnreachableError("unreachable", "Cannot send: the phone has no RCS, or the agent is not launched there");
}
