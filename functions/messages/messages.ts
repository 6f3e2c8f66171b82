import type { HttpFunction } from "../../shared/base/http.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { keepMedia } from "../../shared/turn/keep-media.ts";
import { performer } from "../../shared/turn/perform.ts";
import { startSignals } from "../../shared/turn/read-and-typing.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { Engine } from "../compose.ts";
import { subscriber, type TimeBudget } from "../deliver.ts";
import { parseAs } from "../parse-as.ts";
import { onMessage } from "./on-message.ts";

/** Takes what users say: recorded, marked read, answered. */
export function messages(ports: Engine): HttpFunction {
  return subscriber<InboundMessage>(
    { task: "message", read: parseAs("message"), handle: (message, delivery) => answer(message, delivery, ports) },
    ports,
  );
}

async function answer(message: InboundMessage, { deadline, signal }: TimeBudget, ports: Engine): Promise<void> {
  const typing = startSignals(message, ports, signal);
  try {
    if (ports.history.isCold?.()) await typing.first;
    const fact = await keepFiles(message, signal, ports);
    await takeTurn(
      { fact, decide: (state, committed) => onMessage(fact, state, { ...ports, signal, committed }) },
      { ...ports, deadline, typing, perform: performer(ports) },
    );
  } finally {
    await typing.end();
  }
}

/** How long one file may take: a user waits for the answer meanwhile, and most are pictures. */
const FILE_TIMEOUT_MS = 12_000;

async function keepFiles(message: InboundMessage, signal: AbortSignal, { media, log }: Engine) {
  if (media === undefined) return message;
  const content = await keepMedia(message, { ...media, log, timeoutMs: FILE_TIMEOUT_MS }, signal);
  return { ...message, content };
}
