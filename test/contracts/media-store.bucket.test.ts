import { bucketMediaStore } from "../../shared/google/media-store.ts";
import { openBucket } from "../shared/google/bucket.ts";
import { mediaStoreContract } from "./media-store-contract.ts";

mediaStoreContract("bucketMediaStore", async () => {
  const { host, bucket, read } = await openBucket();
  return { store: bucketMediaStore({ bucket, emulator: host }), read };
});
