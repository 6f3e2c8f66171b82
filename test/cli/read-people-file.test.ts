import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPeopleFile } from "../../cli/read-people-file.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const [ADA, BEN] = ["+447700900123", "+447700900124"];

function read(content: string | Buffer) {
  const file = join(anyFolder(), "people.csv");
  writeFileSync(file, content);
  return readPeopleFile(file);
}

describe("readPeopleFile()", () => {
  it.each([
    [
      "a byte order mark, and rows that are empty",
      `\uFEFFphone,name\r\n${ADA},Ada\r\n,\r\n\r\n , \r\n${BEN},Ben\r\n,\r\n`,
    ],
    ["quotes", `"phone","name"\n"${ADA}","Ada"\n"",""\n\n\n"${BEN}","Ben"`],
    ["semicolons, and columns without a name", `phone;name;;\n${ADA};Ada;;\n;;;\n;;;\n${BEN};Ben;;\n`],
  ])("reads the people of a list with %s", async (_, text) => {
    const { people, mistakes } = await read(text);
    expect([people.map(({ fields: { phone, name } }) => [phone, name]), mistakes]).toEqual([
      [
        [ADA, "Ada"],
        [BEN, "Ben"],
      ],
      [],
    ]);
    expect(people.map(({ line }) => text.split("\n")[line - 1]?.includes(BEN))).toEqual([false, true]);
  });

  it("tells which columns have the same name, of which only one could be said", async () => {
    const { mistakes } = await read(`phone,name,city,name\n${ADA},Ada,Leeds,Lovelace\n`);
    expect(mistakes).toEqual([{ line: 1, what: "columns 2 and 4 have the same name" }]);
  });

  it("refuses a list in another encoding than UTF-8 and UTF-16, whose letters would be said as other ones", async () => {
    await expect(read(Buffer.from(`phone,name\n${ADA},Ren\u00e9e\n`, "latin1"))).rejects.toThrow(
      /expected text in UTF-8/,
    );
    const wide = Buffer.from(`\uFEFFphone,name\n${ADA},Ren\u00e9e\n`, "utf16le");
    expect((await read(wide)).people).toMatchObject([{ fields: { name: "Ren\u00e9e" } }]);
  });
});
