import type { Details, EventDetails, Inbound, MessageDetails, ReceiptsDetails } from "../../shared/inbound/inbound.ts";

/** As much of a fact as its event tells: every `Inbound` is one, and so is what a user does here. */
export type InboundFact = Told<Details>;

/** A user said something. */
export type MessageFact = Told<MessageDetails>;

/** A user or a phone saw messages of ours. */
export type ReceiptsFact = Told<ReceiptsDetails>;

/** Something else happened. */
export type EventFact = Told<EventDetails>;

type Told<Of> = Of & Pick<Inbound, "channel" | "agent">;
