import { randomUUID } from "node:crypto";
import type { PlannedChange } from "./platform.ts";
import type { Value } from "./value.ts";

/** What the provider keeps beside a resource in the state: which one it is at Google. */
export type CloudId = Uint8Array;

/** Everything that was made at Google and not deleted since. */
export interface Cloud {
  /** Carries out a change, and says which resource it was. */
  readonly change: (change: PlannedChange, id: CloudId) => CloudId;
  /** Takes what a state brings along, and nobody made here, for made. */
  readonly adopt: (type: string, value: Value, id: CloudId) => CloudId;
  /** Each with all its arguments, in a fixed order. */
  readonly list: () => readonly string[];
}

/** Begins empty. */
export function openCloud(): Cloud {
  const made = new Map<string, string>();

  function keep(type: string, value: Value, id: string): CloudId {
    made.set(id, `${type} ${JSON.stringify(value)}`);
    return Buffer.from(id);
  }

  return {
    change({ type, action, value }, id) {
      const name = action === "create" ? randomUUID() : nameOf(id);
      if (action !== "delete") return keep(type, value, name);
      made.delete(name);
      return Buffer.from(name);
    },
    adopt(type, value, id) {
      const name = nameOf(id);
      return made.has(name) ? id : keep(type, value, name || randomUUID());
    },
    list: () => [...made.values()].toSorted(),
  };
}

function nameOf(id: CloudId): string {
  return Buffer.from(id).toString();
}
