import { TransientError } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import { checkUrl } from "../../base/loopback.ts";
import { parseTime } from "../../base/parse-time.ts";
import type { LogLine, LogLines, LogSubject } from "../../ports/log-lines.ts";
import { accessToken } from "../http/access-token.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";

const GOOGLE = "https://logging.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/logging.read";
const PAGE_SIZE = 500;
/** A line of ours is a few kilobytes at most. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;
const LIMITS = { timeoutMs: 30_000, maxTries: 4, maxResponseBytes: MAX_PAGE_BYTES };

/** Whose lines they are. */
export interface LogLinesOptions {
  readonly project: string;
  /** LOGGING_API: a base URL in place of Google's; on loopback it is called without credentials. */
  readonly base?: string | undefined;
  readonly world?: World | undefined;
}

/**
 * The log lines of a project, as Cloud Logging has them.
 * @see https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export function cloudLogLines({ project, base = GOOGLE, world = systemWorld }: LogLinesOptions): LogLines {
  const token = checkUrl(base, "LOGGING_API") ? undefined : accessToken(SCOPE, {}, world);
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  const list = async (query: object) => {
    const call = { method: "entries.list", url: `${base}/v2/entries:list`, body: { json: query } };
    const { status, body } = await withRetries({ ...call, ...LIMITS }, caller);
    const json = parseAnswer(body);
    if (status === 200 && isObject(json)) return json;
    throw new TransientError(
      `Cannot read the log of ${project}: Cloud Logging answered ${status}; expected the role Logs Viewer`,
      { status },
    );
  };
  return {
    async *find(about, { from, to }) {
      const filter = `${filterOf(about)} AND timestamp>="${from.toISOString()}" AND timestamp<"${to.toISOString()}"`;
      const query = { resourceNames: [`projects/${project}`], filter, orderBy: "timestamp asc", pageSize: PAGE_SIZE };
      let pageToken: unknown;
      do {
        const page = await list(pageToken === undefined ? query : { ...query, pageToken });
        const entries: readonly unknown[] = Array.isArray(page.entries) ? page.entries : [];
        yield* entries.flatMap(readEntry);
        pageToken = page.nextPageToken || undefined;
      } while (pageToken !== undefined);
    },
  };
}

function filterOf(about: LogSubject): string {
  return Object.entries(about)
    .map(([name, value]) => `jsonPayload.${name}="${value}"`)
    .join(" AND ");
}

/** An entry of ours; nothing for any other. */
function readEntry(entry: unknown): readonly LogLine[] {
  if (!isObject(entry) || !isObject(entry.jsonPayload)) return [];
  const at = parseTime(String(entry.timestamp));
  const { event, ...fields } = entry.jsonPayload;
  if (at === undefined || typeof event !== "string") return [];
  return [{ at, severity: String(entry.severity ?? ""), event, fields }];
}
