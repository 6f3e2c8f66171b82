import type { Operator } from "../operations/operator.ts";
import type { Log } from "../shared/base/log.ts";
import type { History } from "../shared/ports/history.ts";
import type { Pauses } from "../shared/ports/pauses.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { Queue } from "../shared/ports/queue.ts";
import type { Timers } from "../shared/ports/timers.ts";

/** What the functions run over, and where it is. */
export interface Backends {
  readonly publisher: Publisher;
  readonly queue: Queue;
  readonly timers: Timers;
  readonly history: History;
  readonly pauses: Pauses;
  readonly canDeadLetterInOrder: boolean;
  /** What the functions log to: kept for the timeline where the database is embedded. */
  readonly log: Log;
  /** Operates on the embedded database, which this process has open. The emulators need nobody's help. */
  readonly operator?: Operator;
  /** For people. */
  readonly description: string;
  /** To be called when the functions have stopped. */
  close(): Promise<void>;
}
