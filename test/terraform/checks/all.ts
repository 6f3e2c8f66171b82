import { ACCESS } from "./access.ts";
import { DELIVERY } from "./delivery.ts";
import type { DeploymentCheck } from "./deployed.ts";
import { FUNCTIONS } from "./functions.ts";
import { GROUND } from "./ground.ts";
import { HISTORY } from "./history.ts";
import { MONITORING } from "./monitoring.ts";
import { OBJECTIVES } from "./objectives.ts";
import { RUNBOOKS } from "./runbooks.ts";
import { SILENCE } from "./silence.ts";
import { WAREHOUSE } from "./warehouse.ts";

/** What must hold for every deployment, by the claim. */
export const CHECKS: Readonly<Record<string, DeploymentCheck>> = {
  ...GROUND,
  ...FUNCTIONS,
  ...ACCESS,
  ...DELIVERY,
  ...HISTORY,
  ...MONITORING,
  ...WAREHOUSE,
  ...RUNBOOKS,
  ...SILENCE,
  ...OBJECTIVES,
};
