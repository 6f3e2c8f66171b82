/** So many at once, of what is asked one by one. */
const AT_ONCE = 50;

/** Parts of at most so many. */
export function partsOf<T>(all: readonly T[], size = AT_ONCE): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}
