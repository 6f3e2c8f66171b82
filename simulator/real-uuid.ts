import { randomUUID } from "node:crypto";

/** Chance as the platform needs it: a new UUID with every call. */
export type NewUuid = () => string;

/** UUIDs that nobody can foresee. */
export const realUuid: NewUuid = () => randomUUID();
