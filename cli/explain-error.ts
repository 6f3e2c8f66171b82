import { fileURLToPath } from "node:url";
import { PermanentError, SettingsError } from "../shared/base/errors.ts";

const ROOT = new URL("..", import.meta.url);
/** Whose mistake it most likely is. */
const ADOPTERS = /[ (](bot|examples)\//;
const MAX_PLACES = 3;
/** Of a file that was read anew. */
const VERSION = /\?v=\d+:/;

/** Says all that is known of an error, with the places in the bot where it happened. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const places = placesOf(error).map((place) => `\n    ${place}`);
  const cause = error.cause === undefined ? "" : `\n  because of ${explainError(error.cause)}`;
  const name = isOurs(error) ? "" : `${error.name}: `;
  return `${name}${error.message}${places.join("")}${cause}`;
}

function isOurs(error: Error): boolean {
  return error instanceof SettingsError || error instanceof PermanentError;
}

/** The lines of the bot's own files, or else the first ones of any. */
function placesOf({ stack = "", message }: Error): readonly string[] {
  const lines = stack.replace(message, "").split("\n");
  const places = lines.filter((line) => line.startsWith("    at ")).map((line) => relative(line.trim()));
  const own = places.filter((place) => ADOPTERS.test(place));
  return (own.length > 0 ? own : places).slice(0, MAX_PLACES);
}

function relative(place: string): string {
  return place.replace(ROOT.href, "").replace(fileURLToPath(ROOT), "").replace(VERSION, ":");
}
