import { member, text } from "../../base/json.ts";
import type { PersonalStore } from "../../ports/personal-store.ts";
import { accessToken } from "../http/access-token.ts";
import { deleteAt, listPages, type RestCollection } from "../http/list-and-delete.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { BucketOptions } from "./media-store.ts";

const SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
const FIELDS = "nextPageToken,items(name,contentType,size)";

/**
 * The copies in the bucket of `bucketMediaStore`, for whoever may list and delete there: the functions may not.
 * @see https://cloud.google.com/storage/docs/json_api/v1/objects/list
 */
export function bucketMediaFiles({ bucket, emulator }: BucketOptions, world: World = systemWorld): PersonalStore {
  const objects: RestCollection = {
    name: "objects",
    base: emulator === undefined ? "https://storage.googleapis.com" : `http://${emulator}`,
    caller: {
      token: emulator === undefined ? accessToken(SCOPE, {}, world) : undefined,
      transport: world.openTransport(),
      clock: world.clock,
    },
    wanted: `the role Storage Object User on the bucket ${bucket}`,
  };
  const path = `/storage/v1/b/${bucket}/o`;
  return {
    name: "media",
    async *find({ conversation }, signal) {
      const query = { prefix: `${conversation}/`, fields: FIELDS };
      for await (const object of listPages(objects, { path, query, items: "items" }, signal)) {
        const id = text(member(object, "name"));
        yield { id, about: { url: `gs://${bucket}/${id}` } };
      }
    },
    remove: (id) => deleteAt(objects, `${path}/${encodeURIComponent(id)}`),
  };
}
