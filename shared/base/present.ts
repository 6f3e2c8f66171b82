/** `T` with every member that may be `undefined` left out instead. */
export type Present<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The members that have a value. The one way to leave out an absent member: it is missing, never `undefined`, because not
 * every store takes that.
 */
export function present<T extends object>(members: T): Present<T> {
  const found: Record<string, unknown> = {};
  // A plain loop: ingress does this for every webhook, and lists of entries would take ten times as long.
  for (const name in members) {
    if (members[name] !== undefined) found[name] = members[name];
  }
  return found as Present<T>;
}
