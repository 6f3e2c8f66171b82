import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeWholeFile } from "../../cli/write-whole-file.ts";
import { anyFolder } from "../support/temporary-folder.ts";

describe("writeWholeFile()", () => {
  it("replaces a file", async () => {
    const file = join(anyFolder(), "report.html");
    for (const text of ["one", "two"]) await writeWholeFile(file, text);
    expect([readFileSync(file, "utf8"), existsSync(`${file}.part`)]).toEqual(["two", false]);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "leaves what stood there where the disk is full, and names the file",
    async () => {
      const file = join(anyFolder(), "report.html");
      writeFileSync(file, "of yesterday");
      symlinkSync("/dev/full", `${file}.part`);
      await expect(writeWholeFile(file, "of today")).rejects.toThrow(/^Cannot write .*report\.html.*: ENOSPC/);
      expect([readFileSync(file, "utf8"), existsSync(`${file}.part`)]).toEqual(["of yesterday", false]);
    },
  );
});
