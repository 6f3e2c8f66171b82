import { describe, expect, it } from "vitest";
import { exportPerson } from "../../operations/export.ts";
import { noSignal } from "../support/media-parts.ts";
import { foundIn, live, openErasable, SECRET_WORDS } from "./erase-bench.ts";

describe("export", { timeout: 60_000 }, () => {
  it("tells all that is kept of a person, and keeps a record of who looked", async () => {
    const bench = await openErasable();
    await using _ = bench.scene;
    const ada = await live(bench);
    const told = await Array.fromAsync(
      exportPerson.run({ person: ada.address, by: "tester" }, bench.operator, noSignal()),
    );
    expect(new Set(told.map(({ store }) => store))).toEqual(new Set(["state", "turn", "timers", "media", "retained"]));
    expect(foundIn(JSON.stringify(told), ada)).toEqual([ada.address, ada.address.slice(1), SECRET_WORDS]);
    const [found] = await bench.operator.documents.query({ collection: "audit", limit: 9 });
    expect(found?.members).toMatchObject({
      by: "tester",
      did: "export",
      about: { conversations: [ada.conversation] },
    });
  });
});
