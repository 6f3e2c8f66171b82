import { shape } from "../shared/base/json.ts";
import { storedPauses } from "../shared/store/pauses.ts";
import type { Operation } from "./operation.ts";
import type { Deployment } from "./operator.ts";
import { type PausedFact, pausedFact } from "./pause-scope.ts";

/** How a deployment stands. */
export type StatusFact = { readonly type: "deployment"; readonly deployment: Deployment } | PausedFact;

/** Tells how a deployment stands. Nothing is changed. */
export const status: Operation<object, StatusFact> = {
  name: "status",
  read: shape({}),
  async *run(_request, { deployment, documents }) {
    const pauses = await storedPauses(documents).read();
    yield { type: "deployment", deployment };
    yield* pauses.map(pausedFact);
  },
};
