import type { BeginCall, CallRecord } from "../shared/base/call-scope.ts";
import type { Clock } from "../shared/ports/clock.ts";

/** Collects the calls of one delivery. */
export interface CallRecorder {
  readonly begin: BeginCall;
  /** What there is to log: the first calls, and how many followed. */
  calls(): { readonly calls: readonly CallRecord[]; readonly moreCalls?: number };
}

/** A line of Cloud Logging holds 256 KiB. A turn makes four calls or so, and may make thousands. */
const MAX_CALLS = 100;

/** Opens a recorder. It measures by the clock of the delivery. */
export function openCallRecorder(clock: Clock): CallRecorder {
  const calls: (() => CallRecord)[] = [];
  let more = 0;
  return {
    begin(call) {
      const begunMs = clock.now().getTime();
      const sinceMs = () => clock.now().getTime() - begunMs;
      let ended: CallRecord | undefined;
      if (calls.length < MAX_CALLS) calls.push(() => ended ?? { call, status: "open", ms: sinceMs(), tries: 0 });
      else more += 1;
      return ({ status, tries }) => {
        ended = { call, status, ms: sinceMs(), tries };
      };
    },
    calls: () => ({ calls: calls.map((record) => record()), ...(more === 0 ? {} : { moreCalls: more }) }),
  };
}
