import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import { MINUTE, SECOND } from "./durations.ts";
import type { PlannedAct, StoryAct } from "./story-act.ts";
import type { FaultMode, Service } from "./world-fault.ts";

/** What is away, for how long, and what its callers see of that. */
export interface Outage {
  readonly service: Service;
  readonly forMs: number;
  readonly mode: FaultMode;
}

/** The story begins so long before the outage: whoever a person has by then has been told so. */
export const LEAD_MS = 9 * MINUTE;
/** How many users ask while something is away. */
const ASKING = 8;
const BEFORE = 3;
/** So soon after the end they ask again, and so do new users. */
const SOON_MS = 10 * SECOND;
/** How long a code is worth anything. */
const CODE_SECONDS = 120;
/** A sender whom Pub/Sub refuses tries again so often. */
const SENDER_TRIES_MS = 10 * SECOND;

const ZOE = "Zoe";
/** What the user whom Zoe has says to her during the outage. */
export const TO_ZOE = "to the desk";
/** Whom Zoe has when the outage begins. */
export const HELPED = user(60);
/** Who asks for a person during the outage. */
export const CALLING = user(61);
/** Who leaves during the outage. */
export const LEAVING = user(62);
const NOTIFIED = user(63);
const CODES = [
  { name: "online", user: user(70), critical: false },
  { name: "offline", user: user(71), critical: false },
  { name: "critical online", user: user(72), critical: true },
  { name: "critical offline", user: user(73), critical: true },
  { name: "early offline", user: user(74), critical: false },
];

/** What happens around every outage, each with its time from the outage's beginning. */
export function outageStory({ service, forMs }: Outage): readonly PlannedAct[] {
  const acts = [
    ...questions(forMs),
    ...codes(forMs),
    ...consent(forMs),
    ...people(forMs),
    publish(forMs / 2, NOTIFIED, { id: "notice", reply: "notice during" }),
  ];
  return acts.map((planned) => (service === "pubsub" ? whenTaken(planned, forMs) : planned));
}

function user(n: number): UserAddress {
  const isRcs = n % 3 !== 0 || n >= 60;
  return userAddressOf(isRcs ? "rcs" : "business-messages", isRcs ? `+4477009002${n}` : `conversation-${n}`);
}

function write(at: number, of: UserAddress, text: string): PlannedAct {
  return { at, act: { do: "write", user: of, text, id: `Mx-${text}` } };
}

function publish(at: number, of: UserAddress, body: Readonly<Record<string, unknown>>): PlannedAct {
  return { at, act: { do: "publish", user: of, body } };
}

function questions(forMs: number): readonly PlannedAct[] {
  const each = (count: number, plan: (n: number) => PlannedAct) => Array.from({ length: count }, (_, n) => plan(n));
  return [
    ...each(BEFORE, (n) => write(-(n + 1) * MINUTE, user(40 + n), `quick before-${n}`)),
    ...each(ASKING, (n) => write((forMs * (n + 0.5)) / ASKING, user(10 + n), `quick during-${n}`)),
    ...each(BEFORE, (n) => write(forMs + SOON_MS * (n + 1), user(50 + n), `quick after-${n}`)),
    ...each(BEFORE, (n) => write(forMs + SOON_MS * (n + 1), user(10 + 3 * n), `quick again-${n}`)),
  ];
}

function codes(forMs: number): readonly PlannedAct[] {
  return CODES.flatMap(({ name, user: to, critical }): readonly PlannedAct[] => {
    const profile = { reach: "offline" } as const;
    const isOffline: PlannedAct = { at: -LEAD_MS, act: { do: "set-phone", user: to, profile } };
    const terms = { ttl: CODE_SECONDS, fallback: `sms code ${name}`, critical, trafficType: "AUTHENTICATION" };
    const code = publish(name.startsWith("early") ? -20 * SECOND : forMs / 2, to, {
      id: name,
      reply: `code ${name}`,
      ...terms,
    });
    return name.endsWith("offline") ? [isOffline, code] : [code];
  });
}

function consent(forMs: number): readonly PlannedAct[] {
  const promotion = (id: string, at: number) =>
    publish(at, LEAVING, { id, reply: `promo ${id}`, trafficType: "PROMOTION" });
  return [
    write(-5 * MINUTE, LEAVING, "quick leaving"),
    write(forMs / 4, LEAVING, "STOP"),
    promotion("during", forMs / 2),
    promotion("after", forMs + SOON_MS),
  ];
}

function people(forMs: number): readonly PlannedAct[] {
  const says = (at: number, text: string): PlannedAct => ({
    at,
    act: { do: "speak", user: HELPED, person: ZOE, text, id: text },
  });
  return [
    write(-LEAD_MS, HELPED, "person"),
    { at: -8 * MINUTE, act: { do: "join", user: HELPED, person: ZOE, id: "join" } },
    says(-30 * SECOND, "line before"),
    write(30 * SECOND, HELPED, TO_ZOE),
    says(MINUTE, "line 1"),
    says(MINUTE + 5 * SECOND, "line 2"),
    { at: 2 * MINUTE, act: { do: "leave", user: HELPED, person: ZOE, id: "leave" } },
    write(forMs / 3, CALLING, "person, please"),
  ];
}

/** Whoever publishes is refused while Pub/Sub is away, and tries again until it is taken. */
function whenTaken({ at, act }: PlannedAct, forMs: number): PlannedAct {
  const isRefused = isPublished(act) && at >= 0 && at < forMs;
  return { at: isRefused ? at + Math.ceil((forMs - at) / SENDER_TRIES_MS) * SENDER_TRIES_MS : at, act };
}

function isPublished({ do: kind }: StoryAct): boolean {
  return kind === "publish" || kind === "join" || kind === "leave" || kind === "speak";
}
