import type { PageState } from "./state.ts";

/** The numbers from 07700 900000 to 900999 are set aside for fiction. @see https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const FICTION = "+447700900";
const FICTION_SIZE = 1000;

/** The phone of a user who has not been heard of, on the channel that is open. */
export function inventUser({ phones, view }: PageState, channel = channelOf(view.phone)): string {
  if (channel === "business-messages") return `business-messages/${crypto.randomUUID()}`;
  const free = Array.from({ length: FICTION_SIZE }, (_, index) => `rcs/${FICTION}${String(index).padStart(3, "0")}`);
  const unknown = free.filter((key) => !phones.has(key));
  return unknown[Math.floor(Math.random() * unknown.length)] ?? `rcs/${FICTION}000`;
}

function channelOf(phone: string | undefined): "rcs" | "business-messages" {
  return phone?.startsWith("business-messages/") ? "business-messages" : "rcs";
}
