import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { botOf, echo } from "../support/bots.ts";
import { openScene } from "../support/scene.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const OCTETS = "application/octet-stream";

/** What history holds of a file that a phone sends, and the bytes of its copy. */
async function keptOf(type: string) {
  await using scene = await openScene({ bot: botOf(echo), mediaFolder: anyFolder() });
  const ada = scene.rcs();
  await ada.sendsFile({ bytes: Buffer.from("its bytes"), type });
  await ada.sees(1);
  const [entry] = await scene.entries(ada);
  if (entry?.type !== "message" || entry.content.type !== "file") throw new Error("No file in history");
  const { url, mimeType, toldType } = entry.content.file;
  return { mimeType, toldType, bytes: await readFile(fileURLToPath(url), "utf8"), logs: scene.logs() };
}

it.each(["image/heic", "audio/opus", "text/plain"])("a user's file of type %s is kept as it is", async (type) => {
  const { logs, ...kept } = await keptOf(type);
  expect(kept).toEqual({ mimeType: type, toldType: undefined, bytes: "its bytes" });
  expect(logs).not.toContain("media_copy_failed");
});

it.each(["text/html", "image/svg+xml", "application/xml", "text/javascript"])(
  "a user's file of type %s is kept as octets, and what it is said to be beside it",
  async (type) => {
    const { logs, ...kept } = await keptOf(type);
    expect(kept).toEqual({ mimeType: OCTETS, toldType: type, bytes: "its bytes" });
    expect(logs).not.toContain("media_copy_failed");
  },
);
