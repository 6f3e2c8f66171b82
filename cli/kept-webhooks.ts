import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isObject, parseJson } from "../shared/base/json.ts";
import { writeWholeFile } from "./write-whole-file.ts";

/** Where the webhooks are kept that were replaced. */
export const DEFAULT_KEPT_WEBHOOKS = ".heliograph/webhooks.json";

/** Whoever may read it could read a secret in a query. */
const OWNER_ONLY = 0o600;

/** A webhook that was replaced; none was that of the partner. */
export interface KeptWebhook {
  readonly was: string | undefined;
  /** What it was replaced by since, for a while only. */
  readonly temporary: readonly string[];
}

/** The webhook that an agent had before, as a file keeps it. @returns Undefined when none was replaced. */
export function keptWebhook(file: string, agent: string): KeptWebhook | undefined {
  const kept = readAll(file)[agent];
  if (!isObject(kept)) return undefined;
  const { was, temporary } = kept;
  return {
    was: typeof was === "string" ? was : undefined,
    temporary: Array.isArray(temporary) ? temporary.map(String) : [],
  };
}

/** An agent whose webhook is replaced, and how that is done. */
interface Replacement {
  readonly agent: string;
  /** What it has now. */
  readonly webhook: string | undefined;
  /** What it gets, where that is a tunnel of today: nobody wants it back. */
  readonly temporary?: string;
  /** @returns Undefined when it was stopped. */
  replace(): Promise<{ readonly was?: string; readonly is?: string } | undefined>;
  askAgain(): Promise<{ readonly webhook?: string }>;
}

/**
 * Replaces a webhook, and keeps in a file what was there, so that it can be put back. It is kept first: who is killed while Google takes the
 * new one can still put it back. Where Google refuses, what was kept before that is kept again. A temporary one in between is never what
 * is put back.
 * @throws Error when it cannot be kept, or replaced.
 */
export async function replaceWebhook(
  file: string,
  { agent, webhook, temporary, replace, askAgain }: Replacement,
): Promise<void> {
  const before = keptWebhook(file, agent);
  const kept = keptAfter(before, webhook, temporary);
  await keepWebhook(file, agent, kept);
  try {
    const told = await replace();
    if (told !== undefined) await keepWebhook(file, agent, told.was === told.is ? (before ?? kept) : kept);
  } catch (error) {
    const now = await askAgain().catch(() => undefined);
    if (now !== undefined && now.webhook === webhook) await keepWebhook(file, agent, before);
    throw error;
  }
}

/** All temporary ones stay known: who is killed before Google has the newest one has an older one still. */
function keptAfter(
  before: KeptWebhook | undefined,
  webhook: string | undefined,
  temporary: string | undefined,
): KeptWebhook {
  const added = temporary === undefined ? [] : [temporary];
  if (before === undefined || webhook === undefined || !before.temporary.includes(webhook))
    return { was: webhook, temporary: added };
  return { was: before.was, temporary: [...before.temporary, ...added] };
}

function keepWebhook(file: string, agent: string, kept: KeptWebhook | undefined): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const { [agent]: _, ...others } = readAll(file);
  const { was = null, temporary = [] } = kept ?? {};
  const entry = { was, ...(temporary.length > 0 && { temporary }) };
  const all = kept === undefined ? others : { ...others, [agent]: entry };
  return writeWholeFile(file, `${JSON.stringify(all, null, 2)}\n`, OWNER_ONLY);
}

function readAll(file: string): Readonly<Record<string, unknown>> {
  const json = existsSync(file) ? parseJson(readFileSync(file, "utf8")) : {};
  if (isObject(json)) return json;
  throw new Error(`Cannot read ${file}: expected the webhooks that were replaced, as JSON; move it away to begin anew`);
}
