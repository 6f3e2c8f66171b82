import type { SurveyAnswer } from "../../shared/inbound/survey.ts";
import type { PhoneView } from "../state/phone.ts";
import type { PlatformState } from "../state/platform-state.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { SignIn } from "../webhooks/write-sign-in.ts";
import type { TappableSuggestion } from "./bubble.ts";
import { type Handset, openHandset } from "./handset.ts";
import { type BusinessMessagesConversation, type BusinessMessagesUser, businessMessagesUser } from "./user.ts";
import { type SentFile, storeImage } from "./user-file.ts";

/** A phone in a conversation of Business Messages. */
export interface BusinessMessagesHandset extends Handset {
  stopsTyping(): Promise<WebhookEvent>;
  /**
   * Sends an image: a text that is a signed URL in Google's bucket. The platform serves the image at the same path, instead
   * of `https://storage.googleapis.com`.
   */
  sendsImage(image: SentFile): Promise<WebhookEvent>;
  /** Asks for a live agent, or takes that back when `isRequested` is false. */
  asksForPerson(isRequested?: boolean): Promise<WebhookEvent>;
  /** Ends a sign-in that the agent asked for, with success or with an error. */
  signsIn(signIn: SignIn): Promise<WebhookEvent>;
  /** Answers a question of the newest survey of the agent, or else of Google's own survey. By default, the standard question. */
  answersSurvey(answer: Partial<SurveyAnswer>): Promise<WebhookEvent>;
}

/** Opens the phone of a conversation. */
export function openBusinessMessagesHandset(
  state: PlatformState,
  conversation: BusinessMessagesConversation,
): BusinessMessagesHandset {
  const user = businessMessagesUser({ ...conversation, clock: state.clock, uuid: state.uuid, form: state.webhookForm });
  const address = { channel: "business-messages", address: conversation.conversation } as const;
  const handset = openHandset(state, { address, user, tap: (suggestion) => tap(user, suggestion) });
  return {
    ...handset,
    stopsTyping: () => handset.sends(user.typingStopped()),
    sendsImage: (image) => handset.says(storeImage(state, image)),
    asksForPerson: (isRequested) => handset.sends(user.liveAgentRequested(isRequested)),
    signsIn: (signIn) => handset.sends(user.signIn(signIn)),
    answersSurvey: (answer) => handset.sends(user.survey({ ...standardQuestion(handset.view()), ...answer })),
  };
}

function tap(user: BusinessMessagesUser, { kind, label, postback, to }: TappableSuggestion): WebhookEvent {
  switch (kind) {
    case "reply":
    case "action":
      return user.tap({ text: label, postback, kind, to });
    case "liveAgentRequest":
      return user.liveAgentRequested();
    case "authenticationRequest":
      throw new Error("Cannot tap authenticationRequest: call signsIn() with the result of the sign-in");
  }
}

function standardQuestion({ timeline }: PhoneView): SurveyAnswer {
  const survey = timeline.findLast(({ act }) => act.type === "survey")?.id;
  const trigger = survey === undefined ? "google" : "partner";
  return { type: "survey", kind: "standard", trigger, ...(survey !== undefined && { survey }) };
}
