import { TransientError } from "../base/errors.ts";
import { present } from "../base/present.ts";
import type { Act } from "../conversation/act.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { type Consent, countsOver } from "../conversation/consent.ts";
import type { Snapshot } from "../conversation/journal.ts";
import { newState } from "../conversation/state.ts";
import { conversationId } from "../envelope/conversation.ts";
import type { Clock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";
import type { AgentDirectory } from "./agent-directory.ts";

/** What a brand's agents are looked up with. */
export interface BrandPorts {
  readonly history: History;
  readonly directory: AgentDirectory;
}

/** Others write between load and commit only when the user writes to that agent just then. */
const MAX_LOADS = 8;

/**
 * The conversation, with what the user chose at the brand's other agents: agents of RCS with the same `brand` in AGENTS. Looked
 * up once, at the first contact, and again when the brand has other agents by then: one read each. From then on each change is
 * written to all of them when it happens.
 */
export async function withBrandConsent(
  snapshot: Snapshot,
  to: ConversationAddress,
  { history, directory }: BrandPorts,
): Promise<Snapshot> {
  const siblings = siblingsOf(to, directory);
  const askedAgents = siblings.map(({ agent }) => agent).join(" ");
  const { state = newState(to) } = snapshot;
  if (askedAgents === (state.askedAgents ?? "")) return snapshot;
  const states = await Promise.all(siblings.map(async ({ conversation }) => (await history.load(conversation)).state));
  const consent = states.reduce((known, other) => newest(other?.consent, known), state.consent);
  return { ...snapshot, state: { ...state, askedAgents, ...present({ consent }) } };
}

/** Writes a choice to the brand's other agents, unless they know a newer one: one read and one write each. */
export async function shareConsent(
  from: ConversationAddress,
  { consent: { at, ...sign } }: Pick<Extract<Act, { do: "recordConsent" }>, "consent">,
  ports: BrandPorts & { readonly clock: Clock },
): Promise<void> {
  const consent: Consent = { ...sign, by: "brand", at: new Date(at) };
  await Promise.all(siblingsOf(from, ports.directory).map((to) => keep(to, consent, ports)));
}

async function keep(
  to: ConversationAddress,
  consent: Consent,
  { history, clock }: BrandPorts & { readonly clock: Clock },
): Promise<void> {
  for (let loads = 0; loads < MAX_LOADS; loads += 1) {
    const snapshot = await history.load(to.conversation);
    const { state = newState(to) } = snapshot;
    if (!countsOver(consent, state.consent)) return;
    if (await history.keepState({ ...state, consent }, snapshot, clock.now())) return;
  }
  throw new TransientError(
    "Cannot keep a consent at another agent of the brand: others keep changing the conversation",
  );
}

function newest(other: Consent | undefined, known: Consent | undefined): Consent | undefined {
  if (other === undefined || !countsOver(other, known)) return known;
  const { isWayBackNamed: _, ...consent } = other;
  return { ...consent, by: "brand" };
}

function siblingsOf(
  { channel, agent, address }: ConversationAddress,
  { agents, conversationKey }: AgentDirectory,
): readonly ConversationAddress[] {
  const brand = agents.find((one) => one.agent === agent)?.brand;
  if (channel !== "rcs" || brand === undefined) return [];
  return agents
    .filter((one) => one.channel === "rcs" && one.brand === brand && one.agent !== agent)
    .map((one) => ({
      channel,
      agent: one.agent,
      address,
      conversation: conversationId(conversationKey, { channel, agent: one.agent, address }),
    }));
}
