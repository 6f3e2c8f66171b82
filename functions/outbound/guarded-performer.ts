import { inDoubt, PermanentError, UnreachableError } from "../../shared/base/errors.ts";
import { present } from "../../shared/base/present.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationAddress } from "../../shared/conversation/address.ts";
import { refuseOptedOut } from "../../shared/conversation/consent.ts";
import type { FallbackReason } from "../../shared/conversation/journal.ts";
import { turnOf } from "../../shared/conversation/turn-id.ts";
import type { Capabilities } from "../../shared/ports/capabilities.ts";
import { brandConsent } from "../../shared/turn/brand-consent.ts";
import { type FallbackPorts, fallBack } from "../../shared/turn/fall-back.ts";
import type { ActContext, PerformAct } from "../../shared/turn/perform-acts.ts";
import { type Channels, performer, refuseExpired } from "../../shared/turn/performer.ts";

/** What messages are sent with that no user has asked for. */
interface GuardedPorts extends Channels, FallbackPorts {
  readonly capabilities: Capabilities;
}

type Send = Extract<Act, { do: "send" }>;

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
  const { fact, until } = context;
  const consent = await brandConsent(fact, context.state.consent, ports);
  const state = { ...context.state, ...present({ consent }) };
  refuseOptedOut(state, act.reply);
  try {
    if (context.fallback !== undefined) throw new PermanentError("fell-back", "Cannot send: another channel took over");
    refuseExpired(act.reply, ports.clock.now());
    if (act.terms !== undefined) {
      await refuseUnreachable(fact, ports.capabilities, until);
      if (!context.mayHaveLeft) await recordBegun(context, ports);
    }
    await perform(act, { ...context, state });
  } catch (error) {
    if (!(error instanceof PermanentError) || act.terms === undefined) throw error;
    const reason = reasonOf(error, context);
    await fallBack({ to: fact, message: context.id, reason, until }, ports).catch((failure: unknown) => {
      throw reason === "inconclusive" ? inDoubt(failure) : failure;
    });
    throw error;
  }
}

/** From now on it may be on the phone, whatever becomes of this try. */
async function recordBegun({ id, fact }: ActContext, { history, clock }: GuardedPorts): Promise<void> {
  const { turn, index } = turnOf(id);
  await history.recordOutcome(fact.conversation, turn, [{ index, begunAt: clock.now() }]);
}

/**
 * A message of which an earlier try may have left is for `fallBack` to take back: what Google says about this try tells nothing
 * about that one.
 */
function reasonOf(error: PermanentError, { mayHaveLeft }: ActContext): FallbackReason {
  if (error.reason === "expired") return "overdue";
  if (mayHaveLeft || error.mayBeTaken) return "inconclusive";
  return error instanceof UnreachableError ? "unreachable" : "refused";
}

/** Google's word on whether a phone is reached is a hint: without it, sending tells. */
async function refuseUnreachable(to: ConversationAddress, capabilities: Capabilities, until: Date): Promise<void> {
  const capability = await capabilities.check(to, until).catch(() => undefined);
  if (capability?.type !== "unreachable") return;
  throw new UnreachableError("unreachable", "Cannot send: the phone has no RCS, or the agent is not launched there");
}
