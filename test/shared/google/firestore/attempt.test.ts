import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../../shared/base/errors.ts";
import { attempt } from "../../../../shared/google/firestore/attempt.ts";

const grpc = (code: number) => Object.assign(new Error("Of Google's client"), { code });

describe("attempt()", () => {
  it("gives what the calls give", async () => expect(await attempt("read", async () => "done")).toBe("done"));

  it.each([
    ["PERMISSION_DENIED", grpc(7)],
    ["UNAVAILABLE", grpc(14)],
    ["a mistake in the code", new TypeError("Not a function")],
  ])("hopes for another try after %s", async (_claim, error) => {
    await expect(attempt("read history", () => Promise.reject(error))).rejects.toThrow(TransientError);
  });

  it("gives up for ever what INVALID_ARGUMENT refuses", async () => {
    const refused = attempt("write documents", () => Promise.reject(grpc(3)));
    await expect(refused).rejects.toThrow(PermanentError);
    await expect(refused).rejects.toThrow(expect.objectContaining({ reason: "refused-by-history" }));
  });

  it("tells what could not be done and why", async () => {
    const cause = grpc(14);
    const told = { message: "Cannot read history: Firestore failed", cause };
    await expect(attempt("read history", () => Promise.reject(cause))).rejects.toThrow(expect.objectContaining(told));
  });
});
