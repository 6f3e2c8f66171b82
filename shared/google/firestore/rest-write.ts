import {
  type DocumentWrite,
  isChange,
  isMembers,
  type MemberChange,
  type Members,
} from "../../store/document-store.ts";
import { writeFields, writeValue } from "./rest-value.ts";

/** A part of a field path that needs no quotes. */
const PLAIN = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

/** A member by the names that lead to it. */
interface Place {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Writes one write as Firestore's JSON has it. A mask names the members that are replaced, or that are gone where the document
 * has none; what the store works out comes as transforms, beside them.
 * @param name The document's full name.
 * @see https://cloud.google.com/firestore/docs/reference/rest/v1/Write
 */
export function writeWrite(write: DocumentWrite, name: string): Members {
  switch (write.do) {
    case "delete":
      return { delete: name };
    case "create":
      return { ...update(name, write.members), currentDocument: { exists: false } };
    case "merge":
      return { ...update(name, write.members), updateMask: mask(leaves(write.members)) };
    case "update": {
      const members = Object.entries(write.members).map(([dotted, value]) => ({ path: dotted.split("."), value }));
      const currentDocument = write.version === "any" ? { exists: true } : { updateTime: write.version };
      return { ...update(name, nest(members)), updateMask: mask(members), currentDocument };
    }
  }
}

function update(name: string, members: Members): Members {
  const updateTransforms = leaves(members).flatMap(({ path, value }) =>
    isChange(value) ? transform(path, value) : [],
  );
  return {
    update: { name, fields: writeFields(members) },
    ...(updateTransforms.length > 0 ? { updateTransforms } : {}),
  };
}

function mask(places: readonly Place[]): Members {
  const replaced = places.filter(({ value }) => value !== undefined && (!isChange(value) || value.to === "gone"));
  return { fieldPaths: replaced.map(({ path }) => fieldPath(path)) };
}

function transform(path: readonly string[], change: MemberChange): readonly Members[] {
  switch (change.to) {
    case "gone":
      return [];
    case "earliest":
      return [{ fieldPath: fieldPath(path), minimum: writeValue(change.ms) }];
    case "plus":
      return [{ fieldPath: fieldPath(path), increment: writeValue(change.n) }];
  }
}

/** All that is no object with members. */
function leaves(members: Members, path: readonly string[] = []): readonly Place[] {
  return Object.entries(members).flatMap(([name, value]) => {
    const at = [...path, name];
    const isInner = !isChange(value) && isMembers(value) && Object.keys(value).length > 0;
    return isInner ? leaves(value, at) : [{ path: at, value }];
  });
}

/** The members at their places, as objects in each other. */
function nest(places: readonly Place[]): Members {
  return places.reduce<Members>((members, { path, value }) => put(members, path, value), {});
}

function put(members: Members, [name = "", ...inner]: readonly string[], value: unknown): Members {
  const known = members[name];
  const placed = inner.length === 0 ? value : put(isMembers(known) ? known : {}, inner, value);
  return { ...members, [name]: placed };
}

function fieldPath(path: readonly string[]): string {
  return path.map((name) => (PLAIN.test(name) ? name : `\`${name.replace(/[\\`]/g, "\\$&")}\``)).join(".");
}

/** True for a write that makes another change when it is repeated. */
export function addsUp(write: DocumentWrite): boolean {
  return write.do !== "delete" && leaves(write.members).some(({ value }) => isChange(value) && value.to === "plus");
}

/** True for what is lost where the document is not as it takes for granted. */
export function isConditional({ do: what }: DocumentWrite): boolean {
  return what === "create" || what === "update";
}
