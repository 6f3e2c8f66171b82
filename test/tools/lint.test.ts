import { expect, it } from "vitest";
import { copyTree } from "../support/tree.ts";

const FIX = "Run `npm run fix`: it fixes the format, and whatever else it safely can.\n";

it("npm run check names the command that fixes the format", async () => {
  await using tree = await copyTree(["biome.json", ".gitignore", "package.json", "tools"]);
  expect(await tree.run("tools/lint.ts")).toMatchObject({ code: 0 });
  await tree.write("shared/odd.ts", "export   const odd = 1\n");
  expect(await tree.run("tools/lint.ts")).toEqual({ code: 1, output: expect.stringContaining(FIX) });
  expect(await tree.run("node_modules/@biomejs/biome/bin/biome", "check", "--write", ".")).toMatchObject({ code: 0 });
  expect(await tree.run("tools/lint.ts")).toMatchObject({ code: 0 });
});

it("leaves the format of bot/ and examples/ to whoever writes there", async () => {
  await using tree = await copyTree(["biome.json", ".gitignore", "package.json", "tools"]);
  for (const folder of ["bot", "examples/mine"]) await tree.write(`${folder}/odd.ts`, "export   const odd:any = 1\n");
  expect(await tree.run("tools/lint.ts")).toMatchObject({ code: 0 });
});
