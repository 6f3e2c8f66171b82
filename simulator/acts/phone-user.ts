import type { Channel } from "../../shared/base/ids.ts";

/** Who acts: a phone number or a conversation, on its channel, and the agent that they talk to. */
export interface PhoneUser {
  readonly channel: Channel;
  /** RCS: the phone number with its plus. Business Messages: the conversation. */
  readonly address: string;
  /** The agent as its channel names it; the simulator's own one when it is missing. */
  readonly agent?: string | undefined;
}

/** The user of each channel, for whoever names none. The number is set aside for fiction. */
export const DEFAULT_ADDRESSES: Readonly<Record<Channel, string>> = {
  rcs: "+447700900123",
  "business-messages": "conversation-1",
};

/** The one agent of each channel. */
export const DEFAULT_AGENTS: Readonly<Record<Channel, string>> = {
  rcs: "demo_agent",
  "business-messages": "brands/demo/agents/demo",
};

/** The channel whose users are addressed so. */
export function channelOfAddress(address: string): Channel {
  return address.startsWith("+") ? "rcs" : "business-messages";
}
