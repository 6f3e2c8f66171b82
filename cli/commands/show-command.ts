import type { KeptId } from "../../operations/kept-choice.ts";
import { showKept } from "../../operations/show-kept.ts";
import type { Console } from "../console.ts";
import { chooseTarget } from "../target.ts";
import { whoAmI } from "../who-am-i.ts";
import { type CommonOptions, confirmChange, showOperation } from "./command.ts";
import { showOne } from "./show-kept-facts.ts";

/** The options of a command that shows one kept message. */
export interface ShowOptions extends CommonOptions {
  readonly unmasked: boolean;
  readonly yes: boolean;
}

/** Shows one kept message: masked, or as it is, which leaves a record. */
export async function runShow(id: KeptId, options: ShowOptions, console: Console): Promise<void> {
  const isUnmasked = options.unmasked;
  if (isUnmasked) {
    const what = `Show what a person has said in ${id}, and leave a record that you looked,`;
    await confirmChange(what, { options, isSure: options.yes }, console);
  }
  const who = isUnmasked ? await whoAmI(chooseTarget(options, process.env), process.env) : "nobody";
  const request = { id, isUnmasked, who };
  await showOperation({ operation: showKept, request, options }, showOne, console);
}
