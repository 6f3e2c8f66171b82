import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import { type MediaSourceOptions, mediaSource } from "../../../../shared/google/storage/media-source.ts";
import type { File } from "../../../../shared/inbound/inbound.ts";
import { noon } from "../../../contracts/facts.ts";
import { manualClock, passTime } from "../../../support/manual-clock.ts";
import { bytesOf, noSignal } from "../../../support/media-parts.ts";
import { serveHttp } from "../../../support/serve-http.ts";

const JPEG = { "content-type": "image/jpeg" };
const refusing = (reason: string) => expect.objectContaining({ name: "PermanentError", reason });

/** A host that answers so, and a way to open its file. */
async function host(answer: RequestListener, options: MediaSourceOptions = {}) {
  const loopback = await serveHttp(answer);
  const source = mediaSource({ loopback, ...options });
  const url = `http://${loopback}/bucket/file?x-goog-signature=secret`;
  return {
    open: (more: Partial<File> = {}, signal = noSignal()) => source.open({ url, ...more }, signal),
    read: async (signal = noSignal()) => bytesOf(await source.open({ url }, signal)),
  };
}

/** Sends a piece every 10 ms for ever. */
async function drip(_: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, JPEG);
  while (!response.destroyed) {
    response.write("drop");
    await sleep(10);
  }
}

describe("mediaSource()", () => {
  it("reads the bytes as they are", async () => {
    const bytes = randomBytes(1_000_000);
    const { read } = await host((_, response) => response.writeHead(200, JPEG).end(bytes));
    expect((await read()).equals(bytes)).toBe(true);
  });

  it("tells the type that the host says", async () => {
    const { open } = await host((_, response) => response.writeHead(200, JPEG).end("abc"));
    expect(await open({ mimeType: "video/mp4" })).toMatchObject({ mimeType: "image/jpeg" });
  });

  it("asks for the whole URL, for no packing, and names nobody", async () => {
    const asked = Promise.withResolvers<IncomingMessage>();
    const { read } = await host((request, response) => {
      asked.resolve(request);
      response.writeHead(200, JPEG).end("abc");
    });
    await read();
    const { method, url, headers } = await asked.promise;
    expect({ method, url, headers: { ...headers, host: "" } }).toEqual({
      method: "GET",
      url: "/bucket/file?x-goog-signature=secret",
      headers: { "accept-encoding": "identity", connection: "close", host: "" },
    });
  });

  it.each([
    [{ status: 404, headers: JPEG }, "gone"],
    [{ status: 302, headers: { ...JPEG, location: "/elsewhere" } }, "redirected"],
    [{ status: 200, headers: { ...JPEG, "content-encoding": "gzip" } }, "encoded"],
    [{ status: 200, headers: { ...JPEG, "content-length": "11" } }, "too-large"],
  ])("refuses %j as %s", async ({ status, headers }, reason) => {
    const { open } = await host((_, response) => response.writeHead(status, headers).end("12345678901"), {
      maxBytes: 10,
    });
    await expect(open()).rejects.toEqual(refusing(reason));
  });

  it("asks nobody for a file whose webhook tells that it is too large", async () => {
    const loopback = "127.0.0.1:1";
    const opening = mediaSource({ loopback }).open({ url: `http://${loopback}`, sizeBytes: 104_857_601 }, noSignal());
    await expect(opening).rejects.toEqual(refusing("too-large"));
  });

  it("asks nobody but Cloud Storage", async () => {
    const { url } = { url: `http://${await serveHttp((_, response) => response.writeHead(200, JPEG).end("abc"))}/` };
    await expect(mediaSource().open({ url }, noSignal())).rejects.toEqual(refusing("wrong-host"));
  });

  it("stops reading when a file that told no size becomes too large", async () => {
    const { read } = await host(drip, { maxBytes: 10 });
    await expect(read()).rejects.toEqual(refusing("too-large"));
  });

  it("takes a file of exactly the cap", async () => {
    const { read } = await host((_, response) => response.writeHead(200, JPEG).end("1234567890"), { maxBytes: 10 });
    expect(String(await read())).toBe("1234567890");
  });

  it.each([{}, { "content-length": "10" }])("takes no part for the whole, after %j", async (headers) => {
    const { read } = await host((_, response) => {
      response.writeHead(200, { ...JPEG, ...headers }).write("12345", () => response.destroy());
    });
    await expect(read()).rejects.toThrow(TransientError);
  });

  it("waits for no host that does not answer", async () => {
    const clock = manualClock(noon());
    const { open } = await host(() => undefined, { idleMs: 1000, clock });
    const refused = expect(open()).rejects.toThrow(TransientError);
    expect(await clock.letTimeoutPass()).toBe(1000);
    await refused;
  });

  it("waits for no host that pauses", async () => {
    const clock = manualClock(noon());
    const answer: RequestListener = (_, response) => void response.writeHead(200, JPEG).write("12345");
    const { open } = await host(answer, { idleMs: 1000, clock });
    const pieces = (await open()).body[Symbol.asyncIterator]();
    expect(String((await pieces.next()).value)).toBe("12345");
    const refused = expect(pieces.next()).rejects.toThrow("Cannot copy a user's file: its host paused for 1000 ms");
    expect(await clock.letTimeoutPass()).toBe(1000);
    await refused;
  });

  it("waits for a reader longer than for a host", async () => {
    const clock = manualClock(noon());
    const answer: RequestListener = (_, response) => response.writeHead(200, JPEG).end(randomBytes(1_000_000));
    const { open } = await host(answer, { idleMs: 1000, clock });
    let bytes = 0;
    for await (const chunk of (await open()).body) {
      if (bytes === 0) await passTime(clock, 1500);
      bytes += chunk.length;
    }
    expect(bytes).toBe(1_000_000);
  });

  it("ends with its signal, however the host drips", async () => {
    const { read } = await host(drip);
    await expect(read(AbortSignal.timeout(100))).rejects.toThrow(TransientError);
  });

  it("hangs up on a file that nobody reads when its signal is aborted", async () => {
    const hungUp = Promise.withResolvers<void>();
    const { open } = await host(async (request, response) => {
      response.writeHead(200, JPEG).write("12345");
      await once(request.socket, "close");
      hungUp.resolve();
    });
    const controller = new AbortController();
    await open({}, controller.signal);
    controller.abort();
    await expect(hungUp.promise).resolves.toBeUndefined();
  });

  it("hopes for another try when nobody listens", async () => {
    const opening = mediaSource({ loopback: "127.0.0.1:1" }).open({ url: "http://127.0.0.1:1/a" }, noSignal());
    await expect(opening).rejects.toThrow(TransientError);
  });
});
