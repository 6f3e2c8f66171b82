import type { CallAct } from "../api/call.ts";
import type { PhoneView } from "../state/phone.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import type { PhoneAddress, PlatformState } from "../state/platform-state.ts";
import { changeSubscriber, profileOf, viewOf } from "../state/subscriber.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import { type Bubble, bubblesOf, type TappableSuggestion, tappableSuggestions } from "./bubble.ts";
import { showWaiting } from "./delivery.ts";
import { sendEvent } from "./send-event.ts";
import type { User } from "./user.ts";
import { waitForPhone } from "./wait-for-phone.ts";

/**
 * A phone and its user: what the phone shows, and what the user does. Whatever the user does is posted to ingress as a signed
 * webhook. Its promise resolves with the event when the webhook was posted once; `sends` can send that event again.
 */
export interface Handset {
  /** Everything that the phone shows, and the calls about it. */
  view(): PhoneView;
  /** The agent's side of the conversation, for a test to compare as a whole. */
  bubbles(): readonly Bubble[];
  /** The kinds of everything that the phone showed, in order: `["read", "typing", "message"]`. */
  timelineKinds(): readonly CallAct["type"][];
  /** Waits until there are so many bubbles in all. @throws Error after 15 seconds. */
  sees(count: number): Promise<readonly Bubble[]>;
  /**
   * Waits until the condition holds. Checks it after each step of a call about any phone.
   * @param timeoutMs In real time; 15,000 when it is missing.
   * @throws Error that names the kinds of what the phone showed, and the response to the last webhook.
   */
  until(condition: (phone: PhoneView) => boolean, timeoutMs?: number): Promise<PhoneView>;
  /** Sends a text. @param id The user's message id, which the agent's read receipt names; a new one when it is missing. */
  says(text: string, id?: string): Promise<WebhookEvent>;
  types(): Promise<WebhookEvent>;
  /** Sends DELIVERED, for a phone without `autoReceipts`. @param message The newest one when it is missing. */
  receives(message?: string): Promise<WebhookEvent>;
  /** Sends READ. @param message The newest one when it is missing. */
  reads(message?: string): Promise<WebhookEvent>;
  /**
   * Taps a chip or a button of the newest message, or a button on a card of an older one.
   * @param which Its label, or its position from 1, where those of the newest message come first. Google itself labels two
   * suggestions: use `liveAgentRequest` and `authenticationRequest` for them.
   * @param message One of an older message, whose chips an iPhone still shows.
   * @throws Error when there is no such suggestion, or when it opens a sign-in; call `signsIn` for that.
   */
  taps(which: string | number, message?: string): Promise<WebhookEvent>;
  /** Sends any event, also one that was sent before. */
  sends(event: WebhookEvent): Promise<WebhookEvent>;
  /** Changes members of the phone's profile, such as `{ reach: "offline" }`. A phone that comes online shows what waited. */
  becomes(change: PhoneProfile): Promise<void>;
}

/** Whose phone it is, and how the channel sends taps. */
export interface HandsetOptions {
  readonly address: PhoneAddress;
  readonly user: User;
  /** The event of a tap. @throws Error for a suggestion that a tap alone does not answer. */
  tap(suggestion: TappableSuggestion): WebhookEvent;
}

const TIMEOUT_MS = 15_000;

/** Opens a phone with what both channels have in common. */
export function openHandset(state: PlatformState, { address, user, tap }: HandsetOptions): Handset {
  const view = () => viewOf(state, address);
  const sends = async (event: WebhookEvent) => {
    await sendEvent(state, address.channel, event);
    return event;
  };
  const until: Handset["until"] = (condition, timeoutMs = TIMEOUT_MS) =>
    waitForPhone(state, { view, condition, timeoutMs });
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
    taps: async (which, message) => sends(tap(choose(suggestionsIn(view(), message), which))),
    sends,
    becomes: (change) => setProfile(state, address, { ...profileOf(state, address), ...change }),
  };
}

/** Sets the profile of a phone, and shows what waited when it is online. */
export async function setProfile(state: PlatformState, address: PhoneAddress, profile: PhoneProfile): Promise<void> {
  changeSubscriber(state, address, { profile });
  if ((profile.reach ?? "online") === "online") await showWaiting(state, address);
}

function newest({ messages }: PhoneView): string {
  const message = messages.at(-1);
  if (message === undefined) throw new Error("Cannot send a receipt: the phone shows no message");
  return message.id;
}

/** What can be tapped: in one message, or on the whole phone. */
export function suggestionsIn({ messages }: PhoneView, message: string | undefined): readonly TappableSuggestion[] {
  return tappableSuggestions({
    messages: message === undefined ? messages : messages.filter(({ id }) => id === message),
  });
}

function choose(suggestions: readonly TappableSuggestion[], which: string | number): TappableSuggestion {
  const chosen = typeof which === "number" ? suggestions[which - 1] : suggestions.find(({ label }) => label === which);
  if (chosen !== undefined) return chosen;
  throw new Error(`Cannot tap suggestion ${which}: the phone shows ${suggestions.length} other suggestions`);
}
