import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { localMediaStore } from "../../../shared/local/media-store.ts";
import { anyMediaName, imageOf, imageThat, noSignal } from "../../support/media-parts.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

describe("localMediaStore()", () => {
  it("finds what another process kept", async () => {
    const [folder, name] = [anyFolder(), anyMediaName()];
    const kept = await localMediaStore(folder).keep(name, imageOf("abc"), noSignal());
    expect(await localMediaStore(folder).find(name, noSignal())).toEqual(kept);
  });

  it("makes its folder", async () => {
    const folder = join(anyFolder(), "media");
    const { url } = await localMediaStore(folder).keep(anyMediaName(), imageOf("abc"), noSignal());
    expect(fileURLToPath(url).startsWith(folder)).toBe(true);
  });

  it("shows a copy to nobody else", async () => {
    const { url } = await localMediaStore(anyFolder()).keep(anyMediaName(), imageOf("abc"), noSignal());
    expect((await stat(fileURLToPath(url))).mode & 0o077).toBe(0);
  });

  it("leaves nothing of a file that broke", async () => {
    const [folder, name] = [anyFolder(), anyMediaName()];
    const broken = imageThat(() => Promise.reject(new Error("Broken")));
    await localMediaStore(folder)
      .keep(name, broken, noSignal())
      .catch(() => undefined);
    const left = await readdir(folder, { recursive: true });
    expect(left).toEqual([name.replace(/\/.*/, "")]);
  });

  it("hopes for another try when it cannot write", async () => {
    const folder = anyFolder();
    await rm(folder, { recursive: true });
    await writeFile(folder, "no folder");
    const keeping = localMediaStore(folder).keep(anyMediaName(), imageOf("abc"), noSignal());
    await expect(keeping).rejects.toThrow(TransientError);
  });
});
