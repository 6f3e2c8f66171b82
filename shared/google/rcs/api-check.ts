import { MESSAGE_CALL_MS } from "../../base/budgets.ts";
import { TransientError, UnsupportedError } from "../../base/errors.ts";
import type { ApiCheck } from "../../ports/api-check.ts";
import type { Rcs } from "./open-rcs.ts";

/** Asks which of no phones can be reached: Google knows who calls, and for which agent, before it refuses that with 400. */
export function rcsApiCheck({ findAgent }: Rcs): ApiCheck {
  return {
    async check(agent) {
      const { api } = findAgent(agent);
      const body = { json: { users: [], agentId: agent } };
      const call = { method: "users.batchGet", url: `${api.base}/v1/users:batchGet`, body, timeoutMs: MESSAGE_CALL_MS };
      try {
        await api.request({ ...call, agent });
      } catch (error) {
        if (error instanceof UnsupportedError) return;
        throw error;
      }
      throw new TransientError("Cannot tell whether RCS can be called: Google took a call that it should refuse");
    },
  };
}
