import { bucketMediaStore } from "../../shared/google/storage/media-store.ts";
import { openBucket } from "../support/bucket.ts";
import { mediaStoreContract } from "./media-store-contract.ts";

mediaStoreContract("bucketMediaStore", async () => {
  const { host, bucket, read } = await openBucket();
  return { store: bucketMediaStore({ bucket, emulator: host }), read };
});
