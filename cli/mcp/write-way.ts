import type { PageCall, PageFact } from "../../page/page-fact.ts";
import { isObject } from "../../shared/base/json.ts";
import type { PhoneUser } from "../../simulator/acts/phone-user.ts";

type Members = Readonly<Record<string, unknown>>;

/** Where a fact belongs, which the line says by itself. */
const PLACE = ["seq", "phone", "way", "at", "type"];
/** The same in every line of the log about one way. */
const IDENTIFIERS = ["traceparent", "channel", "agent", "conversation", "turn"];

interface AskedWay {
  readonly user: PhoneUser;
  /** The user's newest message when it is missing. */
  readonly way: string | undefined;
  /** With the JSON of each step. */
  readonly isWhole: boolean;
}

/** The way of a message: a line of JSON for each step. @throws Error when nothing is known of it. */
export function writeWay(facts: readonly PageFact[], { user, way, isWhole }: AskedWay): string {
  const phone = `${user.channel}/${user.address}`;
  const newest = way ?? facts.findLast((fact) => fact.type === "said" && fact.phone === phone)?.way;
  const steps = facts.filter((fact) => fact.way === newest);
  if (newest === undefined || steps.length === 0)
    throw new Error(
      `Cannot find the way of ${way ?? `a message of ${user.address}`}: expected one that was said or sent here`,
    );
  return [`The way of ${newest}:`, ...steps.map((step) => writeStep(step, isWhole))].join("\n");
}

function writeStep(fact: PageFact, isWhole: boolean): string {
  const members = without(fact, PLACE);
  return `${fact.at} ${fact.type} ${JSON.stringify(isWhole ? members : briefOf(fact, members))}`;
}

/** What no other step tells. */
function briefOf(fact: PageFact, { json, ...others }: Members): Members {
  switch (fact.type) {
    case "decided":
      return { ...others, ...decidedOn(json) };
    case "logged":
      return { ...others, json: isObject(json) ? without(json, IDENTIFIERS) : json };
    case "handoff":
    case "fallback":
      return { ...others, json };
    case "call":
      return { ...others, call: fact.step === "arrived" ? withoutContent(fact.call) : nameOf(fact.call) };
    case "answered":
      return { ...others, call: nameOf(fact.call) };
    default:
      return others;
  }
}

/** What the bot was asked, and what it remembers then. What is done about it stands in words beside it. */
function decidedOn(json: unknown): Members {
  const { fact, isComplete, state } = isObject(json) ? json : {};
  const { content } = isObject(fact) ? fact : {};
  const { mode, memory } = isObject(state) ? state : {};
  return { content, isComplete, mode, memory };
}

/** The call without its content, which is long and repeats its words. */
function withoutContent({ id, does }: PageCall): Members {
  return { id, does: without(does, ["content"]) };
}

function without(members: object, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

function nameOf({ id, does }: PageCall): Members {
  return { id, does: does.type };
}
