import { present } from "../base/present.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import type { Consent } from "../conversation/consent.ts";
import type { ConversationState, Mode } from "../conversation/state.ts";
import type { Speaker } from "../reply/speaker.ts";

/** A state as stores keep it: plain JSON, with times in milliseconds since 1970. Where it is, tells the conversation. */
export interface StoredState extends Omit<ConversationAddress, "conversation"> {
  readonly locale?: string;
  readonly mode: {
    readonly type: Mode["type"];
    readonly since?: number;
    readonly until?: number;
    readonly speaker?: Speaker;
  };
  readonly consent?: Omit<Consent, "at"> & { readonly at: number };
  readonly askedAgents?: string;
  readonly lastSeen?: number;
  readonly left?: number;
  readonly erased?: number;
  /** JSON, as memory is. */
  readonly chips?: string;
  /** JSON: Firestore has no arrays in arrays, no member named "" or `__so__`, and twenty levels. */
  readonly memory: string;
}

/** Writes a state as stores keep it. */
export function storeState({
  to,
  locale,
  mode,
  consent,
  askedAgents,
  lastSeen,
  left,
  erased,
  chips,
  memory,
}: ConversationState): StoredState {
  const { channel, agent, address } = to;
  return {
    channel,
    agent,
    address,
    mode: storeMode(mode),
    memory: JSON.stringify(memory),
    ...present({
      locale,
      lastSeen: lastSeen?.getTime(),
      left: left?.getTime(),
      erased: erased?.getTime(),
      consent: consent && { ...consent, at: consent.at.getTime() },
      askedAgents,
      chips: chips && JSON.stringify(chips),
    }),
  };
}

/** Reads what `storeState` wrote. */
export function readState(stored: StoredState, conversation: ConversationAddress["conversation"]): ConversationState {
  const { channel, agent, address, locale, mode, consent, askedAgents, chips, memory } = stored;
  return {
    to: { channel, agent, address, conversation },
    mode: readMode(mode),
    memory: JSON.parse(memory),
    ...present({
      locale,
      lastSeen: readTime(stored.lastSeen),
      left: readTime(stored.left),
      erased: readTime(stored.erased),
      consent: consent && { ...consent, at: new Date(consent.at) },
      askedAgents,
      chips: chips === undefined ? undefined : JSON.parse(chips),
    }),
  };
}

function readTime(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}

function storeMode(mode: Mode): StoredState["mode"] {
  if (mode.type === "bot") return mode;
  return { ...mode, since: mode.since.getTime(), until: mode.until.getTime() };
}

function readMode({ type, since = 0, until = 0, speaker }: StoredState["mode"]): Mode {
  const span = { since: new Date(since), until: new Date(until) };
  if (type === "waiting") return { type, ...span };
  return type === "human" && speaker !== undefined ? { type, ...span, speaker } : { type: "bot" };
}
