import { type Command, Option } from "commander";
import type { Operation } from "../../operations/operation.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { runOperation } from "../run-operation.ts";
import { chooseTarget, DEFAULT_DATA, type Target, type TargetOptions } from "../target.ts";

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
    .option("--database <name>", "its Firestore database (default: as the prefix; over the emulators, (default))")
    .addOption(new Option("--data <file>", "the embedded database").default(DEFAULT_DATA))
    .option("--json", "tell each fact as a line of JSON", false)
    .optionsGroup("Options:");
}

/** Adds the option that says where a deployment's functions are. */
export function addRegion(command: Command): Command {
  return command
    .optionsGroup("Which deployment:")
    .option("--region <name>", "where its functions are and its timers wait, such as europe-west1")
    .optionsGroup("Options:");
}

/** The options that name the same deployment, for a command that is told to be run next. */
export function sameDeployment({ project, region, prefix, database, data }: TargetOptions): string {
  const named = present({ project, region, prefix, database, data: data === DEFAULT_DATA ? undefined : data });
  return Object.entries(named)
    .map(([name, value]) => ` --${name} ${value}`)
    .join("");
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
  using _ = console.working();
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
