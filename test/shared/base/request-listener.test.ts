import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { requestListener } from "../../../shared/base/request-listener.ts";

const ERROR = new RangeError("A mistake in the code");

describe("requestListener()", () => {
  it("tells of a function that rejects what it rejected with", async () => {
    const errors: unknown[] = [];
    const listen = requestListener(
      () => Promise.reject(ERROR),
      (error) => errors.push(error),
    );
    const server = createServer((request, response) => void listen(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(errors).toEqual([ERROR]);
  });
});
