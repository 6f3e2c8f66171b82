import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../shared/base/errors.ts";
import type { MediaStore } from "../../shared/ports/media.ts";
import { anyMediaName, imageOf, imageThat, noSignal } from "../support/media-parts.ts";

/** A store, and what somebody sees who follows the URL of a copy. */
export interface OpenMediaStore {
  readonly store: MediaStore;
  read(url: string): Promise<Buffer>;
}

const MEBIBYTES = 1024 * 1024;

/** What every MediaStore must do. */
export function mediaStoreContract(name: string, open: () => Promise<OpenMediaStore>): void {
  describe(name, () => {
    let opened: OpenMediaStore;
    let store: MediaStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });

    it("find() finds nothing that was not kept", async () => {
      expect(await store.find(anyMediaName(), noSignal())).toBeUndefined();
    });

    it.each([0, 1, 65_536, 5 * MEBIBYTES + 1])("keep() keeps %i bytes as they are", async (size) => {
      const bytes = randomBytes(size);
      const { url } = await store.keep(anyMediaName(), imageOf(bytes), noSignal());
      expect((await opened.read(url)).equals(bytes)).toBe(true);
    });

    it.each(["image/jpeg", "audio/mp4-latm", "application/pdf"])("keep() tells type and size of %s", async (type) => {
      const kept = await store.keep(anyMediaName(), imageOf("12345", type), noSignal());
      expect(kept).toMatchObject({ mimeType: type, sizeBytes: 5 });
    });

    it("keep() gives the copy a URL that ends in its name, or its name and type", async () => {
      const name = anyMediaName();
      const { url } = await store.keep(name, imageOf("12345"), noSignal());
      expect(url.replace(/\.image\.jpeg$/, "").endsWith(`/${name}`)).toBe(true);
    });

    it("find() finds what was kept", async () => {
      const name = anyMediaName();
      const kept = await store.keep(name, imageOf("12345"), noSignal());
      expect(await store.find(name, noSignal())).toEqual(kept);
    });

    it("find() finds nothing under another name", async () => {
      await store.keep(anyMediaName(), imageOf("12345"), noSignal());
      expect(await store.find(anyMediaName(), noSignal())).toBeUndefined();
    });

    it.each(["image/jpeg", "image/png"])("keep() leaves the first copy when a second comes as %s", async (type) => {
      const name = anyMediaName();
      const first = await store.keep(name, imageOf("first"), noSignal());
      const second = await store.keep(name, imageOf("the second", type), noSignal());
      expect([second, String(await opened.read(second.url))]).toEqual([first, "first"]);
    });

    it("keep() keeps one of two copies that come at once", async () => {
      const name = anyMediaName();
      const both = ["one", "two"].map((text) => store.keep(name, imageOf(text), noSignal()));
      const [one, two] = await Promise.all(both);
      expect(one).toEqual(two);
    });

    it("keep() says why a file broke", async () => {
      const broken = new PermanentError("too-large", "Too large");
      const keeping = store.keep(
        anyMediaName(),
        imageThat(() => Promise.reject(broken)),
        noSignal(),
      );
      await expect(keeping).rejects.toBe(broken);
    });

    it("keep() keeps nothing of a file that broke", async () => {
      const name = anyMediaName();
      const broken = imageThat(() => Promise.reject(new Error("Broken")));
      await store.keep(name, broken, noSignal()).catch(() => undefined);
      expect(await store.find(name, noSignal())).toBeUndefined();
    });

    it("keep() keeps a file that broke before", async () => {
      const name = anyMediaName();
      const broken = imageThat(() => Promise.reject(new Error("Broken")));
      await store.keep(name, broken, noSignal()).catch(() => undefined);
      const { url } = await store.keep(name, imageOf("whole"), noSignal());
      expect(String(await opened.read(url))).toBe("whole");
    });

    it("keep() hopes for another try when the file breaks in a way that nobody knows", async () => {
      const broken = imageThat(() => Promise.reject(new Error("Broken")));
      await expect(store.keep(anyMediaName(), broken, noSignal())).rejects.toThrow(TransientError);
    });

    it("keep() ends with its signal, however long the file takes", async () => {
      const endless = imageThat(() => Promise.withResolvers<never>().promise);
      const keeping = store.keep(anyMediaName(), endless, AbortSignal.timeout(50));
      await expect(keeping).rejects.toThrow(TransientError);
    });
  });
}
