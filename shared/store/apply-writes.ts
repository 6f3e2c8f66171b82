import {
  type DocumentWrite,
  isChange,
  isMembers,
  type MemberChange,
  type Members,
  type StoredDocument,
} from "./document-store.ts";

/** What a write makes of a document. */
export interface AppliedWrite {
  readonly path: string;
  readonly before: StoredDocument | undefined;
  /** The very members from before when the write changes nothing; `undefined` when it is deleted. */
  readonly members: Members | undefined;
}

/** Says what Firestore would make of documents, each of which is written once; `undefined` when a precondition fails. */
export function applyWrites(
  writes: readonly DocumentWrite[],
  find: (path: string) => StoredDocument | undefined,
): readonly AppliedWrite[] | undefined {
  const applied: AppliedWrite[] = [];
  for (const write of writes) {
    const before = find(write.path);
    if (isLost(write, before)) return undefined;
    applied.push({ path: write.path, before, members: applyWrite(write, before?.members) });
  }
  return applied;
}

function isLost(write: DocumentWrite, before: StoredDocument | undefined): boolean {
  if (write.do === "create") return before !== undefined;
  if (write.do !== "update") return false;
  return before === undefined || (write.version !== "any" && before.version !== write.version);
}

function applyWrite(write: DocumentWrite, before: Members = {}): Members | undefined {
  if (write.do === "delete") return undefined;
  if (write.do !== "update") return merge(before, write.members);
  const changes = Object.entries(write.members);
  return changes.reduce((members, [name, value]) => replaceAt(members, name.split("."), value), before);
}

function replaceAt(known: Members, [name = "", ...inner]: readonly string[], value: unknown): Members {
  const old = known[name];
  if (inner.length > 0) return put(known, { [name]: replaceAt(isMembers(old) ? old : {}, inner, value) });
  if (isChange(value) || !isMembers(value)) return put(known, { [name]: written(old, value) });
  return isSame(old, value) ? known : put(known, { [name]: merge({}, value) });
}

function merge(known: Members, change: Members): Members {
  const values: Record<string, unknown> = {};
  for (const name in change) {
    if (change[name] !== undefined) values[name] = written(known[name], change[name]);
  }
  return put(known, values);
}

/** What a member is after a value was written over it; `undefined` when it is gone. */
function written(old: unknown, value: unknown): unknown {
  if (isChange(value)) return changed(typeof old === "number" ? old : undefined, value);
  // A merge replaces only what it names, and of an empty object it can name no member.
  if (isMembers(value) && Object.keys(value).length > 0) return merge(isMembers(old) ? old : {}, value);
  if (isSame(old, value)) return old;
  return Array.isArray(value) ? structuredClone(value) : value;
}

function changed(old: number | undefined, change: MemberChange): number | undefined {
  switch (change.to) {
    case "gone":
      return undefined;
    case "plus":
      return (old ?? 0) + change.n;
    case "earliest":
      return Math.min(old ?? change.ms, change.ms);
  }
}

/** The members with these values; the very same when they have them already. An `undefined` takes the member away. */
function put(known: Members, values: Members): Members {
  let copy: Record<string, unknown> | undefined;
  for (const name in values) {
    if (known[name] === values[name]) continue;
    copy ??= { ...known };
    if (values[name] === undefined) delete copy[name];
    else copy[name] = values[name];
  }
  return copy ?? known;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return one === other;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const others = Object.keys(other).filter((name) => other[name] !== undefined);
  return names.length === others.length && names.every((name) => isSame(one[name], other[name]));
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}
