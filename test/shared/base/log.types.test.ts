import { expect, it } from "vitest";
import type { Log } from "../../../shared/base/log.ts";
import type { QueueMessage } from "../../../shared/envelope/push-request.ts";

/** What must not compile. Nothing here is called: tsc fails on an `@ts-expect-error` that expects in vain. */
const ATTEMPTS: Readonly<Record<string, (log: Log, ...given: never[]) => void>> = {
  "a log line reports one of the known events": (log) =>
    // @ts-expect-error
    log("ERROR", "message_lost"),

  "a log line has no place for a phone number": (log, address: string) =>
    // @ts-expect-error
    log("ERROR", "act_refused", { address }),

  "a log line takes no trace that anybody may have written": (log, { attributes }: QueueMessage) =>
    // @ts-expect-error
    log("ERROR", "delivery_failed", { traceparent: attributes.traceparent }),

  "a log line takes no conversation's name that anybody may have written": (log, { attributes }: QueueMessage) =>
    // @ts-expect-error
    log("ERROR", "delivery_failed", { conversation: attributes.conversation }),
};

it.each(Object.entries(ATTEMPTS))("knows that %s", (_claim, attempt) => expect(attempt).toBeTypeOf("function"));
