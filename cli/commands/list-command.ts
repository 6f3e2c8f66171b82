import type { Command } from "commander";
import type { ListKeptFact, ListKeptRequest } from "../../operations/list-kept.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Console } from "../console.ts";
import { showOperation } from "./command.ts";
import { type ChoiceOptions, choiceOf } from "./kept-options.ts";
import { type KeptWords, showListed } from "./show-kept-facts.ts";

/** Has a command list what is kept. */
export function setUpList(
  command: Command,
  { operation, words }: { readonly operation: Operation<ListKeptRequest, ListKeptFact>; readonly words: KeptWords },
  console: Console,
): Command {
  return command
    .option("--each", "also list each of them", false)
    .action((options: ChoiceOptions & { readonly each: boolean }) => {
      const request = { ...choiceOf(options), each: options.each };
      return showOperation({ operation, request, options }, (told) => showListed(told, words, console), console);
    });
}
