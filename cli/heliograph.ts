import { CommanderError } from "commander";
import { NotDurableError, TransientError } from "../shared/base/errors.ts";
import { messageOf } from "../shared/base/message-of.ts";
import { type Console, EXIT, openConsole } from "./console.ts";
import { namesLast } from "./names-last.ts";
import { openProgram } from "./open-program.ts";

async function main(args: readonly string[]): Promise<number> {
  const console = openConsole(process);
  try {
    await openProgram(console).parseAsync([...namesLast(args)], { from: "user" });
  } catch (error) {
    if (!console.isStopped()) return explain(error, console);
  }
  return console.isStopped() ? EXIT.stopped : EXIT.done;
}

/** What commander refuses it has explained already. */
function explain(error: unknown, console: Console): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.notUnderstood;
  console.warn(messageOf(error));
  const reason = reasonFromAfar(error);
  if (reason !== undefined) console.warn(`  because: ${reason}`);
  return EXIT.failed;
}

/** What another service, or the way to it, has said: our own words do not quote it. */
function reasonFromAfar(error: unknown): string | undefined {
  if (!(error instanceof TransientError || error instanceof NotDurableError)) return undefined;
  let { cause } = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return cause instanceof Error && !error.message.includes(cause.message) ? cause.message.split("\n")[0] : undefined;
}

process.exitCode = await main(process.argv.slice(2));
