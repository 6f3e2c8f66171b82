import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { localMediaStore } from "../../shared/local/media-store.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { mediaStoreContract } from "./media-store-contract.ts";

mediaStoreContract("localMediaStore", async () => ({
  store: localMediaStore(anyFolder()),
  read: (url) => readFile(fileURLToPath(url)),
}));
