import type { DryRunFact } from "../../operations/replay-dry-run.ts";
import type { ShadowFact } from "../../operations/replay-shadow.ts";
import type { Console } from "../console.ts";

/** Shows a turn of a dry run. */
export function showDryRun(fact: DryRunFact, console: Pick<Console, "print">): string | undefined {
  if (fact.type === "ended") {
    return `${fact.turns} turns: ${fact.made} calls would be made, ${fact.recorded} would only be recorded. Nothing was done.`;
  }
  console.print(`${fact.at}  conversation ${fact.conversation}  turn ${fact.turn}`);
  for (const { sign, call } of fact.calls) {
    console.print(`  ${sign} ${call}${sign === "~" ? " (recorded, not said)" : ""}`);
  }
  for (const trouble of troubles(fact)) console.print(trouble);
  return undefined;
}

/** Shows a turn that the bot answers otherwise. */
export function showShadow(fact: ShadowFact, console: Pick<Console, "print">): string | undefined {
  if (fact.type === "ended") {
    const { conversations, compared, differing, failed } = fact;
    return `${compared} turns of ${conversations} conversations compared: ${differing} differ, ${failed} fail. Nothing was sent.`;
  }
  console.print(`${fact.at}  conversation ${fact.conversation}  turn ${fact.turn}`);
  for (const words of fact.before) console.print(`  - ${words}`);
  for (const words of fact.now) console.print(`  + ${words}`);
  for (const trouble of troubles(fact)) console.print(trouble);
  return undefined;
}

function troubles({
  blocked,
  failure,
}: {
  readonly blocked: readonly string[];
  readonly failure?: string;
}): readonly string[] {
  const calls = blocked.map((to) => `  ! the bot's call to ${to} was blocked`);
  return failure === undefined ? calls : [...calls, `  ! the bot failed: ${failure.replaceAll("\n", " ")}`];
}
