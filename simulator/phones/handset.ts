import type { CallAct } from "../api/call.ts";
import type { PhoneView } from "../state/phone.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import type { PhoneAddress, PlatformState } from "../state/platform-state.ts";
import { changeSubscriber, profileOf, viewOf } from "../state/subscriber.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { WebhookAttempt } from "../webhooks/webhook-queue.ts";
import { type Bubble, bubblesOf, type TappableSuggestion, tappableSuggestions } from "./bubble.ts";
import { showWaiting } from "./delivery.ts";
import { sendEvent } from "./send-event.ts";
import type { User } from "./user.ts";

/**
 * A phone in somebody's hand: what it shows, and what its user does with it. Whatever the user does goes to ingress as a
 * signed webhook, and resolves, with the event, when ingress was tried once; `sends` sends that event again.
 */
export interface Handset {
  /** All that the phone shows, and the calls about it. */
  view(): PhoneView;
  /** The agent's side of the conversation, to be compared as a whole. */
  bubbles(): readonly Bubble[];
  /** The kinds of all that the phone showed, in order: `["read", "typing", "message"]`. */
  timelineKinds(): readonly CallAct["type"][];
  /** Waits for so many bubbles, earlier ones included. @throws Error after 15 seconds. */
  sees(count: number): Promise<readonly Bubble[]>;
  /**
   * Waits until the phone shows what is wanted; looks again at each step of a call about any phone.
   * @param timeoutMs 15,000 when it is missing, by the real clock.
   * @throws Error that names the kinds of what the phone showed, and how the last webhook was answered.
   */
  until(condition: (phone: PhoneView) => boolean, timeoutMs?: number): Promise<PhoneView>;
  /** @param id The user's message id, which a read receipt of ours will name; a fresh one when it is missing. */
  says(text: string, id?: string): Promise<WebhookEvent>;
  types(): Promise<WebhookEvent>;
  /** DELIVERED, for a phone without `autoReceipts`. @param message The newest one when it is missing. */
  receives(message?: string): Promise<WebhookEvent>;
  /** READ. @param message The newest one when it is missing. */
  reads(message?: string): Promise<WebhookEvent>;
  /**
   * Taps a chip or a button: of the newest message, or on a card of an older one.
   * @param which Its label, or its place from 1; the newest message's come first. Google itself labels two, which are
   * called `liveAgentRequest` and `authenticationRequest` here.
   * @throws Error when there is none, or when it leads to a sign-in, which ends with `signsIn`.
   */
  taps(which: string | number): Promise<WebhookEvent>;
  /** Sends any event, or one that was sent before. */
  sends(event: WebhookEvent): Promise<WebhookEvent>;
  /** Changes what kind of phone it is, such as `{ reach: "offline" }`; one that comes online is shown what waited. */
  becomes(change: PhoneProfile): Promise<void>;
}

/** Whose phone it is, and what its taps are in the channel. */
export interface HandsetOptions {
  readonly address: PhoneAddress;
  readonly user: User;
  /** @throws Error for a suggestion that is not simply tapped. */
  tap(suggestion: TappableSuggestion): WebhookEvent;
}

const TIMEOUT_MS = 15_000;

/** What phones of both channels have in common. */
export function openHandset(state: PlatformState, { address, user, tap }: HandsetOptions): Handset {
  const view = () => viewOf(state, address);
  const sends = async (event: WebhookEvent) => {
    await sendEvent(state, address.channel, event);
    return event;
  };
  const until: Handset["until"] = (condition, timeoutMs = TIMEOUT_MS) => wait(state, { view, condition, timeoutMs });
  return {
    view,
    bubbles: () => bubblesOf(view()),
    timelineKinds: () => view().timeline.map(({ act }) => act.type),
    sees: async (count) => bubblesOf(await until((phone) => bubblesOf(phone).length >= count)),
    until,
    says: (text, id) => sends(user.text(text, id)),
    types: () => sends(user.typing()),
    receives: async (message = newest(view())) => sends(user.delivered(message)),
    reads: async (message = newest(view())) => sends(user.read(message)),
    taps: async (which) => sends(tap(choose(view(), which))),
    sends,
    becomes: (change) => setProfile(state, address, { ...profileOf(state, address), ...change }),
  };
}

/** Says what kind of phone it is, and shows what waited for one that is online. */
export async function setProfile(state: PlatformState, address: PhoneAddress, profile: PhoneProfile): Promise<void> {
  changeSubscriber(state, address, { profile });
  if ((profile.reach ?? "online") === "online") await showWaiting(state, address);
}

interface WaitOptions {
  readonly view: () => PhoneView;
  readonly condition: (phone: PhoneView) => boolean;
  readonly timeoutMs: number;
}

async function wait(
  { watchers, webhookSender }: PlatformState,
  { view, condition, timeoutMs }: WaitOptions,
): Promise<PhoneView> {
  const { promise, resolve, reject } = Promise.withResolvers<PhoneView>();
  const watcher = () => {
    const phone = view();
    if (condition(phone)) resolve(phone);
  };
  const timer = setTimeout(() => {
    const kinds = view().timeline.map(({ act }) => act.type);
    const showed = `it showed ${kinds.join(", ") || "nothing"}, and ${describe(webhookSender.lastAttempt())}`;
    reject(new Error(`Waited ${timeoutMs} ms in vain for the phone: ${showed}`));
  }, timeoutMs);
  watchers.add(watcher);
  try {
    watcher();
    return await promise;
  } finally {
    clearTimeout(timer);
    watchers.delete(watcher);
  }
}

function describe(attempt: WebhookAttempt | undefined): string {
  if (attempt === undefined) return "no webhook was posted";
  return `the last webhook was answered ${attempt.status ?? "by nobody"}`;
}

function newest({ messages }: PhoneView): string {
  const message = messages.at(-1);
  if (message === undefined) throw new Error("Cannot tell of a message: the phone shows none");
  return message.id;
}

function choose(phone: PhoneView, which: string | number): TappableSuggestion {
  const suggestions = tappableSuggestions(phone);
  const chosen = typeof which === "number" ? suggestions[which - 1] : suggestions.find(({ label }) => label === which);
  if (chosen !== undefined) return chosen;
  throw new Error(`Cannot tap suggestion ${which}: the phone shows ${suggestions.length} others`);
}
