import { BotError, NotDurableError, PermanentError, SettingsError, TransientError } from "./errors.ts";

/** Our own errors, whose messages quote nobody. */
const OURS = [PermanentError, TransientError, NotDurableError, SettingsError, BotError];

/** What a language or a library calls its errors. Any other name may hold whatever its author put there. */
const NAME = /^(?:[A-Z][a-z]+){0,4}(?:Error|Exception)$/;
/** As Node and the system write them. */
const CODE = /^(?:ERR_[A-Z_]{1,60}|E[A-Z0-9]{2,15})$/;
const MAX_PLACE = 500;
/** A line of a file. What stands before it in a stack may be a name that a bot has made of a user's words. */
const PLACE = /^ {4}at .*?\(?((?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()\n]*:\d+:\d+)\)?$/;

/**
 * Describes an error without its input: the messages of our own errors are safe; of any other error, only the name, the code and
 * the place are logged, and only where they look like a program's, because each may quote a customer.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause === undefined ? "" : ` (${describeError(error.cause)})`;
  if (OURS.some((kind) => error instanceof kind)) return `${error.message}${cause}`;
  const name = NAME.test(error.name) ? error.name : "Error";
  const told = [name, codeOf(error), placeOf(error)].filter((word) => word !== undefined);
  return `${told.join(" ")}${cause}`;
}

/** An error, as a log line tells it. */
export interface ToldError {
  readonly error: string;
  /** Where it was thrown, one place a line, from the inside out. Missing where none of it is in our code. */
  readonly stack?: string;
}

/** How many places tell enough. */
const MAX_FRAMES = 10;
/** The folder of the code, as stacks write it: that of the bundle, or the one above `shared`. */
const ROOT = placeIn(framesOf(new Error("Where"))[0])?.replace(/(shared\/base\/)?[^/]*$/, "");
/** Below that folder: a path of ours has no other characters. */
const OUR_PLACE = /^[\w./-]+:\d+:\d+$/;

/**
 * Tells an error and the places of its stack. A function may be named after a user's words, and a name may hold lines that look
 * like places: so only places in our own code are told, without names and without the folder.
 */
export function tellError(error: unknown): ToldError {
  const frames = error instanceof Error ? framesOf(error) : [];
  const lines = frames.flatMap((frame) => ourPlaceIn(frame) ?? []).slice(0, MAX_FRAMES);
  return {
    error: describeError(error),
    ...(lines.length === 0 ? {} : { stack: lines.map((place) => `    at ${place}`).join("\n") }),
  };
}

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "number") return Math.abs(code) < 1000 ? String(code) : undefined;
  return typeof code === "string" && CODE.test(code) ? code : undefined;
}

/** The first place of the stack. */
function placeOf(error: Error): string | undefined {
  const place = placeIn(framesOf(error)[0]);
  return place === undefined ? undefined : `at ${place}`;
}

/**
 * The lines after the message, with which the stack begins. It may itself hold a line that looks like a place: where the message
 * was changed since, nothing tells where it ends.
 */
function framesOf({ message, stack }: Error): readonly string[] {
  if (typeof stack !== "string") return [];
  const begins = stack.indexOf(message);
  const [end = "", ...frames] = stack.slice(begins + message.length).split("\n");
  const isWhole =
    begins >= 0 && !stack.slice(0, begins).includes("\n") && (message === "" ? NAME.test(end) : end === "");
  return isWhole ? frames : [];
}

/** The place without the folder; `undefined` outside of our code. */
function ourPlaceIn(frame: string): string | undefined {
  const place = placeIn(frame);
  if (ROOT === undefined || place?.startsWith(ROOT) !== true) return undefined;
  const ours = place.slice(ROOT.length);
  return OUR_PLACE.test(ours) ? ours : undefined;
}

function placeIn(frame = ""): string | undefined {
  return PLACE.exec(frame.slice(0, MAX_PLACE))?.[1];
}
