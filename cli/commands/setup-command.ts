import type { Command } from "commander";
import { addCommand, addRegion, type CommonOptions } from "./command.ts";

/** What every command that sets up an agent can be told. */
export type SetupOptions = CommonOptions & { readonly agent?: string };

/** Adds a command that sets up an agent: its own options follow. */
export function setupCommand(
  group: Command,
  name: string,
  description: string,
  more: { readonly isDefault?: boolean } = {},
): Command {
  return addRegion(addCommand(group, name, description, more)).option(
    "--agent <id>",
    "the agent of RCS (default: the only one)",
  );
}
