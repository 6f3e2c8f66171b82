import { describe, expect, it } from "vitest";
import { raceAbort } from "../../../shared/base/abortable.ts";

const NEVER = new Promise<never>(() => undefined);
const REASON = new RangeError("Too late");

describe("raceAbort()", () => {
  it("resolves as the work does", async () => {
    expect(await raceAbort(Promise.resolve("done"), new AbortController().signal)).toBe("done");
  });

  it("rejects as the work does", async () => {
    const work = Promise.reject(new TypeError("Broken"));
    await expect(raceAbort(work, new AbortController().signal)).rejects.toThrow(TypeError);
  });

  it("rejects with the signal's reason once it is aborted", async () => {
    const controller = new AbortController();
    const waiting = raceAbort(NEVER, controller.signal);
    controller.abort(REASON);
    await expect(waiting).rejects.toBe(REASON);
  });

  it("rejects under a signal that was aborted before", async () => {
    await expect(raceAbort(NEVER, AbortSignal.abort(REASON))).rejects.toBe(REASON);
  });
});
