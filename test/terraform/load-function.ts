/**
 * Loads a built function with the environment of this process, as the functions framework would, and prints the variables that
 * it asked for: `node test/terraform/load-function.ts <bundle> <name>`.
 */
import { createRequire } from "node:module";

const [bundle = "", name = ""] = process.argv.slice(2);
const asked = new Set<string>();
process.env = new Proxy(process.env, {
  get(variables, variable: string) {
    asked.add(variable);
    return variables[variable];
  },
});
const exported: Readonly<Record<string, unknown>> = createRequire(import.meta.url)(bundle);
if (typeof exported[name] !== "function") throw new Error(`Cannot start ${name}: ${bundle} does not export it`);
// What it begins to read meanwhile is nobody's here.
process.stdout.write(JSON.stringify([...asked]), () => process.exit());
