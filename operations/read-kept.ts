import type { KeptMessage } from "../shared/ports/kept-messages.ts";
import { deadLetterTopic } from "../shared/ports/topic.ts";
import { describeKept, type KeptFact } from "./describe-kept.ts";
import type { KeptKind } from "./kept-choice.ts";
import type { Operator } from "./operator.ts";

/** A kept message, and what is told of it. */
export interface KeptOne {
  readonly kept: KeptMessage;
  readonly fact: KeptFact;
}

/** What is kept of one kind, in an operator's hand until it is disposed of. */
export interface HeldKept extends AsyncDisposable {
  /** Ends early when the signal aborts. */
  read(signal: AbortSignal): AsyncIterable<KeptOne>;
  remove(ones: readonly KeptOne[]): Promise<void>;
}

const LISTEN_EVERY = 100;

/** Takes hold of what is kept of one kind. */
export async function holdKept(
  kind: KeptKind,
  { kept: port, clock }: Pick<Operator, "kept" | "clock">,
): Promise<HeldKept> {
  const held = await port.hold(kind === "parked" ? kind : deadLetterTopic(kind));
  return {
    async *read(signal) {
      let count = 0;
      for await (const kept of held.read()) {
        count += 1;
        // An embedded database lets nothing else happen meanwhile: Ctrl-C must be heard.
        if (count % LISTEN_EVERY === 0) await clock.sleep(0);
        if (signal.aborted) return;
        yield { kept, fact: describeKept(kind, kept) };
      }
    },
    remove: (ones) => held.remove(ones.map(({ kept }) => kept)),
    [Symbol.asyncDispose]: () => held.close(),
  };
}

/** Reads what is kept of some kinds, one after the other. All is given back, of each kind when it was read. */
export async function* readKept(
  kinds: readonly KeptKind[],
  operator: Pick<Operator, "kept" | "clock">,
  signal: AbortSignal,
): AsyncGenerator<KeptOne> {
  for (const kind of kinds) {
    if (signal.aborted) return;
    await using held = await holdKept(kind, operator);
    yield* held.read(signal);
  }
}
