import fc, { type Arbitrary } from "fast-check";
import { type Address, agentId, type Channel } from "../../shared/base/ids.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import type { Inbound } from "../../shared/inbound/inbound.ts";
import { AGENTS } from "../support/fixtures.ts";
import { RECEIVED } from "../support/sealed.ts";
import { businessMessages } from "./business-messages-facts.ts";
import { id } from "./fact-parts.ts";
import { rcs } from "./rcs-facts.ts";

const MONTH_MS = 30 * 86_400_000;
const time = fc.date({ min: new Date(RECEIVED.getTime() - MONTH_MS), max: RECEIVED, noInvalidDate: true });

/** What `parse` could have made of a webhook of either channel, of every kind and content. */
export const inbound: Arbitrary<Inbound> = fc.oneof(placed("rcs", rcs), placed("business-messages", businessMessages));

function placed(channel: Channel, of: Arbitrary<{ readonly type: string }>): Arbitrary<Inbound> {
  const agent = agentId(channel, AGENTS[channel === "rcs" ? 0 : 1].agent);
  return fc.tuple(of, id, time).map(([told, someone, at]) => {
    const isAgents = "event" in told && (told.event as { readonly type: string }).type === "launch";
    const address = (isAgents ? "" : someone) as Address;
    const conversation = conversationId("key", { channel, agent, address });
    const receipts = "receipts" in told ? { receipts: (told.receipts as object[]).map((one) => ({ ...one, at })) } : {};
    const origin = { channel, agent, kind: told.type, conversation, received: RECEIVED };
    return { ...told, ...receipts, address, at, ...origin } as unknown as Inbound;
  });
}
