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

function codeOf(error: Error): string | undefined {
  const code = "code" in error ? error.code : undefined;
  if (typeof code === "number") return Math.abs(code) < 1000 ? String(code) : undefined;
  return typeof code === "string" && CODE.test(code) ? code : undefined;
}

/**
 * The first place of the stack. The stack begins with the message, which may itself hold a line that looks like a place: where the
 * message was changed since, nothing tells where it ends.
 */
function placeOf({ message, stack }: Error): string | undefined {
  if (typeof stack !== "string") return undefined;
  const begins = stack.indexOf(message);
  const [end = "", first = ""] = stack.slice(begins + message.length).split("\n", 2);
  const isWhole =
    begins >= 0 && !stack.slice(0, begins).includes("\n") && (message === "" ? NAME.test(end) : end === "");
  const place = isWhole ? PLACE.exec(first.slice(0, MAX_PLACE))?.[1] : undefined;
  return place === undefined ? undefined : `at ${place}`;
}
