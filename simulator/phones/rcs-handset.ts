import type { PhoneAddress, PlatformState } from "../state/platform-state.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { expireWaiting } from "./delivery.ts";
import { type Handset, openHandset } from "./handset.ts";
import { type RcsConversation, type RcsUser, rcsUser } from "./user.ts";
import { type SentFile, storeFile } from "./user-file.ts";

/** A phone with RCS. */
export interface RcsHandset extends Handset {
  /** Sends a file with or without a thumbnail. The agent can download both from the platform. */
  sendsFile(file: SentFile & { readonly thumbnail?: SentFile }): Promise<WebhookEvent>;
  sendsLocation(...place: Parameters<RcsUser["location"]>): Promise<WebhookEvent>;
  /** Opts out: sends UNSUBSCRIBE, and the keyword as a text when there is one. @returns The event of UNSUBSCRIBE. */
  unsubscribes(keyword?: ConsentKeyword): Promise<WebhookEvent>;
  /** Opts in again: sends SUBSCRIBE, and the keyword as a text when there is one. @returns The event of SUBSCRIBE. */
  subscribes(keyword?: ConsentKeyword): Promise<WebhookEvent>;
  /** Ends the time to live of every message that waits for the phone and has one. `onExpiry` decides what happens then. */
  letsExpire(): Promise<void>;
}

/** The text that a phone sends together with an opt-out or opt-in event. Google guarantees no order. */
interface ConsentKeyword {
  /** Such as `STOP`. */
  readonly keyword: string;
  /** Which goes first; the event when it is missing. */
  readonly first?: "event" | "keyword";
}

/** Opens a phone with RCS. @param url The URL of the platform, from where files are downloaded. */
export function openRcsHandset(state: PlatformState, url: string, { phone, agent }: RcsConversation): RcsHandset {
  const user = rcsUser({ phone, agent, clock: state.clock, uuid: state.uuid });
  const address: PhoneAddress = { channel: "rcs", address: phone };
  const handset = openHandset(state, {
    address,
    user,
    tap: ({ kind, label, postback }) =>
      user.tap({ text: label, postback, kind: kind === "action" ? "action" : "reply" }),
  });
  const store = ({ bytes, type, name }: SentFile) => ({
    url: `${url}${storeFile(state, { bytes, type })}`,
    type,
    bytes: bytes.length,
    ...(name !== undefined && { name }),
  });
  const sendsWithKeyword = async (event: WebhookEvent, { keyword, first = "event" }: Partial<ConsentKeyword> = {}) => {
    const says = () => (keyword === undefined ? undefined : handset.says(keyword));
    if (first === "keyword") await says();
    await handset.sends(event);
    if (first === "event") await says();
    return event;
  };
  return {
    ...handset,
    sendsFile: ({ thumbnail, ...file }) =>
      handset.sends(user.file({ ...store(file), ...(thumbnail && { thumbnail: store(thumbnail) }) })),
    sendsLocation: (place, id) => handset.sends(user.location(place, id)),
    unsubscribes: (keyword) => sendsWithKeyword(user.unsubscribed(), keyword),
    subscribes: (keyword) => sendsWithKeyword(user.subscribed(), keyword),
    letsExpire: () => expireWaiting(state, address),
  };
}
