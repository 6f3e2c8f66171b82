import { parseTime } from "../shared/base/json.ts";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGO = /^(\d+)([smhd])$/;

/** Reads a time that an option names: so long ago, or in RFC 3339. @throws Error that names the option. */
export function readMoment(option: string, value: string, now: Date): Date {
  const [, count, unit] = AGO.exec(value) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * UNITS[unit as keyof typeof UNITS]);
  const at = parseTime(value);
  if (at !== undefined) return at;
  throw new Error(`Cannot read ${option} ${value}: expected such as 2h, 7d or 2026-11-29T03:00:00Z`);
}
