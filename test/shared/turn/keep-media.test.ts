import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { mediaSource } from "../../../shared/google/storage/media-source.ts";
import type { Content } from "../../../shared/inbound/inbound.ts";
import { localMediaStore } from "../../../shared/local/media-store.ts";
import { keepMedia } from "../../../shared/turn/keep-media.ts";
import { logged } from "../../support/log-lines.ts";
import { messageOf, noSignal } from "../../support/media-parts.ts";
import { serveHttp } from "../../support/serve-http.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

type FileContent = Extract<Content, { type: "file" }>;

/** Serves the path as an image's bytes; `/gone` is gone, and what is slow never ends. */
const serve: RequestListener = ({ url = "" }, response) => {
  if (url.startsWith("/gone")) return void response.writeHead(404).end();
  if (url.startsWith("/busy")) return void response.writeHead(503).end();
  response.writeHead(200, { "content-type": "image/jpeg" });
  if (url.startsWith("/slow")) return void response.write("12345");
  response.end(`bytes of ${url}`);
};

async function opened({ timeoutMs = 5_000 } = {}) {
  const host = await serveHttp(serve);
  const folder = anyFolder();
  const { log, lines } = logged();
  const ports = {
    source: mediaSource({ loopback: host }),
    store: localMediaStore(folder),
    clock: systemClock,
    log,
    timeoutMs,
  };
  return { ports, lines, url: (path: string) => `http://${host}/${path}?signature=secret` };
}

function read({ file: { url } }: FileContent): Promise<string> {
  return readFile(fileURLToPath(url), "utf8");
}

function fileOf(content: Content): FileContent {
  if (content.type !== "file") throw new Error("Not a file");
  return content;
}

describe("keepMedia()", () => {
  it("leaves alone what is no file", async () => {
    const { ports } = await opened();
    const content = { type: "text", text: "Hello" } as const;
    expect(await keepMedia(messageOf(content), ports, noSignal())).toBe(content);
  });

  it("refers to a copy of the file", async () => {
    const { ports, url } = await opened();
    const kept = await keepMedia(messageOf({ type: "file", file: { url: url("a") } }), ports, noSignal());
    expect(await read(fileOf(kept))).toBe("bytes of /a?signature=secret");
  });

  it("refers to a copy of the thumbnail, which is another", async () => {
    const { ports, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("a") }, thumbnail: { url: url("b") } });
    const { thumbnail } = fileOf(await keepMedia(message, ports, noSignal()));
    expect(await readFile(fileURLToPath(thumbnail?.url ?? ""), "utf8")).toBe("bytes of /b?signature=secret");
  });

  it("tells what the copy is, and keeps the user's name for it", async () => {
    const { ports, url } = await opened();
    const file = { url: url("a"), mimeType: "video/mp4", sizeBytes: 1, name: "IMG_0042.jpg" };
    const kept = await keepMedia(messageOf({ type: "file", file }), ports, noSignal());
    expect(kept).toMatchObject({ file: { mimeType: "image/jpeg", sizeBytes: 28, name: "IMG_0042.jpg" } });
  });

  it("refers to the same copy on every try, even when the original is gone", async () => {
    const { ports, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("a") } });
    const first = await keepMedia(message, ports, noSignal());
    const later = { ...message, content: { type: "file", file: { url: url("gone") } } } as const;
    expect(await keepMedia(later, ports, noSignal())).toEqual(first);
  });

  it("leaves a file that is gone as it was", async () => {
    const { ports, url } = await opened();
    const content = { type: "file", file: { url: url("gone"), name: "a.jpg" } } as const;
    expect(await keepMedia(messageOf(content), ports, noSignal())).toEqual(content);
  });

  it("keeps the file when its thumbnail is gone", async () => {
    const { ports, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("a") }, thumbnail: { url: url("gone") } });
    const kept = await keepMedia(message, ports, noSignal());
    expect(kept).toMatchObject({ file: { url: /^file:/ }, thumbnail: { url: url("gone") } });
  });

  it("logs why, and not what", async () => {
    const { ports, lines, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("gone") } });
    await keepMedia(message, ports, noSignal());
    expect(lines).toEqual([
      {
        severity: "WARNING",
        event: "media_copy_failed",
        message: "media_copy_failed",
        channel: "rcs",
        agent: "my_agent",
        conversation: message.conversation,
        reason: "gone",
        error: "Cannot copy a user's file: expected 200 from its host, got 404",
      },
    ]);
  });

  it("gives up for ever what takes too long", async () => {
    const { ports, lines, url } = await opened({ timeoutMs: 100 });
    const content = { type: "file", file: { url: url("slow") } } as const;
    await keepMedia(messageOf(content), ports, noSignal());
    expect(lines).toMatchObject([{ event: "media_copy_failed", reason: "too-slow" }]);
  });

  it("hopes for another try when its host is busy", async () => {
    const { ports, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("busy") } });
    await expect(keepMedia(message, ports, noSignal())).rejects.toThrow(TransientError);
  });

  it("hopes for another try when it is told to stop", async () => {
    const { ports, url } = await opened();
    const message = messageOf({ type: "file", file: { url: url("slow") } });
    await expect(keepMedia(message, ports, AbortSignal.timeout(100))).rejects.toThrow(TransientError);
  });
});
