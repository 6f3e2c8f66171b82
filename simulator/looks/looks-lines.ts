import type { PlatformFact } from "../state/platform-fact.ts";
import { adviseOnLooks, type LooksAdvice } from "./advise-on-looks.ts";

const PHONES = { android: "Android", iphone: "iPhone", both: "Android and iPhone" } as const;

/**
 * Opens what a terminal says about looks: lines for each message of RCS that a phone shows, with nothing of the message in them.
 * Advice that holds for almost every message comes once.
 */
export function openLooksLines(): (fact: PlatformFact) => readonly string[] {
  const told = new Set<LooksAdvice["look"]>();
  return (fact) => {
    if (fact.type !== "call-accepted" || fact.call.channel !== "rcs" || fact.call.act.type !== "message") return [];
    const advice = adviseOnLooks(fact.call.act).filter(({ look, isCommon }) => !(isCommon && told.has(look)));
    for (const { look } of advice) told.add(look);
    return advice.map((one) => `${PHONES[one.phone]}: ${one.advice}`);
  };
}
