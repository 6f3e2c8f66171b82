/**
 * Runs one command of Terraform against the stand-in provider: `npm run terraform -- <folder> <command> [arguments]`. It works on
 * a copy of the folder, from an empty state, that it forgets afterwards.
 */
import { openWorkspace } from "./terraform.ts";

const [folder, ...args] = process.argv.slice(2);
if (folder === undefined || args.length === 0) {
  throw new Error("Cannot run: expected a folder and a command of Terraform, as in `terraform plan -no-color`");
}
await using workspace = await openWorkspace(folder);
const { exitCode, stdout, stderr } = await workspace.run(...args);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
