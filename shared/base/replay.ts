import { present } from "./present.ts";

/**
 * How a message is replayed. `silent`: history is rebuilt, and nothing is said. `resend`: what history does not show as sent is said
 * after all, unless its time is over.
 */
export type ReplayMode = "silent" | "resend";

type Attributes = Readonly<Record<string, string>>;

/** How a message is replayed, by its attributes; `undefined` for what comes for the first time. */
export function replayMode({ replay, resend }: Attributes): ReplayMode | undefined {
  if (replay === undefined) return undefined;
  return resend === undefined ? "silent" : "resend";
}

/** The message, marked as replayed by a run, and with the time when it was first published, from which its age counts. */
export function asReplayed<T extends { readonly attributes: Attributes }>(
  message: T,
  published: Date,
  { run, mode }: { readonly run: string; readonly mode: ReplayMode },
): T {
  const first = message.attributes.published ?? published.toISOString();
  const marks = { published: first, replay: run, ...present({ resend: mode === "resend" ? "true" : undefined }) };
  return { ...message, attributes: { ...message.attributes, ...marks } };
}
