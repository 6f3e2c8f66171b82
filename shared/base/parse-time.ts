const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
const DAY_LENGTH = "2026-12-31".length;

/** The time that an RFC 3339 text names; `undefined` when it names none, or a day that its month lacks. */
export function parseTime(text: string): Date | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const [at, day] = [new Date(text), new Date(text.slice(0, DAY_LENGTH))];
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, DAY_LENGTH));
  return isDay && !Number.isNaN(at.getTime()) ? at : undefined;
}
