import { describe, expect, it } from "vitest";
import { openMortals } from "../../../cli/page/mortal.ts";
import type { HttpRequest } from "../../../shared/base/http.ts";
import { gate } from "../../support/bots.ts";

const REQUEST = { method: "POST", path: "/", headers: {}, body: Buffer.alloc(0) } as unknown as HttpRequest;

describe("a function that is killed", () => {
  it("answers nothing, writes nothing and logs nothing from then on, while the next request lives", async () => {
    const [mortals, written, logged]: [ReturnType<typeof openMortals>, string[], string[]] = [openMortals(), [], []];
    const store = mortals.port({ write: async (what: string) => void written.push(what) });
    const log = mortals.log((_severity, _event, { outcome } = {}) => void logged.push(String(outcome)));
    using waiting = gate();
    const run = mortals.fn(async ({ path }) => {
      await store.write(`${path} begins`);
      await waiting.passed();
      log("INFO", "delivery_done", { outcome: path });
      await store.write(`${path} ends`);
      return { status: 200 };
    });
    const first = run({ ...REQUEST, path: "first" });
    await expect.poll(() => waiting.arrivals()).toBe(1);
    mortals.kill();
    await expect(first).rejects.toThrow("The function was killed");
    const second = run({ ...REQUEST, path: "second" });
    waiting.open();
    expect(await second).toMatchObject({ status: 200 });
    expect(written).toEqual(["first begins", "second begins", "second ends"]);
    expect(logged).toEqual(["second"]);
  });

  it("is no function that handles nothing: what runs outside of a request is not touched", async () => {
    const mortals = openMortals();
    const store = mortals.port({ read: async () => "kept" });
    mortals.kill();
    expect(await store.read()).toBe("kept");
  });
});
