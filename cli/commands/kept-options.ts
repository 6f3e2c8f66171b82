import { type Command, InvalidArgumentError, Option } from "commander";
import { isKeptId, type KeptChoice, type KeptId, kindOf } from "../../operations/kept-choice.ts";
import { isConversationId } from "../../shared/base/ids.ts";
import { present } from "../../shared/base/present.ts";
import { KINDS, type Kind } from "../../shared/ports/topic.ts";
import type { CommonOptions } from "./command.ts";

/** The options that choose kept messages. */
export interface ChoiceOptions extends CommonOptions {
  readonly kind?: readonly Kind[];
  readonly reason?: readonly string[];
  readonly conversation?: string;
}

/** The options of a redrive. */
export interface RedriveOptions extends ChoiceOptions {
  readonly all: boolean;
  readonly limit?: number;
  readonly batch?: number;
  readonly settle?: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Adds the options that choose kept messages. Parked webhooks have no kind and no conversation yet. */
export function addChoice(command: Command, { hasKinds }: { readonly hasKinds: boolean }): Command {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  const chosen = command.option("--reason <reason>", "only with this reason; may be repeated", collect);
  if (!hasKinds) return chosen;
  const kind = new Option("--kind <kind...>", "only of this kind").choices(KINDS);
  return chosen
    .addOption(kind)
    .option("--conversation <hash>", "only of this conversation, as the log names it", readConversation);
}

/** Adds the options of a redrive. */
export function addRedriveOptions(command: Command): Command {
  return command
    .option("--all", "all that there are", false)
    .option("--limit <n>", "at most so many", readWhole)
    .option("--batch <n>", "publish so many at once, then remove them (default: 20)", readWhole)
    .option("--dry-run", "tell what would be redriven, and change nothing", false)
    .option("--yes", "do not ask before a project on Google Cloud is changed", false);
}

/** The choice as an operation reads it. */
export function choiceOf({ kind, reason, conversation }: ChoiceOptions, ids: readonly KeptId[] = []): KeptChoice {
  return {
    ...present({ kinds: kind, reasons: reason }),
    ...(isConversationId(conversation) ? { conversation } : {}),
    ...(ids.length === 0 ? {} : { ids }),
  };
}

/** Reads the id of a dead letter, as the list shows it. @throws InvalidArgumentError */
export function readLetterId(value: string): KeptId {
  if (isKeptId(value) && kindOf(value) !== "parked") return value;
  throw new InvalidArgumentError("Expected an id that the list shows, such as message/4.");
}

/** Reads the id of a parked webhook, as the list shows it. @throws InvalidArgumentError */
export function readParkedId(value: string): KeptId {
  if (isKeptId(value) && kindOf(value) === "parked") return value;
  throw new InvalidArgumentError("Expected an id that the list shows, such as parked/5.");
}

/** Reads one of several ids. */
export function eachOf(read: (value: string) => KeptId) {
  return (value: string, before: readonly KeptId[] = []): readonly KeptId[] => [...before, read(value)];
}

/** Reads the name of a conversation. @throws InvalidArgumentError */
export function readConversation(value: string): string {
  if (isConversationId(value)) return value;
  throw new InvalidArgumentError("Expected the 43 characters of `conversation` in a log line.");
}

/** Reads a whole number. @throws InvalidArgumentError */
export function readWhole(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("Expected a whole number from 0.");
}
