import type { PhoneAddress, PlatformState } from "../state/platform-state.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { expireWaiting } from "./delivery.ts";
import { type Handset, openHandset } from "./handset.ts";
import { type RcsUser, rcsUser } from "./user.ts";
import { type SentFile, storeFile } from "./user-file.ts";

/** A phone with RCS. */
export interface RcsHandset extends Handset {
  /** Sends a file, and perhaps its thumbnail, which the agent can download from the platform. */
  sendsFile(file: SentFile & { readonly thumbnail?: SentFile }): Promise<WebhookEvent>;
  sendsLocation(...place: Parameters<RcsUser["location"]>): Promise<WebhookEvent>;
  /** Opts out: UNSUBSCRIBE, and the keyword beside it. @returns The event without the keyword. */
  unsubscribes(keyword?: ConsentKeyword): Promise<WebhookEvent>;
  /** Opts in again: SUBSCRIBE, and the keyword beside it. @returns The event without the keyword. */
  subscribes(keyword?: ConsentKeyword): Promise<WebhookEvent>;
  /** Ends the time to live of every message that waits for the phone and has one; `onExpiry` says what comes of it. */
  letsExpire(): Promise<void>;
}

/** The text that a phone sends beside an opt-out or opt-in event; Google promises no order. */
interface ConsentKeyword {
  /** Such as `STOP`. */
  readonly keyword: string;
  /** Which goes first; the event when it is missing. */
  readonly first?: "event" | "keyword";
}

/** Whose phone it is, and the agent that it talks to. */
export interface RcsConversation {
  /** In E.164, with its plus. */
  readonly phone: string;
  /** With or without `@rbm.goog`. */
  readonly agent: string;
}

/** @param url Of the platform, where files are downloaded. */
export function openRcsHandset(state: PlatformState, url: string, { phone, agent }: RcsConversation): RcsHandset {
  const user = rcsUser({ phone, agent, clock: state.clock });
  const address: PhoneAddress = { channel: "rcs", address: phone };
  const handset = openHandset(state, {
    address,
    user,
    tap: ({ kind, label, postback }) =>
      user.tap({ text: label, postback, kind: kind === "action" ? "action" : "reply" }),
  });
  const keep = ({ bytes, type, name }: SentFile) => ({
    url: `${url}${storeFile(state, { bytes, type })}`,
    type,
    bytes: bytes.length,
    ...(name !== undefined && { name }),
  });
  const twice = async (event: WebhookEvent, { keyword, first = "event" }: Partial<ConsentKeyword> = {}) => {
    const says = () => (keyword === undefined ? undefined : handset.says(keyword));
    if (first === "keyword") await says();
    await handset.sends(event);
    if (first === "event") await says();
    return event;
  };
  return {
    ...handset,
    sendsFile: ({ thumbnail, ...file }) =>
      handset.sends(user.file({ ...keep(file), ...(thumbnail && { thumbnail: keep(thumbnail) }) })),
    sendsLocation: (place, id) => handset.sends(user.location(place, id)),
    unsubscribes: (keyword) => twice(user.unsubscribed(), keyword),
    subscribes: (keyword) => twice(user.subscribed(), keyword),
    letsExpire: () => expireWaiting(state, address),
  };
}
