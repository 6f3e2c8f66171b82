import { describe, expect, it } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import { attempt } from "../../../../shared/google/firestore/attempt.ts";

const grpc = (code: number) => Object.assign(new Error("Of Google's client"), { code });

describe("attempt()", () => {
  it("gives what the calls give", async () => expect(await attempt("read", async () => "done")).toBe("done"));

  it.each([
    ["INVALID_ARGUMENT", grpc(3)],
    ["PERMISSION_DENIED", grpc(7)],
    ["UNAVAILABLE", grpc(14)],
    ["a mistake in the code", new TypeError("Not a function")],
  ])("hopes for another try after %s", async (_claim, error) => {
    await expect(attempt("read history", () => Promise.reject(error))).rejects.toThrow(TransientError);
  });

  it("tells what could not be done and why", async () => {
    const cause = grpc(3);
    const told = { message: "Cannot read history: Firestore failed", cause };
    await expect(attempt("read history", () => Promise.reject(cause))).rejects.toThrow(expect.objectContaining(told));
  });
});
