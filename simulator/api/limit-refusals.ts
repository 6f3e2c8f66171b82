import { SOURCES } from "./sources.ts";

/** By which rules a call is refused that is well written: it comes too often, lives too long, or names files of the wrong kind. */
export const LIMIT_REFUSALS = {
  "too-many-calls": {
    code: 429,
    message: "Cannot take the call: expected at most {max} in {withinMs} ms, as the simulator was told",
    source: SOURCES.apiErrors,
  },
  "too-many-messages": {
    code: 429,
    message: "Cannot take the message: expected at most {max} in {withinMs} ms in a conversation",
    source: SOURCES.businessMessagesVolume,
  },
  "too-many-surveys": {
    code: 429,
    message: "Cannot take the survey: expected at most {max} in {withinMs} ms in a conversation",
    source: SOURCES.businessMessagesClient,
  },
  "too-many-batches": {
    code: 429,
    message: "Cannot check the numbers: expected at most {max} calls in {withinMs} ms",
    source: SOURCES.rcsCapabilities,
  },
  "too-many-invitations": {
    code: 429,
    message: "Cannot invite the tester: expected at most {max} invitations in {withinMs} ms",
    source: SOURCES.rcsTesters,
  },
  "lives-too-long": { code: 400, message: "Cannot take {field}: expected at most 15 days", source: SOURCES.rcsSend },
  "wrong-media": {
    code: 400,
    message:
      "Cannot take the media: expected files that can be fetched from where they are, answered 200 with a type that phones show and at most {bytes} bytes each, or the names of files that were uploaded in the last 60 days",
    source: SOURCES.rcsSend,
  },
  "wrong-pictures": {
    code: 400,
    message:
      "Cannot take the pictures: expected files that can be fetched from where they are, answered 200 with a type that phones show and at most {bytes} bytes each",
    source: SOURCES.businessMessagesMessages,
  },
} as const;
