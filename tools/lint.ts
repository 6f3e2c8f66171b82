import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIOME = fileURLToPath(new URL("../node_modules/@biomejs/biome/bin/biome", import.meta.url));

/** Checks format and rules, and says which command fixes them. */
const { status } = spawnSync(process.execPath, [BIOME, "check", "--error-on-warnings", "."], { stdio: "inherit" });
if (status !== 0) {
  process.stderr.write("Run `npm run fix`: it fixes the format, and whatever else it safely can.\n");
  process.exitCode = 1;
}
