import { raceAbort } from "../../base/abortable.ts";
import { PermanentError, RateLimitError, SettingsError, TransientError, UnauthorisedError } from "../../base/errors.ts";
import { member, parseJson, text } from "../../base/json.ts";
import { lenientNumber } from "../../base/lenient.ts";
import { type KeptMedia, type MediaName, type MediaStore, type OpenMedia, rethrow } from "../../ports/media.ts";
import { accessToken } from "../http/access-token.ts";
import { urlOf } from "../http/path.ts";
import { type UploadResponse, upload } from "../http/upload.ts";
import { type AccessToken, withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";

/** Where copies go. */
export interface BucketOptions {
  /** MEDIA_BUCKET: the bucket's name alone. */
  readonly bucket: string;
  /** `host:port` of what stands in for Cloud Storage; it is called without credentials. */
  readonly emulator: string | undefined;
}

interface Bucket {
  readonly bucket: string;
  readonly base: string;
  readonly token: AccessToken | undefined;
}

const SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
/** @see https://cloud.google.com/storage/docs/buckets#naming */
const BUCKET = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
const FIND = "objects.get";
const FIND_TIMEOUT_MS = 5000;
/** Time-out, a conflict with another writer, a copy that came and went meanwhile. */
const TRANSIENT: readonly number[] = [408, 409, 412];
const FIELDS = "contentType,size";

/**
 * Keeps copies in a bucket of Cloud Storage. An upload succeeds only where no object of that name is, and it is an object only
 * when it has come to its end. The account needs the roles Storage Object Creator and Storage Object Viewer on the bucket:
 * it may add and read, not replace or delete.
 * @throws SettingsError naming MEDIA_BUCKET when that is no bucket's name.
 * @see https://cloud.google.com/storage/docs/json_api/v1/objects/insert
 * @see https://cloud.google.com/storage/docs/request-preconditions
 */
export function bucketMediaStore({ bucket, emulator }: BucketOptions, world: World = systemWorld): MediaStore {
  if (!BUCKET.test(bucket)) {
    throw new SettingsError("Cannot use MEDIA_BUCKET: expected a bucket's name alone, such as my-media");
  }
  const base = emulator === undefined ? "https://storage.googleapis.com" : `http://${emulator}`;
  const at: Bucket = { bucket, base, token: emulator === undefined ? accessToken(SCOPE, {}, world) : undefined };
  const { clock } = world;
  const caller = { token: at.token, transport: world.openTransport(), clock };
  const find: MediaStore["find"] = async (name, signal) => {
    const url = urlOf(base, `/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`, { fields: FIELDS });
    const call = { method: FIND, httpMethod: "GET", url, timeoutMs: FIND_TIMEOUT_MS } as const;
    const response = await raceAbort(withRetries(call, caller), signal).catch(throwUnlessKnown);
    return response.status === 404 ? undefined : readKept(response, { method: FIND, name, bucket });
  };
  return {
    find,
    async keep(name, media, signal) {
      const response = await insert({ name, media }, at, signal).catch(throwUnlessKnown);
      // Cloud Storage may answer 403 (may not replace) before 412 (exists already).
      const known = response.status === 412 || response.status === 403 ? await find(name, signal) : undefined;
      return known ?? readKept(response, { method: "objects.insert", name, bucket });
    },
  };
}

async function insert(
  { name, media }: { readonly name: MediaName; readonly media: OpenMedia },
  { bucket, base, token }: Bucket,
  signal: AbortSignal,
): Promise<UploadResponse> {
  const query = { uploadType: "media", name, ifGenerationMatch: "0", fields: FIELDS };
  const url = urlOf(base, `/upload/storage/v1/b/${bucket}/o`, query);
  const authorization = token === undefined ? {} : { authorization: `Bearer ${await raceAbort(token(), signal)}` };
  const headers = { "content-type": media.mimeType, ...authorization };
  return await upload({ url, headers, body: media.body }, signal);
}

/** @throws PermanentError with reason `bucket-refused` when a person must fix the bucket; its messages wait for nobody. */
function readKept(
  { status, body }: UploadResponse,
  { method, name, bucket }: { readonly method: string; readonly name: MediaName; readonly bucket: string },
): KeptMedia {
  if (status !== 200) throwError(method, status);
  const object = { value: parseJson(body), path: "" };
  return {
    url: `gs://${bucket}/${name}`,
    mimeType: text(member(object, "contentType")),
    sizeBytes: lenientNumber(member(object, "size")),
  };
}

/** Cloud Storage's message is not read: it names objects and accounts. */
function throwError(method: string, status: number): never {
  const message = `Cannot call ${method} for a user's file: Cloud Storage answered ${status}`;
  if (status === 401) throw new UnauthorisedError(`${message}: check the function's service account`);
  if (status === 429) throw new RateLimitError(message);
  if (status < 400 || TRANSIENT.includes(status) || status >= 500) throw new TransientError(message);
  const wanted = "a bucket on which the function's service account has the roles Storage Object Creator and Viewer";
  throw new PermanentError("bucket-refused", `${message}: check that MEDIA_BUCKET names ${wanted}`);
}

function throwUnlessKnown(cause: unknown): never {
  rethrow(cause, "Cannot keep a user's file: the connection to Cloud Storage failed or took too long");
}
