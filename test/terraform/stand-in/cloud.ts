import { randomUUID } from "node:crypto";
import type { PlannedChange, Refusal } from "./platform.ts";
import { isObject, type Value } from "./value.ts";

/** What the provider keeps beside a resource in the state: which one it is at Google. */
export type CloudId = Uint8Array;

/** Everything that was made at Google and not deleted since. */
export interface Cloud {
  /** Why a change cannot be made beside what there is. */
  readonly refuse: (change: PlannedChange) => Refusal | undefined;
  /** Carries out a change, and says which resource it was. */
  readonly change: (change: PlannedChange, id: CloudId) => CloudId;
  /** Takes what a state brings along, and nobody made here, for made. */
  readonly adopt: (type: string, value: Value, id: CloudId) => CloudId;
  /** Each with all its arguments, in a fixed order. */
  readonly list: () => readonly string[];
}

/** What is there. */
interface Made {
  readonly type: string;
  readonly value: Value;
}

/** Begins empty. */
export function openCloud(): Cloud {
  const made = new Map<string, Made>();

  function keep(type: string, value: Value, id: string): CloudId {
    made.set(id, { type, value });
    return Buffer.from(id);
  }

  function remove(name: string, { type, value }: Made): CloudId {
    const { name: bucket, deletion_policy: policy } = isObject(value) ? value : {};
    if (policy === "ABANDON") return Buffer.from(name);
    const inside = type === "google_storage_bucket" ? [...made].filter(([, one]) => isIn(one, bucket)) : [];
    for (const [gone] of [...inside, [name]]) made.delete(gone);
    return Buffer.from(name);
  }

  return {
    refuse({ type, action, value }) {
      const others = [...made.values()];
      if (action === "create" && others.some((one) => hasSameName(one, { type, value })))
        return { why: `Error 409: a ${type} of this name is there already` };
      if (action === "delete" && isUsed({ type, value }, others))
        return { why: `Error 400: cannot delete a ${type} that a policy uses` };
      return undefined;
    },
    change({ type, action, value }, id) {
      const name = action === "create" ? randomUUID() : nameOf(id);
      return action === "delete" ? remove(name, { type, value }) : keep(type, value, name);
    },
    adopt(type, value, id) {
      const name = nameOf(id);
      return made.has(name) ? id : keep(type, value, name || randomUUID());
    },
    list: () => [...made.values()].map(({ type, value }) => `${type} ${JSON.stringify(value)}`).toSorted(),
  };
}

function isIn({ type, value }: Made, bucket: Value | undefined): boolean {
  return type === "google_storage_bucket_object" && isObject(value) && value.bucket === bucket;
}

/** What policies name, and by what. */
const NAMED_BY: Readonly<Record<string, string>> = {
  google_monitoring_notification_channel: "id",
  google_monitoring_uptime_check_config: "uptime_check_id",
};

/** Whether a policy names it, and no other one that could be meant: of equal ones, all have the same id here. */
function isUsed({ type, value }: Made, others: readonly Made[]): boolean {
  const member = NAMED_BY[type];
  if (member === undefined || !isObject(value)) return false;
  const name = JSON.stringify(value[member]).slice(1, -1);
  const twins = others.filter((one) => one.type === type && isObject(one.value) && one.value[member] === value[member]);
  const policies = others.filter((one) => one.type === "google_monitoring_alert_policy");
  return twins.length === 1 && policies.some((one) => JSON.stringify(one.value).includes(name));
}

/** Of load balancers and buckets, whose names a configuration sets, and of which none is of a place. */
function hasSameName(one: Made, other: Made): boolean {
  if (one.type !== other.type || !/^google_(compute_|storage_bucket$)/.test(one.type)) return false;
  const [name, others] = [one.value, other.value].map((value) => (isObject(value) ? value.name : undefined));
  return typeof name === "string" && name === others;
}

function nameOf(id: CloudId): string {
  return Buffer.from(id).toString();
}
