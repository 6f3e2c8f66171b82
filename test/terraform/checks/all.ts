import { ACCESS } from "./access.ts";
import { DELIVERY } from "./delivery.ts";
import type { DeploymentCheck } from "./deployed.ts";
import { FUNCTIONS } from "./functions.ts";
import { GROUND } from "./ground.ts";
import { HISTORY } from "./history.ts";
import { MONITORING } from "./monitoring.ts";

/** What must hold for every deployment, by the claim. */
export const CHECKS: Readonly<Record<string, DeploymentCheck>> = {
  ...GROUND,
  ...FUNCTIONS,
  ...ACCESS,
  ...DELIVERY,
  ...HISTORY,
  ...MONITORING,
};
