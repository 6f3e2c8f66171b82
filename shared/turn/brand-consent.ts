import type { ConversationAddress } from "../conversation/address.ts";
import type { Consent } from "../conversation/consent.ts";
import { conversationId } from "../envelope/conversation.ts";
import type { History } from "../ports/history.ts";
import type { AgentDirectory } from "./agent-directory.ts";

/** What a brand's agents are looked up with. */
export interface BrandPorts {
  readonly history: History;
  readonly directory: AgentDirectory;
}

/**
 * The user's newest consent towards the brand, whichever of its RCS agents received it: agents with the same `brand` in AGENTS
 * share it. One read for each other agent of the brand; none where an agent has no brand.
 * @param own What the user chose at this agent.
 */
export async function brandConsent(
  to: ConversationAddress,
  own: Consent | undefined,
  { history, directory }: BrandPorts,
): Promise<Consent | undefined> {
  const others = siblings(to, directory).map(async (conversation) => (await history.load(conversation)).state?.consent);
  const consents = [own, ...(await Promise.all(others))].filter((consent) => consent !== undefined);
  return consents.toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
}

function siblings({ channel, agent, address }: ConversationAddress, { agents, conversationKey }: AgentDirectory) {
  const brand = agents.find((one) => one.agent === agent)?.brand;
  if (channel !== "rcs" || brand === undefined) return [];
  return agents
    .filter((one) => one.channel === "rcs" && one.brand === brand && one.agent !== agent)
    .map((one) => conversationId(conversationKey, { channel: "rcs", agent: one.agent, address }));
}
