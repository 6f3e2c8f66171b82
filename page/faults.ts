/** What can go wrong by a switch, and what is promised then. Both sides of the wire read this. */
export interface FaultRow {
  readonly name: FaultName;
  /** What happens while it is on. */
  readonly label: string;
  /** What holds all the same. */
  readonly promise: string;
}

/** The faults that a switch turns on. */
export type FaultName =
  | "duplicate"
  | "reorder"
  | "forge"
  | "too-many"
  | "server-error"
  | "lost-answer"
  | "slow"
  | "kill";

/** All of them, in the order in which they are met on a message's way. */
export const FAULTS: readonly FaultRow[] = [
  {
    name: "duplicate",
    label: "Google posts each webhook twice",
    promise: "Each message is answered once.",
  },
  {
    name: "reorder",
    label: "Webhooks overtake each other",
    promise: "Nothing is lost, and a receipt that comes too early is kept.",
  },
  {
    name: "forge",
    label: "A stranger posts a copy with a wrong signature first",
    promise: "It is answered 401 and published nowhere; the genuine one is answered.",
  },
  {
    name: "too-many",
    label: "Google answers the first try of each message with 429",
    promise: "It is tried again under the same id when Google wants it, and shown once.",
  },
  {
    name: "server-error",
    label: "Google answers the first try of each message with 503",
    promise: "It is tried again under the same id, and shown once.",
  },
  {
    name: "lost-answer",
    label: "Google takes each message, and its answer is lost",
    promise: "It is tried again under the same id, which Google knows: the phone shows it once.",
  },
  {
    name: "slow",
    label: "Google takes three seconds for each message",
    promise: "The user sees READ and typing meanwhile, and the answer once.",
  },
  {
    name: "kill",
    label: "The function dies just after Google has taken its message",
    promise:
      "It is delivered again with the same ids, and the phone shows each answer once. Where no receipt tells that the first one arrived, that takes until its lease has ended, some 53 seconds.",
  },
];

/** What the phone itself meets, and what is promised then. */
export interface PhoneFaultRow {
  readonly name: "offline" | "no-rcs" | "expiry";
  /** What happens while it is on, or when it is pressed. */
  readonly label: string;
  /** What holds all the same. */
  readonly promise: string;
}

/** All of them. They are of the open phone alone. */
export const PHONE_FAULTS: readonly PhoneFaultRow[] = [
  {
    name: "offline",
    label: "The open phone is offline",
    promise: "What waits for it is shown when it is online again, unless its SMS has gone out before.",
  },
  {
    name: "no-rcs",
    label: "The open phone has no RCS",
    promise: "A message with a fallback goes out as an SMS, once. Give one to whatever must arrive.",
  },
  {
    name: "expiry",
    label: "Let what waits for the open phone expire now",
    promise: "Google takes it back, and its fallback goes out as an SMS, once.",
  },
];
