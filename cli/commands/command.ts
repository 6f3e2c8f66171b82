import { type Command, Option } from "commander";
import type { Operation } from "../../operations/operation.ts";
import type { Console } from "../console.ts";
import { runOperation } from "../run-operation.ts";
import { chooseTarget, type Target, type TargetOptions } from "../target.ts";

/** What every command that operates on a deployment can be told. */
export interface CommonOptions extends TargetOptions {
  readonly json: boolean;
}

/** Adds a command that operates on a deployment: its own options follow. */
export function addCommand(
  program: Command,
  name: string,
  description: string,
  { isDefault = false }: { readonly isDefault?: boolean } = {},
): Command {
  return program
    .command(name, { isDefault })
    .description(description)
    .optionsGroup("Which deployment:")
    .option("--project <id>", "a project on Google Cloud")
    .option("--prefix <name>", "its topics' prefix (default: heliograph)")
    .option("--database <name>", "its Firestore database (default: (default))")
    .addOption(new Option("--data <file>", "the embedded database").default(".heliograph/local.sqlite"))
    .option("--json", "tell each fact as a line of JSON", false)
    .optionsGroup("Options:");
}

/** Does an operation and shows each fact: as JSON, or in the lines of `show`, where it has any. */
export async function showOperation<Request, Told>(
  {
    operation,
    request,
    options,
    note,
  }: {
    readonly operation: Operation<Request, Told>;
    readonly request: Request;
    readonly options: CommonOptions;
    readonly note?: (told: Told) => void;
  },
  show: (told: Told) => string | undefined,
  console: Console,
): Promise<void> {
  const target = chooseTarget(options, process.env);
  for await (const told of runOperation(operation, request, { target, signal: console.signal })) {
    note?.(told);
    const shown = options.json ? JSON.stringify(told) : show(told);
    for (const line of shown?.split("\n") ?? []) console.print(line);
  }
}

/** Asks before a project on Google Cloud is changed. @throws Error when the answer is no. */
export async function confirmChange(
  what: string,
  { options, isSure }: { readonly options: CommonOptions; readonly isSure: boolean },
  console: Console,
): Promise<void> {
  const target: Target = chooseTarget(options, process.env);
  if (target.type !== "deployed" || isSure) return;
  if (await console.confirm(`${what} in the project ${target.env.GOOGLE_CLOUD_PROJECT}?`)) return;
  throw new Error("Nothing was changed");
}
