import type { TappableSuggestion } from "../phones/bubble.ts";
import { type BusinessMessagesHandset, openBusinessMessagesHandset } from "../phones/business-messages-handset.ts";
import { type Handset, suggestionsIn } from "../phones/handset.ts";
import { openRcsHandset, type RcsHandset } from "../phones/rcs-handset.ts";
import type { SentFile } from "../phones/user-file.ts";
import type { LiveFact } from "../state/live-fact.ts";
import { contextOf } from "../state/phone-profile.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { profileOf } from "../state/subscriber.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { WebhookAttempt } from "../webhooks/webhook-queue.ts";
import { ActError } from "./act-error.ts";
import { checkUser } from "./check-user.ts";
import { downloadFile } from "./download-file.ts";
import { fileType } from "./file-type.ts";
import type { FileAct, PhoneAct, PlainAct } from "./phone-act.ts";
import { DEFAULT_AGENTS, type PhoneUser } from "./phone-user.ts";

/** What became of an act. */
export interface ActResult {
  /** The event in Google's JSON. */
  readonly event: WebhookEvent;
  /**
   * The result of the first attempt to post it; `waiting` behind a webhook that failed, or for a fault; `nowhere` without a
   * webhook to post to.
   */
  readonly webhook: Exclude<WebhookAttempt["result"], "forged"> | "waiting" | "nowhere";
  /** The bot's status, where there was one. */
  readonly status?: number;
}

/** The platform, and the URL under which it serves users' files. */
export interface PhoneContext {
  readonly state: PlatformState;
  readonly url: string;
}

const OPT_OUT = "STOP";
const OPT_IN = "START";
/** What an OAuth server would have answered. */
const SIGNED_IN = { type: "authentication", code: "simulated-code" } as const;
const SIGN_IN_DENIED = { type: "authentication-failed", error: "access-denied" } as const;
const IMAGE = /^image\//i;

/**
 * Does what a user does, and posts it as a signed webhook. Resolves when it was posted once, or waits behind one that failed.
 * @throws ActError when the channel has no such act, or the phone does not show what is acted on.
 */
export async function performAct(context: PhoneContext, user: PhoneUser, act: PhoneAct): Promise<ActResult> {
  checkUser(user);
  const attempts: WebhookAttempt[] = [];
  const listener = (fact: LiveFact) => {
    if (fact.type === "webhook-posted") attempts.push(fact);
  };
  const { listeners, webhookSender } = context.state;
  listeners.add(listener);
  try {
    const event = await actOnChannel(context, user, act);
    for (const { event: posted, result, status } of attempts) {
      if (posted !== event || result === "forged") continue;
      return { event, webhook: result, ...(status !== undefined && { status }) };
    }
    return { event, webhook: webhookSender.hasTarget() ? "waiting" : "nowhere" };
  } finally {
    listeners.delete(listener);
  }
}

function actOnChannel(
  { state, url }: PhoneContext,
  { channel, address, agent = DEFAULT_AGENTS[channel] }: PhoneUser,
  act: PhoneAct,
): Promise<WebhookEvent> {
  if (channel === "rcs") return actOnRcs(openRcsHandset(state, url, { phone: address, agent }), act);
  const context = contextOf(profileOf(state, { channel, address }));
  return actOnBusinessMessages(openBusinessMessagesHandset(state, { conversation: address, agent, context }), act);
}

async function actOnRcs(phone: RcsHandset, act: PhoneAct): Promise<WebhookEvent> {
  switch (act.do) {
    case "file":
      return phone.sendsFile(await loadFile(act));
    case "place":
      return phone.sendsLocation({ latitude: act.latitude, longitude: act.longitude });
    case "stop":
      return act.word === undefined ? phone.unsubscribes() : phone.says(act.word);
    case "start":
      return act.word === undefined ? phone.subscribes() : phone.says(act.word);
    case "person":
    case "sign-in":
    case "survey":
      throw new ActError(`Cannot do ${act.do}: RCS has no such thing, only Business Messages has`);
    case "say":
    case "tap":
    case "typing":
    case "read":
      return actOnAny(phone, act);
  }
}

async function actOnBusinessMessages(phone: BusinessMessagesHandset, act: PhoneAct): Promise<WebhookEvent> {
  switch (act.do) {
    case "file":
      return phone.sendsImage(imageOnly(await loadFile(act)));
    case "place":
      throw new ActError("Cannot send the place: Business Messages has no places, only RCS has");
    case "stop":
      return phone.says(act.word ?? OPT_OUT);
    case "start":
      return phone.says(act.word ?? OPT_IN);
    case "person":
      return phone.asksForPerson();
    case "sign-in":
      return phone.signsIn(act.isDone ? SIGNED_IN : SIGN_IN_DENIED);
    case "survey":
      return phone.answersSurvey({ text: act.text });
    case "say":
    case "tap":
    case "typing":
    case "read":
      return actOnAny(phone, act);
  }
}

async function actOnAny(phone: Handset, act: PlainAct): Promise<WebhookEvent> {
  switch (act.do) {
    case "say":
      return phone.says(act.text);
    case "tap":
      return phone.taps(positionOf(act, suggestionsIn(phone.view(), act.message)), act.message);
    case "typing":
      return phone.types();
    case "read":
      if (phone.view().messages.length > 0) return phone.reads();
      throw new ActError("Cannot read: the phone shows no message yet");
  }
}

type Tap = Extract<PhoneAct, { readonly do: "tap" }>;

/** By its label and its postback, by its label, or else by its number. @throws ActError that lists what can be tapped. */
function positionOf({ chip, postback }: Tap, shown: readonly TappableSuggestion[]): number {
  const byBoth = shown.findIndex((one) => one.label === chip && one.postback === postback) + 1;
  const byLabel = shown.findIndex(({ label }) => label === chip) + 1;
  const position = byBoth || byLabel || Number(/^\d{1,3}$/.test(chip) ? chip : 0);
  const suggestion = shown[position - 1];
  if (suggestion === undefined) {
    const labels = shown.map(({ label }) => label).join(", ");
    throw new ActError(`Cannot tap ${chip}: ${labels === "" ? "nothing can be tapped" : `expected one of ${labels}`}`);
  }
  if (suggestion.kind !== "authenticationRequest") return position;
  throw new ActError(`Cannot tap ${chip}: it opens a sign-in, which the simulator's acts do not have`);
}

async function loadFile(act: FileAct): Promise<SentFile> {
  if ("url" in act) return downloadFile(act.url);
  const { name, base64, type = fileType(name) } = act;
  return { bytes: Buffer.from(base64, "base64"), type, name };
}

function imageOnly(file: SentFile): SentFile {
  if (IMAGE.test(file.type)) return file;
  throw new ActError(`Cannot send the file: Business Messages has images only, got ${file.type}`);
}
