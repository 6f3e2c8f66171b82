import { LIVE_MS } from "../base/budgets.ts";
import { PermanentError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Bot } from "../bot/bot.ts";
import { type Consent, countsOver } from "../conversation/consent.ts";
import { isErased, withoutWords } from "../conversation/erasure.ts";
import type { Fact, Snapshot } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { InboundEvent, InboundMessage } from "../inbound/inbound.ts";
import type { Clock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";
import { type BrandPorts, shareConsent } from "./brand-consent.ts";
import { consentOf } from "./consent-of.ts";
import type { TurnOutcome } from "./turn-outcome.ts";

/** What is needed to ignore what somebody said who was erased since. */
export interface IgnorePorts extends BrandPorts {
  readonly bot: Pick<Bot, "readConsent">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ignores a fact from before its user was erased: nothing is kept and nothing is said. An opt-out alone counts, however late it
 * comes: that there was one is kept, and none of its words.
 * @returns Undefined when others have changed the conversation meanwhile: load it again.
 */
export async function ignoreErased(
  fact: Fact,
  snapshot: Snapshot,
  ports: IgnorePorts,
): Promise<TurnOutcome | undefined> {
  const { state } = snapshot;
  const optOut = optOutOf(fact, ports.bot);
  if (state !== undefined && optOut !== undefined && countsOver(optOut, state.consent)) {
    const consent = withoutWords(optOut);
    if (!(await ports.history.keepState({ ...state, consent }, snapshot, ports.clock.now()))) return undefined;
    const sign = { ...consent, at: consent.at.toISOString() };
    await shareConsent(fact, { consent: sign }, ports);
  }
  return logErased(fact, ports.log);
}

function optOutOf(fact: Fact, bot: IgnorePorts["bot"]): Consent | undefined {
  if (fact.type === "message") {
    const consent = consentOf(fact, bot);
    return consent?.isOptedOut ? consent : undefined;
  }
  if (fact.type !== "event" || fact.event.type !== "unsubscribed") return undefined;
  return { isOptedOut: true, by: "event", at: fact.at, ...present({ isEstimated: fact.isEstimated }) };
}

/** Says that a fact was ignored because its user was erased since. */
export function logErased(
  { channel, agent, conversation, type }: Pick<Fact, "channel" | "agent" | "conversation" | "type">,
  log: Log,
): "erased" {
  log("INFO", "erased_ignored", { channel, agent, conversation, kind: type });
  return "erased";
}

/**
 * True for what happened a while ago to somebody who was erased since: one read, before anything is done that needs none. What
 * happened a moment ago costs none, because most likely nobody was erased meanwhile.
 */
export async function isLateOfErased(
  fact: InboundMessage | InboundEvent,
  { history, clock }: { readonly history: History; readonly clock: Clock },
): Promise<boolean> {
  if (clock.now().getTime() - fact.at.getTime() < LIVE_MS) return false;
  return isErased(fact, (await history.load(fact.conversation)).state);
}

/** @throws PermanentError `erased` for what a turn still had to do when its user was erased. */
export function refuseErased(fact: Fact, state: ConversationState): void {
  if (!isErased(fact, state)) return;
  throw new PermanentError("erased", "Cannot do it: the user was erased while the turn was under way");
}
