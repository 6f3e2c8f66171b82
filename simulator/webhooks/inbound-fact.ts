import type { Details, EventDetails, Inbound, MessageDetails, ReceiptsDetails } from "../../shared/inbound/inbound.ts";

/** The part of an `Inbound` that an event of Google carries. What a user does in the simulator is one too. */
export type InboundFact = OfAgent<Details>;

/** A message of a user. */
export type MessageFact = OfAgent<MessageDetails>;

/** Receipts for messages of the agent. */
export type ReceiptsFact = OfAgent<ReceiptsDetails>;

/** Any other event. */
export type EventFact = OfAgent<EventDetails>;

type OfAgent<Of> = Of & Pick<Inbound, "channel" | "agent">;
