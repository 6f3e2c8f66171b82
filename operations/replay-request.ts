import {
  boolean,
  checked,
  list,
  number,
  oneOf,
  optional,
  type Reader,
  refuse,
  shape,
  text,
  textUpTo,
  time,
  variants,
} from "../shared/base/json.ts";
import { KINDS } from "../shared/ports/topic.ts";

/** The rate unless another is asked for: a function that scales to zero takes it without a queue. */
export const DEFAULT_RATE = 25;

/** The rate that nothing here reaches. */
const HIGHEST_RATE = 10_000;

/** What names a subscription, too. */
const RUN = /^[a-z0-9-]{1,60}$/;

const CHOICE = {
  kinds: checked(list(oneOf(KINDS)), (kinds) => {
    if (kinds.length === 0) throw new Error("Expected a kind at least");
  }),
  from: timeText,
  to: timeText,
  conversation: optional(textUpTo(64)),
  agent: optional(textUpTo(256)),
};

const RATE = checked(number, (rate) => {
  if (rate > 0 && rate <= HIGHEST_RATE) return;
  throw new Error(`Expected a rate above 0 and up to ${HIGHEST_RATE} messages a second, got ${rate}`);
});

/** Reads what is to be replayed: new, or the rest of a run that was stopped. */
export const readReplay = variants({
  new: { ...CHOICE, mode: oneOf(["silent", "resend"]), rate: RATE },
  resume: { run: runName, rate: RATE },
});

/** What is to be replayed, and how. Times are in RFC 3339; `rate` is in messages a second. */
export type ReplayRequest = ReturnType<typeof readReplay>;

/** A replay that is not gone on with, but new. */
export type NewReplay = Extract<ReplayRequest, { readonly type: "new" }>;

/** Reads a new replay as it was kept. */
export const readNewReplay: Reader<NewReplay> = (json) => {
  const request = readReplay(json);
  return request.type === "new" ? request : refuse(json, "a new replay", request.type);
};

/** Reads what is to be rehearsed: a new replay, with which bot, and whether that may call anybody. */
export const readRehearsal = shape({
  replay: readNewReplay,
  bot: optional(textUpTo(4096)),
  allowsCalls: optional(boolean),
});

/** A replay that is only rehearsed. */
export type RehearsalRequest = ReturnType<typeof readRehearsal>;

function timeText(json: Parameters<typeof time>[0]): string {
  return time(json).toISOString();
}

function runName(json: Parameters<typeof text>[0]): string {
  const name = text(json);
  return RUN.test(name)
    ? name
    : refuse(json, "the name of a run, such as 20270101-120000", `${name.length} other characters`);
}
