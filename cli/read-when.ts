import { InvalidArgumentError } from "commander";
import { parseTime } from "../shared/base/parse-time.ts";

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const AGO = /^(\d{1,4})([mhd])$/;

/** Reads a time in RFC 3339, or how long ago it was, such as `90m`, `2h` or `7d`. @throws InvalidArgumentError */
export function readWhen(value: string, nowMs: number = Date.now()): string {
  const [, count, unit = ""] = AGO.exec(value) ?? [];
  const at = count === undefined ? parseTime(value) : new Date(nowMs - Number(count) * (UNITS_MS[unit] ?? 0));
  if (at !== undefined) return at.toISOString();
  throw new InvalidArgumentError("Expected a time such as 2027-01-01T08:00:00Z, or how long ago: 90m, 2h, 7d.");
}
