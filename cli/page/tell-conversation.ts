import type { Operator } from "../../operations/operator.ts";
import { dryRun } from "../../operations/replay-dry-run.ts";
import type { NewReplay } from "../../operations/replay-request.ts";
import { shadow } from "../../operations/replay-shadow.ts";
import { timeline } from "../../operations/timeline.ts";
import type { Told } from "../../page/page-act.ts";
import type { ConversationId } from "../../shared/base/ids.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { showDryRun, showShadow } from "../commands/show-rehearsal.ts";
import { showTimelineFact } from "../commands/timeline.ts";

const EPOCH = new Date(0);
/** It reads no queue: the rate of a rehearsal is nobody's. */
const RATE = 1;

/** What an operator's command tells of a conversation, in its lines. Nothing is sent and nothing is changed. */
export async function tellConversation(
  about: Told,
  conversation: ConversationId,
  operator: Operator,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const print = (line: string | undefined) => void (line !== undefined && lines.push(...line.split("\n")));
  const to = operator.clock.now().toISOString();
  const from = EPOCH.toISOString();
  const replay: NewReplay = { type: "new", kinds: KINDS, from, to, conversation, mode: "silent", rate: RATE };
  switch (about) {
    case "timeline":
      for await (const fact of timeline.run(
        { whom: conversation, from: EPOCH, unmaskedBy: "npm start" },
        operator,
        signal,
      ))
        print(showTimelineFact(fact));
      return lines;
    case "dry-run":
      for await (const fact of dryRun.run({ replay }, operator, signal)) print(showDryRun(fact, { print }));
      return lines;
    case "shadow":
      for await (const fact of shadow.run({ replay }, operator, signal)) print(showShadow(fact, { print }));
      return lines;
  }
}
