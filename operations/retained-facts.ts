import { readOutbound } from "../functions/outbound/read-outbound.ts";
import { parseAs } from "../functions/parse-as.ts";
import { PermanentError } from "../shared/base/errors.ts";
import type { Fact } from "../shared/conversation/journal.ts";
import type { KeptMessage } from "../shared/ports/kept-messages.ts";
import type { Kind } from "../shared/ports/topic.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import { readTimer } from "../shared/turn/queue-messages.ts";
import { inOrderOfTime } from "./in-order-of-time.ts";
import type { Operator } from "./operator.ts";
import { refuseUnknownAgent } from "./refuse-unknown-agent.ts";
import type { NewReplay } from "./replay-request.ts";

/** The facts that may lead to a turn, of what topics retain and was asked for, oldest first. What no function can read is left out. */
export async function* readRetainedFacts(request: NewReplay, operator: Operator): AsyncIterable<Fact> {
  const { kinds, conversation, agent } = request;
  const directory = await operator.directory();
  refuseUnknownAgent("replay an agent", agent, directory.agents);
  const range = { from: new Date(request.from), to: new Date(request.to) };
  const topics = kinds
    .filter((kind) => kind !== "receipt")
    .map((kind) => ({ kind, messages: operator.retained.read(kind, range) }));
  for await (const { kind, kept } of inOrderOfTime(topics)) {
    const fact = kept.message.attributes.replay === undefined ? readFact(kind, kept, directory) : undefined;
    if (fact === undefined || (conversation ?? fact.conversation) !== fact.conversation) continue;
    if ((agent ?? fact.agent) === fact.agent) yield fact;
  }
}

function readFact(kind: Kind, { message, published }: KeptMessage, directory: AgentDirectory): Fact | undefined {
  try {
    if (kind === "message") return parseAs("message")(message);
    if (kind === "event") return parseAs("event")(message);
    if (kind === "deadline") return readTimer(message);
    return readOutbound(directory, { now: () => published })(message, published);
  } catch (error) {
    // Its function makes a dead letter of it: there is no turn.
    if (error instanceof PermanentError) return undefined;
    throw error;
  }
}
