import type { SurveyAnswer } from "../../shared/inbound/survey.ts";
import type { PhoneView } from "../state/phone.ts";
import type { PlatformState } from "../state/platform-state.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { SignIn } from "../webhooks/write-sign-in.ts";
import type { TappableSuggestion } from "./bubble.ts";
import { type Handset, openHandset } from "./handset.ts";
import { type BusinessMessagesUser, businessMessagesUser } from "./user.ts";
import { type SentFile, storeImage } from "./user-file.ts";

/** A phone in a conversation of Business Messages. */
export interface BusinessMessagesHandset extends Handset {
  stopsTyping(): Promise<WebhookEvent>;
  /**
   * Sends an image: a text that is a signed URL in Google's bucket. An agent that asks the platform for the same path in
   * place of `https://storage.googleapis.com` gets it.
   */
  sendsImage(image: SentFile): Promise<WebhookEvent>;
  /** Presses "request live agent", or takes that back. */
  asksForPerson(isWished?: boolean): Promise<WebhookEvent>;
  /** Ends a sign-in that the agent asked for, well or not. */
  signsIn(signIn: SignIn): Promise<WebhookEvent>;
  /** Answers a question of the newest survey, or of one that Google has put; the standard question unless told otherwise. */
  answersSurvey(answer: Partial<SurveyAnswer>): Promise<WebhookEvent>;
}

/** Whose phone it is, and the agent that it talks to. */
export interface BusinessMessagesConversation {
  readonly conversation: string;
  /** `brands/{brand}/agents/{agent}`. */
  readonly agent: string;
  /** What the platform tells about the user, in Google's JSON; empty when it is missing. */
  readonly context?: WebhookEvent;
}

/** Opens the phone of a conversation. */
export function openBusinessMessagesHandset(
  state: PlatformState,
  conversation: BusinessMessagesConversation,
): BusinessMessagesHandset {
  const user = businessMessagesUser({ ...conversation, clock: state.clock });
  const address = { channel: "business-messages", address: conversation.conversation } as const;
  const handset = openHandset(state, { address, user, tap: (suggestion) => tap(user, suggestion) });
  return {
    ...handset,
    stopsTyping: () => handset.sends(user.typingStopped()),
    sendsImage: (image) => handset.says(storeImage(state, image)),
    asksForPerson: (isWished) => handset.sends(user.liveAgentRequested(isWished)),
    signsIn: (signIn) => handset.sends(user.signIn(signIn)),
    answersSurvey: (answer) => handset.sends(user.survey({ ...question(handset.view()), ...answer })),
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
      throw new Error("Cannot tap authenticationRequest: a sign-in ends well or not, so call signsIn() with its end");
  }
}

function question({ timeline }: PhoneView): SurveyAnswer {
  const survey = timeline.findLast(({ act }) => act.type === "survey")?.id;
  const trigger = survey === undefined ? "google" : "partner";
  return { type: "survey", kind: "standard", trigger, ...(survey !== undefined && { survey }) };
}
