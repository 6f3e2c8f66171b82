import type { Command } from "commander";
import type { KeptId } from "../../operations/kept-choice.ts";
import type { Operation } from "../../operations/operation.ts";
import type { RedriveFact, RedriveRequest } from "../../operations/redrive-facts.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { confirmChange, showOperation } from "./command.ts";
import { choiceOf, type RedriveOptions } from "./kept-options.ts";
import { type KeptWords, showRedriven } from "./show-kept-facts.ts";
import { who } from "./who.ts";

/** What a command redrives, and how it is called. */
interface Redriven {
  readonly operation: Operation<RedriveRequest, RedriveFact>;
  readonly words: KeptWords;
}

/** Redrives what was chosen. It asks first where that changes a project, and says how to go on when it is stopped. */
export async function runRedrive(
  {
    ids,
    options,
    command,
  }: { readonly ids: readonly KeptId[]; readonly options: RedriveOptions; readonly command: Command },
  { operation, words }: Redriven,
  console: Console,
): Promise<void> {
  const choice = choiceOf(options, ids);
  if (Object.keys(choice).length === 0 && !options.all) {
    command.error(`error: expected ids, options that choose ${words.many}, or --all`, { exitCode: 2 });
  }
  if (!options.dryRun) {
    const what = ids.length === 0 ? `these ${words.many}` : ids.join(", ");
    await confirmChange(`Redrive ${what}`, { options, isSure: options.yes }, console);
  }
  const request = {
    ...choice,
    ...boundsOf(options),
    by: await who(options),
  };
  let count = 0;
  try {
    await showOperation(
      { operation, request, options },
      (told) => {
        if (told.type === "redriven") count += 1;
        return showRedriven(told, words, console);
      },
      console,
    );
  } finally {
    if (console.isStopped()) {
      console.warn(`Stopped after ${count}. Nothing is lost: the same command goes on with what is left.`);
    }
  }
}

function boundsOf({ limit, batch, settle, dryRun }: RedriveOptions) {
  return {
    isDryRun: dryRun,
    ...present({ limit, batch, settleMs: settle === undefined ? undefined : settle * 1000 }),
  };
}
