import { readFileSync } from "node:fs";
import { KINDS } from "../../shared/ports/topic.ts";
import type { Observation } from "./observation.ts";

/** A message from when it was published until it was acknowledged, or for ever. */
export interface WaitingMessage {
  readonly kind: string;
  readonly from: number;
  readonly until: number;
}

/** The messages of kinds whose waiting sets off an alert. */
export function waitingMessages(seen: readonly Observation[]): readonly WaitingMessage[] {
  const ended = new Map<string, number>();
  for (const one of seen)
    if (one.type === "delivery-answered" && one.status === 200)
      ended.set(one.message, ended.get(one.message) ?? one.at);
  const prompt = promptKinds();
  return seen.flatMap((one) => {
    if (one.type !== "published" || !prompt.includes(one.topic)) return [];
    return [{ kind: one.topic, from: one.at, until: ended.get(one.message) ?? Number.POSITIVE_INFINITY }];
  });
}

/** What waits for a person, until it is redriven. */
export function waitingLetters(seen: readonly Observation[]): readonly WaitingMessage[] {
  const redriven = seen.flatMap((one) => (one.type === "acted" && one.act.do === "redrive" ? [one.at] : []));
  return seen.flatMap((one) => {
    if (one.type !== "dead-lettered" && one.type !== "parked") return [];
    const kind = one.type === "parked" ? "parked" : one.kind;
    const until = one.type === "parked" ? undefined : redriven.find((at) => at >= one.at);
    return [{ kind, from: one.at, until: until ?? Number.POSITIVE_INFINITY }];
  });
}

function promptKinds(): readonly string[] {
  const lanes = readFileSync("terraform/pubsub.tf", "utf8").matchAll(/^ {4}(\w+) = \{.*is_prompt = true/gm);
  const kinds = [...lanes].map(([, kind = ""]) => kind);
  return KINDS.filter((kind) => kinds.includes(kind));
}
