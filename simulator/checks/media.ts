import type { Violation } from "../api/api-error.ts";
import type { ApiCall, MediaLink } from "../api/call.ts";
import { MEDIA_LIMITS, type MediaLimit, RCS_FILE } from "../api/media-limits.ts";
import { refusal } from "../api/refusals.ts";
import { violation } from "../api/schema.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { DAY_MS } from "../time/timers.ts";

const TIMEOUT_MS = 10_000;
/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const KEPT_MS = 60 * DAY_MS;
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Checks the files that a call names, and returns the bytes of those that were fetched: uploaded ones must exist, and others are fetched as Google fetches them. Google
 * documents neither code nor message of these refusals; for Business Messages only that such a message is never shown.
 * @throws ApiError 400 with all violations, when a file is missing or phones cannot show it.
 */
export async function checkMedia(state: PlatformState, call: ApiCall): Promise<number> {
  const { mediaHosts: hosts } = state.rules;
  const links = call.media.filter(({ isUploaded, source }) => !isUploaded && isFetched(source, hosts));
  const measured = await Promise.all(links.map(async (link) => ({ link, size: await measure(link, call, hosts) })));
  const wrong = measured.flatMap(({ link, size }) => (typeof size === "string" ? violation(link.field, size) : []));
  const files = measured.flatMap(({ link, size }) => (link.part === "file" && typeof size === "number" ? [size] : []));
  const total = files.reduce((sum, size) => sum + size, 0);
  const tooMuch = total > RCS_FILE.maxBytes ? violation("", `at most ${RCS_FILE.maxBytes} bytes of files`) : [];
  const violations = [...missing(state, call), ...wrong, ...tooMuch];
  if (violations.length === 0) return total;
  const { file } = MEDIA_LIMITS[call.channel];
  throw refusal(call.channel === "rcs" ? "wrong-media" : "wrong-pictures", { bytes: file.maxBytes }, { violations });
}

function missing({ uploads, clock }: PlatformState, { media }: ApiCall): readonly Violation[] {
  const sinceMs = clock.now().getTime() - KEPT_MS;
  const isKept = (name: string) => (uploads.get(name)?.getTime() ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  const gone = media.filter(({ isUploaded, source }) => isUploaded && !isKept(source));
  return gone.flatMap(({ field }) => violation(field, "the name of a file that was uploaded in the last 60 days"));
}

/** The size in bytes, or what was expected instead of this file. */
async function measure(
  { source, part }: MediaLink,
  { channel, path }: ApiCall,
  hosts: readonly string[] | undefined,
): Promise<number | string> {
  const limit = MEDIA_LIMITS[channel][part];
  try {
    const response = await get(source);
    if (!isRedirect(response)) return await readSize(response, limit);
    // The URL in a message must not redirect. files.create follows one redirect.
    const target = new URL(response.headers.get("location") ?? "", source).href;
    await response.body?.cancel();
    if (path !== "files") return "a file that is not redirected";
    return isFetched(target, hosts) ? await readSize(await get(target), limit) : 0;
  } catch {
    return "a file that can be fetched";
  }
}

function get(url: string): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
}

async function readSize(response: Response, { types, maxBytes }: MediaLimit): Promise<number | string> {
  const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
  const isShown = types.test(type.trim());
  if (response.status !== 200 || !isShown) {
    await response.body?.cancel();
    return response.status === 200
      ? "a Content-Type that phones can show"
      : `a file that is answered 200, not ${response.status}`;
  }
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return `at most ${maxBytes} bytes`;
  }
  return size;
}

function isFetched(url: string, hosts: readonly string[] | undefined): boolean {
  const { hostname } = new URL(url);
  return hosts !== undefined && (LOOPBACK.includes(hostname) || hosts.includes(hostname));
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400;
}
