import type { Pauses } from "../../shared/ports/pauses.ts";
import type { PauseGate } from "../../shared/turn/pause-gate.ts";

/** Where nothing is ever paused. */
export const NO_PAUSES: Pauses = { read: async () => [] };

/** Everything passes it. */
export const OPEN_GATE: PauseGate = { refusal: async () => undefined, permit: async (_of, until) => until };
