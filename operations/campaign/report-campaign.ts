import { status } from "../../shared/conversation/status.ts";
import { readSent } from "../../shared/store/statistics.ts";
import { isToDo, type StoredTurn } from "../../shared/store/stored-turn.ts";
import type { Operator } from "../operator.ts";
import { partsOf } from "../parts-of.ts";
import type { CampaignReport } from "./campaign-facts.ts";
import type { CampaignCommand, CampaignCounts } from "./campaign-record.ts";
import { readTurns } from "./check-people.ts";
import type { CampaignPerson } from "./read-people.ts";

/** How a campaign stands for whoever reports it. */
interface Standing {
  readonly name: string;
  readonly counts: CampaignCounts;
  readonly command: CampaignCommand;
  readonly left: number;
}

type Outcomes = Pick<CampaignReport, "sent" | "delivered" | "read" | "expired" | "fellBack" | "refused">;

/** Reads what became of each message: one read a person. */
export async function reportCampaign(
  people: readonly CampaignPerson[],
  { name, counts, command, left }: Standing,
  operator: Operator,
): Promise<CampaignReport> {
  const all: Outcome[] = [];
  for (const part of partsOf(people)) {
    const turns = await readTurns(part, operator);
    all.push(...part.flatMap((person, index) => outcomeOf(person, turns[index]) ?? []));
  }
  const of = (known: keyof Outcomes) => all.filter(({ outcome }) => outcome === known).length;
  const reasons = Map.groupBy(all, ({ reason }) => reason);
  const refused = [...reasons].flatMap(([reason, some]) =>
    reason === undefined ? [] : [[reason, some.length] as const],
  );
  return {
    type: "report",
    name,
    command,
    left,
    ...counts,
    notTaken: Math.max(0, counts.published - all.length),
    sent: of("sent"),
    delivered: of("delivered"),
    read: of("read"),
    expired: of("expired"),
    fellBack: of("fellBack"),
    refused: Object.fromEntries(refused),
  };
}

interface Outcome {
  readonly outcome: keyof Outcomes;
  readonly reason?: string;
}

/** @returns Undefined for who has no message that was taken, or one that is tried again. */
function outcomeOf({ to }: CampaignPerson, turn: StoredTurn | undefined): Outcome | undefined {
  if (turn === undefined) return undefined;
  const [message] = readSent(to.conversation, turn);
  if (message === undefined) return { outcome: "refused", reason: "nothing-to-say" };
  const { times, failure, fellBack } = message;
  if (fellBack) return { outcome: "fellBack" };
  const known = status(times, failure);
  if (known === "failed") return { outcome: "refused", reason: failure ?? "failed" };
  if (known !== "unknown" && known !== "sent") return { outcome: known };
  const isTried = Object.values(turn.acts ?? {}).some((act) => act.act?.do === "send" && isToDo(act, turn));
  return isTried ? undefined : { outcome: "sent" };
}
