/** A value, and whether its source has ended with it. */
export interface Ahead<T> {
  readonly value: T;
  readonly isLast: boolean;
}

/**
 * Each value of a source as soon as it comes. One that ends in the same breath as its last value says so with it; a slow
 * one's value is not held back for that, and comes a second time as the last when the source ends.
 */
export async function* lookAhead<T>(source: AsyncIterable<T>): AsyncGenerator<Ahead<T>, void, undefined> {
  const values = source[Symbol.asyncIterator]();
  let next = values.next();
  let last: { readonly value: T } | undefined;
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) break;
      next = values.next();
      const isLast = await endsNow(next);
      yield { value, isLast };
      if (isLast) return;
      last = { value };
    }
    if (last !== undefined) yield { ...last, isLast: true };
  } finally {
    // Not awaited: a source that is slow ends when it gets there, and whoever stops reading goes on at once.
    values.return?.()?.catch(() => undefined);
  }
}

/** A failure is no end: it is met when the next value is awaited. */
function endsNow(next: Promise<IteratorResult<unknown>>): Promise<boolean> {
  const { promise: breath, resolve } = Promise.withResolvers<boolean>();
  setImmediate(resolve, false);
  return Promise.race([
    next.then(
      ({ done }) => done === true,
      () => false,
    ),
    breath,
  ]);
}
