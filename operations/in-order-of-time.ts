import type { KeptMessage } from "../shared/ports/kept-messages.ts";
import type { Kind } from "../shared/ports/topic.ts";

/** A message, and the topic that it was read from. */
export interface KindMessage {
  readonly kind: Kind;
  readonly kept: KeptMessage;
}

interface Source {
  readonly kind: Kind;
  readonly messages: AsyncIterator<KeptMessage>;
  /** `undefined` at its end. */
  next: KeptMessage | undefined;
}

/** The messages of several topics, each of which is read oldest first, as one. Who ends early ends all of them. */
export async function* inOrderOfTime(
  topics: readonly { readonly kind: Kind; readonly messages: AsyncIterable<KeptMessage> }[],
): AsyncIterable<KindMessage> {
  const sources: Source[] = [];
  try {
    for (const { kind, messages } of topics) {
      const source = { kind, messages: messages[Symbol.asyncIterator](), next: undefined };
      sources.push(source);
      await goOn(source);
    }
    for (let source = oldest(sources); source?.next !== undefined; source = oldest(sources)) {
      yield { kind: source.kind, kept: source.next };
      await goOn(source);
    }
  } finally {
    await Promise.all(sources.map(({ messages }) => messages.return?.()));
  }
}

async function goOn(source: Source): Promise<void> {
  const { done, value } = await source.messages.next();
  source.next = done ? undefined : value;
}

function oldest(sources: readonly Source[]): Source | undefined {
  const [first, ...others] = sources.filter(({ next }) => next !== undefined);
  return others.reduce((one, other) => (timeOf(other) < timeOf(one) ? other : one), first);
}

function timeOf(source: Source | undefined): number {
  return source?.next?.published.getTime() ?? Number.POSITIVE_INFINITY;
}
