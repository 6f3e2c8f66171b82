import { ApiError, type Violation } from "../api/api-error.ts";
import type { ApiCall, MediaLink } from "../api/call.ts";
import { MEDIA_LIMITS, type MediaLimit, RCS_FILE } from "../api/media-limits.ts";
import { violation } from "../api/schema.ts";
import type { PlatformState } from "../state/platform-state.ts";
import { DAY_MS } from "../time/timers.ts";

const TIMEOUT_MS = 10_000;
/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const KEPT_MS = 60 * DAY_MS;
const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Looks for the files that a call names: those that were uploaded, and those that are fetched as Google does. How Google
 * refuses is not documented but for the form that all errors have; of Business Messages only that such a message is never shown.
 * @throws ApiError 400 with all violations, when there is a file that is not there, or that phones cannot show.
 */
export async function checkMedia(state: PlatformState, call: ApiCall): Promise<void> {
  const { mediaHosts: hosts } = state.rules;
  const links = call.media.filter(({ isUploaded, source }) => !isUploaded && isFetched(source, hosts));
  const met = await Promise.all(links.map(async (link) => ({ link, size: await measure(link, call, hosts) })));
  const wrong = met.flatMap(({ link, size }) => (typeof size === "string" ? violation(link.field, size) : []));
  const files = met.flatMap(({ link, size }) => (link.part === "file" && typeof size === "number" ? [size] : []));
  const total = files.reduce((sum, size) => sum + size, 0);
  const tooMuch = total > RCS_FILE.maxBytes ? violation("", `at most ${RCS_FILE.maxBytes} bytes of files`) : [];
  const violations = [...missing(state, call), ...wrong, ...tooMuch];
  if (violations.length === 0) return;
  throw new ApiError(400, "Cannot take the media: expected files that can be fetched and shown", { violations });
}

function missing({ uploads, clock }: PlatformState, { media }: ApiCall): readonly Violation[] {
  const sinceMs = clock.now().getTime() - KEPT_MS;
  const isKept = (name: string) => (uploads.get(name)?.getTime() ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  const gone = media.filter(({ isUploaded, source }) => isUploaded && !isKept(source));
  return gone.flatMap(({ field }) => violation(field, "the name of a file that was uploaded in the last 60 days"));
}

/** The size in bytes, or what was expected. */
async function measure(
  { source, part }: MediaLink,
  { channel, path }: ApiCall,
  hosts: readonly string[] | undefined,
): Promise<number | string> {
  const limit = MEDIA_LIMITS[channel][part];
  try {
    const answer = await get(source);
    if (!isRedirect(answer)) return await readSize(answer, limit);
    // A message's own file may not redirect; files.create follows one redirect.
    const target = new URL(answer.headers.get("location") ?? "", source).href;
    await answer.body?.cancel();
    if (path !== "files") return "a file that is not redirected";
    return isFetched(target, hosts) ? await readSize(await get(target), limit) : 0;
  } catch {
    return "a file that can be fetched";
  }
}

function get(url: string): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
}

async function readSize(answer: Response, { types, maxBytes }: MediaLimit): Promise<number | string> {
  const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
  const isShown = types.test(type.trim());
  if (answer.status !== 200 || !isShown) {
    await answer.body?.cancel();
    return answer.status === 200
      ? "a Content-Type that phones can show"
      : `a file that is answered 200, not ${answer.status}`;
  }
  let size = 0;
  for await (const chunk of answer.body ?? []) {
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
