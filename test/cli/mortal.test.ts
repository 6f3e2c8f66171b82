import { expect, it } from "vitest";
import { openMortals } from "../../cli/page/mortal.ts";

const REQUEST = { method: "POST", path: "/", headers: {}, body: undefined };

it("openMortals() lets nothing out of a function that was killed, neither to a port nor to the log", async () => {
  const [mortals, reached] = [openMortals(), [] as string[]];
  const port = mortals.port({ set: async (what: string) => void reached.push(what) });
  const log = mortals.log((_severity, event) => void reached.push(event));
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const run = mortals.fn(async () => {
    await port.set("before");
    begun.resolve();
    await goOn.promise;
    log("INFO", "delivery_failed");
    await port.set("after");
    return { status: 200 };
  });
  const killed = run(REQUEST);
  await begun.promise;
  mortals.kill();
  await expect(killed).rejects.toThrow("killed");
  goOn.resolve();
  await goOn.promise;
  expect(await mortals.fn(async () => ({ status: 200 }))(REQUEST)).toEqual({ status: 200 });
  expect(reached).toEqual(["before"]);
});
