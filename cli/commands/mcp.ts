import type { Command } from "commander";
import type { Console } from "../console.ts";
import { readPort } from "../options.ts";

const EXAMPLES = `
A coding assistant that speaks the Model Context Protocol starts it by itself: tell it this command line, in this folder. It then
tries the bot as users do, and learns why an answer was wrong. It keeps nothing, and ends when the assistant does.

Examples:
  npx heliograph mcp
  npx heliograph mcp --page-port 0
`;

/** `heliograph mcp` */
export function addMcp(program: Command, console: Console): void {
  program
    .command("mcp")
    .description("Lets a coding assistant try the bot of this folder, over stdio.")
    .option(
      "--page-port <n>",
      "where the page listens on which one can watch (default: 8081, or a free one)",
      (value) => readPort("--page-port", value),
    )
    .addHelpText("after", EXAMPLES)
    .action(async ({ pagePort }: { readonly pagePort?: number }) => {
      // Read late: no other command needs the simulator and the functions.
      const { serveMcp } = await import("../mcp/serve-mcp.ts");
      await serveMcp({ pagePort }, console);
    });
}
