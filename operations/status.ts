import { shape } from "../shared/base/json.ts";
import type { Operation } from "./operation.ts";
import type { Deployment } from "./operator.ts";

/** How a deployment stands. */
export type StatusFact = { readonly type: "deployment" } & { readonly deployment: Deployment };

/** Tells how a deployment stands. Nothing is changed. */
export const status: Operation<object, StatusFact> = {
  name: "status",
  read: shape({}),
  async *run(_request, { deployment, documents }) {
    // The document need not be there: what counts is that the store answers.
    await documents.get(["control/pause"]);
    yield { type: "deployment", deployment };
  },
};
