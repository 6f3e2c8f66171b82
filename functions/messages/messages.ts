import type { HttpFunction } from "../../shared/base/http.ts";
import { isErased } from "../../shared/conversation/erasure.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { isLateOfErased, logErased } from "../../shared/turn/ignore-erased.ts";
import { keepMedia } from "../../shared/turn/keep-media.ts";
import { performer } from "../../shared/turn/performer.ts";
import { openQuietConversations, type QuietConversations } from "../../shared/turn/quiet-conversations.ts";
import { startSignals } from "../../shared/turn/read-and-typing.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { TurnOutcome } from "../../shared/turn/turn-outcome.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { aboutFact } from "../delivery-report.ts";
import { parseAs } from "../parse-as.ts";
import { onFailure } from "./on-failure.ts";
import { onMessage } from "./on-message.ts";

/** How long one file may take, and as long again its thumbnail: a user waits for the answer meanwhile. */
const FILE_TIMEOUT_MS = 12_000;

/** Takes what users say: marks it read, shows typing, keeps its files, and takes the turn that answers it. */
export function messages(engine: Engine): HttpFunction {
  const quiet = openQuietConversations();
  return subscriber<InboundMessage>(
    {
      kind: "message",
      read: parseAs("message"),
      about: aboutFact,
      handle: (message, budget, log) => answer(message, budget, { ...engine, log, quiet }),
      giveUp: (message, budget, log) =>
        takeTurn(message, onFailure, { ...engine, log, budget, perform: performer(engine) }),
    },
    engine,
  );
}

interface AnswerPorts extends Engine {
  readonly quiet: QuietConversations;
}

async function answer(message: InboundMessage, budget: TimeBudget, engine: AnswerPorts): Promise<TurnOutcome> {
  if (await isKnownErased(message, engine)) return logErased(message, engine.log);
  const signals = startSignals(message, engine, budget);
  try {
    const fact = await keepFiles(message, budget, engine);
    return await takeTurn(fact, onMessage, { ...engine, budget, typing: signals, perform: performer(engine) });
  } finally {
    await signals.end();
  }
}

/** Asked only before what a turn does not guard: a copy of a file, and READ and typing for what comes late. */
async function isKnownErased(message: InboundMessage, { media, ...engine }: AnswerPorts): Promise<boolean> {
  const isCopied = media !== undefined && message.content.type === "file";
  if (isCopied) return isErased(message, (await engine.history.load(message.conversation)).state);
  return isLateOfErased(message, engine);
}

async function keepFiles(
  message: InboundMessage,
  budget: TimeBudget,
  { media, log, clock }: Engine,
): Promise<InboundMessage> {
  if (media === undefined) return message;
  const content = await keepMedia(
    message,
    { ...media, log, clock, timeoutMs: FILE_TIMEOUT_MS, begin: budget.begin },
    budget.signal,
  );
  return { ...message, content };
}
