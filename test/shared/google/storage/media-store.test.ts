import { describe, expect, it } from "vitest";
import { PermanentError, RateLimitError, SettingsError, TransientError } from "../../../../shared/base/errors.ts";
import { bucketMediaStore } from "../../../../shared/google/storage/media-store.ts";
import type { MediaName, MediaStore } from "../../../../shared/ports/media.ts";
import { listen, type Said } from "../../../support/listen.ts";
import { anyMediaName, imageOf, noSignal } from "../../../support/media-parts.ts";
import { fakeRetryClock, worldOf } from "../../../support/retry-clock.ts";
import { serveHttp } from "../../../support/serve-http.ts";

const KEPT = { status: 200, body: { contentType: "image/jpeg", size: "3" } };

/** A store over a server that says these one after the other, and the last one for ever. */
async function storeOver(...said: readonly Said[]) {
  const left = [...said];
  const { host, requests } = await listen(() => (left.length > 1 ? left.shift() : left[0]) ?? "hang");
  const store = bucketMediaStore({ bucket: "my-media", emulator: host }, worldOf(fakeRetryClock()));
  return { store, requests, name: anyMediaName() };
}

describe("bucketMediaStore()", () => {
  it.each(["", "gs://my-media", "My-Media", "my/media", "a", "../media"])("refuses the bucket %j", (bucket) => {
    const open = () => bucketMediaStore({ bucket, emulator: undefined });
    expect(open).toThrow(
      new SettingsError("Cannot use MEDIA_BUCKET: expected a bucket's name alone, such as my-media"),
    );
  });

  it("keep() adds an object, and replaces none", async () => {
    const { store, requests, name } = await storeOver(KEPT);
    await store.keep(name, imageOf("abc"), noSignal());
    const query = `uploadType=media&name=${encodeURIComponent(name)}&ifGenerationMatch=0&fields=contentType%2Csize`;
    expect(requests).toEqual([
      {
        method: "POST",
        url: `/upload/storage/v1/b/my-media/o?${query}`,
        authorization: undefined,
        body: { type: "image/jpeg", base64: "YWJj" },
      },
    ]);
  });

  it("find() asks for the object's type and size alone", async () => {
    const { store, requests, name } = await storeOver(KEPT);
    await store.find(name, noSignal());
    const url = `/storage/v1/b/my-media/o/${encodeURIComponent(name)}?fields=contentType%2Csize`;
    expect(requests).toEqual([{ method: "GET", url, authorization: undefined, body: undefined }]);
  });

  it.each([403, 412])("keep() takes the copy that is there after %i", async (status) => {
    const { store, name } = await storeOver(status, KEPT);
    const kept = await store.keep(name, imageOf("abc"), noSignal());
    expect(kept).toEqual({ url: `gs://my-media/${name}`, mimeType: "image/jpeg", sizeBytes: 3 });
  });

  it("keep() hopes for another try when the copy that was there is gone", async () => {
    const { store, name } = await storeOver(412, 404);
    await expect(store.keep(name, imageOf("abc"), noSignal())).rejects.toThrow(TransientError);
  });

  it.each([400, 403, 404])("keep() refuses for ever after %i, and names the setting", async (status) => {
    const { store, name } = await storeOver(status);
    const error = await store.keep(name, imageOf("abc"), noSignal()).catch((caught: unknown) => caught);
    expect(error).toEqual(
      expect.objectContaining({ reason: "bucket-refused", message: expect.stringContaining("MEDIA_BUCKET") }),
    );
  });

  it.each<Said>([307, 401, 408, 409, 429, 500, 503, "reset"])("keep() hopes for another try after %s", async (said) => {
    const { store, name } = await storeOver(said);
    await expect(store.keep(name, imageOf("abc"), noSignal())).rejects.toThrow(TransientError);
  });

  it.each<Said>([307, 401, 429, 500, 503, "reset"])("find() hopes for another try after %s", async (said) => {
    const { store, name } = await storeOver(said);
    await expect(store.find(name, noSignal())).rejects.toThrow(TransientError);
  });

  it.each([
    ["objects.get", (store, name) => store.find(name, noSignal())],
    ["objects.insert", (store, name) => store.keep(name, imageOf("abc"), noSignal())],
  ] satisfies [string, (store: MediaStore, name: MediaName) => Promise<unknown>][])(
    "names the method %s that fails, and neither the URL nor the file",
    async (method, make) => {
      const { store, name } = await storeOver(500);
      const message = `Cannot call ${method} for a user's file: Cloud Storage answered 500`;
      await expect(make(store, name)).rejects.toEqual(new TransientError(message));
    },
  );

  it("find() refuses for ever what it may not read", async () => {
    const { store, name } = await storeOver(403);
    await expect(store.find(name, noSignal())).rejects.toThrow(PermanentError);
  });

  it("find() ends with its signal", async () => {
    const { store, name } = await storeOver("hang");
    await expect(store.find(name, AbortSignal.timeout(50))).rejects.toThrow(TransientError);
  });

  it("keep() ends with its signal when no answer comes", async () => {
    const { store, name } = await storeOver("hang");
    await expect(store.keep(name, imageOf("abc"), AbortSignal.timeout(50))).rejects.toThrow(TransientError);
  });

  it("keep() tells a busy bucket", async () => {
    const { store, name } = await storeOver(429);
    await expect(store.keep(name, imageOf("abc"), noSignal())).rejects.toThrow(RateLimitError);
  });

  it("keep() hears a refusal that comes before the end of the file", async () => {
    const host = await serveHttp((_, response) => void response.writeHead(404).end());
    const store = bucketMediaStore({ bucket: "my-media", emulator: host });
    const keeping = store.keep(anyMediaName(), endless(), noSignal());
    await expect(keeping).rejects.toEqual(expect.objectContaining({ reason: "bucket-refused" }));
  });
});

function endless() {
  return {
    mimeType: "image/jpeg",
    body: (async function* () {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  };
}
