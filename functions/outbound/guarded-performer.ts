import { inDoubt, PermanentError, UnreachableError } from "../../shared/base/errors.ts";
import type { Act } from "../../shared/conversation/act.ts";
import { refuseOptedOut } from "../../shared/conversation/consent.ts";
import type { FallbackReason, Outcome } from "../../shared/conversation/journal.ts";
import { turnOf } from "../../shared/conversation/turn-id.ts";
import type { Capabilities } from "../../shared/ports/capabilities.ts";
import { type FallbackPorts, fallBack } from "../../shared/turn/fall-back.ts";
import type { ActContext, PerformAct } from "../../shared/turn/perform-acts.ts";
import { type Channels, performer, refuseExpired } from "../../shared/turn/performer.ts";
import { newsMessage } from "../../shared/turn/queue-messages.ts";
import type { Sent } from "../../shared/turn/send-reply.ts";

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
  return async (act, context) => {
    if (act.do !== "send") return perform(act, context);
    try {
      return await send(act, context, { perform, ports });
    } catch (error) {
      if (error instanceof PermanentError) await tellWithheld(act, { context, reason: error.reason }, ports);
      throw error;
    }
  };
}

/** Whoever has written a line must know that it was not sent: a person in a contact centre hears it on `handoff`. */
async function tellWithheld(
  { reply }: Send,
  { context, reason }: { readonly context: ActContext; readonly reason: string },
  { publisher }: GuardedPorts,
): Promise<void> {
  const { fact } = context;
  if (fact.type !== "outbound" || fact.command.type !== "say" || reply.speaker?.type !== "human") return;
  const news = { type: "withheld", request: fact.id, reply, reason } as const;
  await publisher.publish("handoff", newsMessage(news, context), context);
}

async function send(
  act: Send,
  context: ActContext,
  { perform, ports }: { readonly perform: PerformAct; readonly ports: GuardedPorts },
): Promise<Sent | undefined> {
  const { fact, state, until, traceparent, begin } = context;
  refuseOptedOut(state, act.reply);
  try {
    if (context.fallback !== undefined) throw new PermanentError("fell-back", "Cannot send: another channel took over");
    refuseExpired(act.reply, ports.clock.now());
    if (act.terms !== undefined) await refuseUnreachable(context, ports.capabilities);
    const isFirst = act.terms !== undefined && !context.mayHaveLeft;
    const sending = () => perform(act, context);
    return await (isFirst ? recordingBegin(sending, context, ports) : sending());
  } catch (error) {
    if (!(error instanceof PermanentError) || act.terms === undefined) throw error;
    const reason = reasonOf(error, context);
    await fallBack({ to: fact, message: context.id, reason, until, traceparent, begin }, ports).catch(
      (failure: unknown) => {
        throw reason === "inconclusive" ? inDoubt(failure) : failure;
      },
    );
    throw error;
  }
}

/** From now on the message may be on the phone, whatever becomes of this try; unless its time was over before it left. */
async function recordingBegin<T>(sending: () => Promise<T>, context: ActContext, ports: GuardedPorts): Promise<T> {
  await record(context, ports, { begunAt: ports.clock.now() });
  try {
    return await sending();
  } catch (error) {
    if (error instanceof PermanentError && error.reason === "expired") await record(context, ports, { isUnsent: true });
    throw error;
  }
}

async function record(
  { id, fact }: ActContext,
  { history }: GuardedPorts,
  outcome: Pick<Outcome, "begunAt" | "isUnsent">,
): Promise<void> {
  const { turn, index } = turnOf(id);
  await history.recordOutcome(fact.conversation, turn, [{ index, ...outcome }]);
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
async function refuseUnreachable(context: ActContext, capabilities: Capabilities): Promise<void> {
  const capability = await capabilities.check(context.fact, context).catch(() => undefined);
  if (capability?.type !== "unreachable") return;
  throw new UnreachableError("unreachable", "Cannot send: the phone has no RCS, or the agent is not launched there");
}
