import type { PhoneView } from "../state/phone.ts";
import type { PlatformState } from "../state/platform-state.ts";
import type { WebhookAttempt } from "../webhooks/webhook-queue.ts";

interface WaitOptions {
  readonly view: () => PhoneView;
  readonly condition: (phone: PhoneView) => boolean;
  readonly timeoutMs: number;
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Waits, in real time, until a phone shows something. @throws Error that says what it shows instead. */
export async function waitForPhone(
  { watchers, webhookSender }: PlatformState,
  { view, condition, timeoutMs, signal }: WaitOptions,
): Promise<PhoneView> {
  const { promise, resolve, reject } = Promise.withResolvers<PhoneView>();
  const watcher = () => {
    const phone = view();
    if (condition(phone)) resolve(phone);
  };
  const timer = setTimeout(() => {
    const kinds = view().timeline.map(({ act }) => act.type);
    const shown = `it shows ${kinds.join(", ") || "nothing"}, and ${describe(webhookSender.lastAttempt())}`;
    reject(new Error(`The phone does not show what was expected after ${timeoutMs} ms: ${shown}`));
  }, timeoutMs);
  watchers.add(watcher);
  const leave = () => reject(new Error("Nobody waits for the phone any more"));
  signal?.addEventListener("abort", leave, { once: true });
  try {
    watcher();
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
    watchers.delete(watcher);
  }
}

function describe(attempt: WebhookAttempt | undefined): string {
  if (attempt === undefined) return "no webhook was posted";
  return `the response to the last webhook was ${attempt.status ?? "missing"}`;
}
