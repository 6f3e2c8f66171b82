import type { Observation } from "./observation.ts";
import { CALLING, HELPED, LEAVING, type Outage, TO_ZOE } from "./outage-story.ts";
import type { PlannedAct, StoryAct } from "./story-act.ts";

/** What an act of the story is to lead to, and how that is seen. */
export interface AwaitedOf {
  readonly what:
    | "question during"
    | "question around"
    | "notice"
    | "promotion"
    | "code"
    | "critical code"
    | "opt-out"
    | "words to the desk"
    | "call"
    | "line"
    | "leave";
  readonly isIt: (seen: Observation) => boolean;
}

/** What is awaited of an act; of those before the outage only what it may disturb. */
export function awaitedOf({ at, act }: PlannedAct, { forMs }: Outage): AwaitedOf | undefined {
  switch (act.do) {
    case "write":
      return awaitedOfWords(act.text, at >= 0 && at < forMs);
    case "publish":
      return awaitedOfRequest(act);
    case "speak":
      return at < 0 ? undefined : { what: "line", isIt: isShown(act.text) };
    case "leave":
      return { what: "leave", isIt: (seen) => newsOf(seen, HELPED)?.type === "ended" };
    default:
      return undefined;
  }
}

function awaitedOfWords(words: string, isDuring: boolean): AwaitedOf | undefined {
  if (words === "STOP") return { what: "opt-out", isIt: isOptedOut };
  const isAnswer = isShown(`re: ${words}`);
  if (words === TO_ZOE) {
    return { what: "words to the desk", isIt: (seen) => newsOf(seen, HELPED)?.type === "said" || isAnswer(seen) };
  }
  if (words === "person, please") return { what: "call", isIt: (seen) => newsOf(seen, CALLING)?.type === "waiting" };
  if (!words.startsWith("quick")) return undefined;
  return { what: isDuring ? "question during" : "question around", isIt: isAnswer };
}

function awaitedOfRequest({ body }: Extract<StoryAct, { do: "publish" }>): AwaitedOf {
  const isOnPhone = isShown(String(body.reply));
  if (body.trafficType === "PROMOTION") return { what: "promotion", isIt: isOnPhone };
  if (body.fallback === undefined) return { what: "notice", isIt: isOnPhone };
  const isSms = (seen: Observation) => seen.type === "sms-taken" && seen.text === body.fallback;
  return { what: body.critical === true ? "critical code" : "code", isIt: (seen) => isSms(seen) || isOnPhone(seen) };
}

function isShown(words: string): (seen: Observation) => boolean {
  return (seen) => seen.type === "shown" && seen.text === words;
}

function isOptedOut(seen: Observation): boolean {
  return (
    seen.type === "conversation-committed" && seen.conversation === LEAVING.conversation && seen.isOptedOut === true
  );
}

function newsOf(seen: Observation, { conversation }: typeof HELPED) {
  return seen.type === "handoff-news" && seen.conversation === conversation ? seen.news : undefined;
}
