import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const TERRAFORM = new URL("../../terraform", import.meta.url).pathname;

/** An argument whose value is a number, a duration, or a list or object that holds one. */
const NUMBER = /^\s*"?[\w-]+"?\s*=\s*(?:"[\d.]+s?"|[\d.]+$|\[[\d., ]+\]|\{.*=\s*[\d.]+\s*[,}])/;

/** A count's unit, and the first version of a secret. */
const PLAIN = [/^\s*unit\s*= "1"$/, /^\s*default\s*= "1"$/];

describe("terraform/", () => {
  it.each(globSync("**/*.tf", { cwd: TERRAFORM }))("%s gives a reason beside each number", (file) => {
    expect(unexplained(readFileSync(`${TERRAFORM}/${file}`, "utf8"))).toEqual([]);
  });

  it("finds a number without a reason", () => {
    const hcl = '# A reason\na = 1\nb = "60s"\n\nc = 2\nd = 3 # A reason\n\n# A reason\nf {\n  g = 4\n}\ne = [10, 60]';
    expect(unexplained(hcl)).toEqual(["c = 2", "e = [10, 60]"]);
  });
});

/** The lines with a number and no comment: on them, above them, or above the numbers or the opened block that they stand under. */
function unexplained(hcl: string): readonly string[] {
  const lines = hcl.split("\n");
  const isExplained = (at: number): boolean => {
    const above = lines[at - 1] ?? "";
    if (/^\s*#/.test(above)) return true;
    return (NUMBER.test(above) || above.endsWith("{")) && isExplained(at - 1);
  };
  return lines.filter(
    (line, at) =>
      NUMBER.test(line) && !line.includes("#") && !PLAIN.some((plain) => plain.test(line)) && !isExplained(at),
  );
}
