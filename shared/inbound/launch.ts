/**
 * An RCS agent went from one launch state to another. Who caused it is an e-mail address, and is not kept.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
export interface Launch {
  readonly type: "launch";
  readonly from?: LaunchState;
  readonly to: LaunchState;
  /** One per carrier, such as `/v1/regions/fi-rcs`. */
  readonly region?: string;
  readonly brand?: string;
  /** Why, in the carrier's words. */
  readonly comment?: string;
}

/** `unknown` is a state that this release does not know. */
export type LaunchState = "unspecified" | "pending" | "launched" | "rejected" | "suspended" | "unlaunched" | "unknown";
