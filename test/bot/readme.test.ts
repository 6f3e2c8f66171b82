import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(ROOT, "node_modules/.bin/tsc");

it("bot/README.md has examples that compile", async () => {
  const examples = [...(await readFile(join(ROOT, "bot/README.md"), "utf8")).matchAll(/```ts\n(.*?)```/gs)];
  const place = await mkdtemp(join(tmpdir(), "heliograph-readme-"));
  onTestFinished(() => rm(place, { recursive: true }));
  await cp(join(ROOT, "bot"), join(place, "bot"), { recursive: true });
  for (const name of ["shared", "examples", "node_modules", "package.json"])
    await symlink(join(ROOT, name), join(place, name));
  await writeFile(
    join(place, "tsconfig.json"),
    JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include: ["bot"] }),
  );
  await Promise.all(examples.map(([, code = ""], index) => writeFile(join(place, `bot/example-${index}.ts`), code)));
  const { stdout } = await promisify(execFile)(TSC, ["--noEmit"], { cwd: place }).catch((error) => error);
  expect({ stdout, examples: examples.length }).toEqual({ stdout: "", examples: 3 });
});
