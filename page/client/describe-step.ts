import type { CallDeed, PageFact, PageFactOf } from "../page-fact.ts";
import type { WayRow } from "./join-steps.ts";

/** A step in words. */
export interface DescribedStep {
  readonly name: string;
  readonly what: string;
  /** How it went, in a word or a number. */
  readonly outcome: string;
  readonly isTrouble: boolean;
}

/** Puts a step in words that a product owner reads. */
export function describeStep(fact: WayRow): DescribedStep {
  return (WRITERS[fact.type] as (fact: WayRow) => DescribedStep)(fact);
}

const WRITERS: { readonly [T in PageFact["type"]]: (fact: PageFactOf<T>) => DescribedStep } = {
  said: ({ line }) => step("user", `${SAID[line.type]} ${line.text}`.trim()),
  did: ({ what }) => step("phone", what),
  webhook: describeWebhook,
  ingress: ({ path, status, ms }) =>
    step("ingress", `${path} checked the signature`, `${status} in ${rounded(ms)}`, status >= 500),
  published: ({ topic, bytes, error }) =>
    step("published", `${topic}, ${bytes} bytes`, error ?? "", error !== undefined),
  delivery: describeDelivery,
  decided: ({ acts }) => step("decided", acts.length === 0 ? "nothing is to be said" : acts.join(" · ")),
  routed: ({ route }) => step("bot", route),
  history: ({ what }) => step("history", what),
  logged: ({ event, severity, json }) =>
    step("log", wordsOfLog(event, json), severity === "INFO" ? costOf(json) : severity, severity === "ERROR"),
  handoff: ({ news }) =>
    step("desk", `people are told: ${news.type}${news.reason === undefined ? "" : `, ${news.reason}`}`),
  fallback: ({ text, reason }) => step("SMS", text, reason),
  call: ({ step: at, call }) => step("Google", `${CALL_STEPS[at]}: ${describeDeed(call.does)}`),
  answered: ({ call, status, ms }) =>
    step("Google", describeDeed(call.does), `${status} in ${rounded(ms)}`, isFailed(status)),
  refused: ({ status, message }) => step("Google", `refuses: ${message}`, String(status), true),
  advised: ({ advice }) => step("advice", advice.join("; ")),
  bot: ({ state }) => step("bot", state.type),
  fault: ({ fault, isOn }) => step("fault", fault, isOn ? "on" : "off"),
  profile: () => step("phone", "is set up anew"),
  clock: () => step("clock", "is set"),
};

const SAID = {
  text: "writes",
  tap: "taps",
  file: "sends a file",
  place: "sends a place",
  unsubscribed: "unsubscribes",
  subscribed: "subscribes",
} as const;

const CALL_STEPS = { arrived: "gets", queued: "keeps for the phone", shown: "the phone shows" } as const;

function describeWebhook({ result, status, noAnswer, tells }: PageFactOf<"webhook">): DescribedStep {
  const answer = status === undefined ? (noAnswer ?? "no answer") : String(status);
  if (result === "forged") return step("webhook", "a forged copy", answer, status === 200);
  return step(
    "webhook",
    tells === "user" ? "signed by Google" : "signed by Google: a receipt",
    result === "acknowledged" ? answer : `${answer}: comes again`,
    result === "given-up",
  );
}

function describeDelivery(fact: PageFactOf<"delivery"> & Pick<WayRow, "log">): DescribedStep {
  const what = `${fact.function}, try ${fact.attempt}`;
  if (fact.step === "begun") return step("delivered", what);
  const isDone = fact.status < 300;
  return step(
    "delivery",
    `${what}: ${outcomeOf(fact.log) ?? (isDone ? "done" : "it comes again")}`,
    `${fact.status} in ${rounded(fact.ms)}`,
    !isDone,
  );
}

/** Why nothing was said, or why it failed, in the log's own words. */
function outcomeOf(log: WayRow["log"]): string | undefined {
  const { outcome, reason, error } = log ?? {};
  const words = [outcome, reason, error].filter((word) => typeof word === "string");
  return words.length === 0 ? undefined : words.join(", ").replaceAll("-", " ");
}

/** What the bot has thrown stands in place of members, on the developer's own machine alone. */
function wordsOfLog(event: string, json: unknown): string {
  return typeof json === "string" ? json : event.replaceAll("_", " ");
}

/** How a carrier counts a message, where Google tells it. */
function costOf(json: unknown): string {
  const billing = typeof json === "object" && json !== null && "billing" in json ? json.billing : undefined;
  return typeof billing === "string" ? `counted as ${billing}` : "";
}

function describeDeed(does: CallDeed): string {
  switch (does.type) {
    case "message":
      return `“${does.text}” (${does.bytes} bytes)`;
    case "read":
      return "READ";
    case "revoke":
      return "take a message back";
    case "joined":
    case "left":
      return `${does.name ?? "a person"} has ${does.type}`;
    case "typing":
    case "typing-stopped":
    case "survey":
      return does.type.replace("-", " ");
    case "service":
      return "a question about the phone";
  }
}

function isFailed(status: number | "reset"): boolean {
  return status === "reset" || status >= 400;
}

function rounded(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function step(name: string, what: string, outcome = "", isTrouble = false): DescribedStep {
  return { name, what, outcome, isTrouble };
}
