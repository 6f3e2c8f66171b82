import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { release } from "../../tools/build/release.ts";
import type { Console } from "../console.ts";

const EXAMPLE = `
Example:
  npx heliograph version
`;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** `heliograph version` */
export function addVersion(program: Command, console: Console): void {
  program
    .command("version")
    .description("Names what npm run build makes of this folder, as each log line of a deployed function names it.")
    .option("--json", "tell it as JSON", false)
    .addHelpText("after", EXAMPLE)
    .action(({ json }: { readonly json: boolean }) => {
      const name = release(ROOT);
      console.print(json ? JSON.stringify({ release: name }) : name);
    });
}
