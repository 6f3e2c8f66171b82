import { randomUUID } from "node:crypto";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { UserAddress } from "./user-address.ts";

/** A person of the business, who reaches users through the `outbound` topic. */
export interface Person {
  /** @param id Of the request; a fresh one when it is missing. */
  says(to: UserAddress, text: string, id?: string): Promise<void>;
  joins(to: UserAddress): Promise<void>;
  leaves(to: UserAddress): Promise<void>;
}

/** Publishes a request on the `outbound` topic. */
export type PublishOutbound = (request: QueueMessage) => Promise<void>;

export function openPerson(displayName: string, publish: PublishOutbound): Person {
  const speaker = { displayName };
  return {
    says: (to, reply, id = randomUUID()) => publish(outboundRequest(to, { id, reply, speaker })),
    joins: (to) => publish(outboundRequest(to, { id: randomUUID(), handoff: "join", speaker })),
    leaves: (to) => publish(outboundRequest(to, { id: randomUUID(), handoff: "leave", speaker })),
  };
}

/** A message for the `outbound` topic. Requests of one conversation are ordered. */
export function outboundRequest({ agent, address, conversation }: UserAddress, command: object): QueueMessage {
  const bytes = Buffer.from(JSON.stringify({ id: randomUUID(), agent, to: address, ...command }));
  return { bytes, attributes: {}, orderingKey: conversation };
}
