import type { MessageParts } from "./message-parts.ts";

/** A way in which messages look or work otherwise on one phone, or otherwise than expected on both. */
export interface Look {
  readonly phone: "android" | "iphone" | "both";
  /** What happens there, a colon, and what to do instead. Names nothing of the message. */
  readonly advice: string;
  readonly source: string;
  /** It holds for almost every message of its kind, with which nothing is wrong: to be told once is enough. */
  readonly isCommon?: true;
  readonly applies: (message: MessageParts) => boolean;
}

/** Where the looks are taken from: those who compared phones, up to iOS 26.2, and Google's own pages. */
export const LOOKS_SOURCES = {
  postscript: "https://help.postscript.io/en/articles/15382848-guide-to-rcs-on-ios-vs-android",
  infobip: "https://www.infobip.com/docs/rcs/behaviors-and-guidance",
  infobipIssues: "https://www.infobip.com/docs/rcs/behaviors-and-guidance/troubleshooting",
  messagemedia:
    "https://support.messagemedia.com/hc/en-us/articles/13929965638287-iOS-and-Android-RCS-experience-comparison",
  bandwidth: "https://www.bandwidth.com/support/en/articles/14550615-rcs-for-business-mobile-user-opt-out-methods",
  cardWidth:
    "https://cloud.google.com/python/docs/reference/dialogflow/2.23.1/google.cloud.dialogflow_v2beta1.types.Intent.Message.RbmCarouselCard.CardWidth",
  googleReleases:
    "https://developers.google.com/business-communications/rcs-business-messaging/whats-new/latest-releases",
} as const;
