/** What `make` makes, made when it is first asked for: a cold process does not pay for what nobody asks for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
