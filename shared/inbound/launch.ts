/**
 * A carrier or we moved an RCS agent from one state to another. Who did it is an e-mail address, and is not kept.
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

/** `unknown` is a state that this release has no word for. */
export type LaunchState = "unspecified" | "pending" | "launched" | "rejected" | "suspended" | "unlaunched" | "unknown";
