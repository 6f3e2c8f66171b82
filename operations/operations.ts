import { campaignStatus, commandCampaign } from "./campaign/control-campaign.ts";
import { planCampaign } from "./campaign/plan-campaign.ts";
import { runCampaign } from "./campaign/run-campaign.ts";
import { doctor } from "./doctor/doctor.ts";
import { erase } from "./erase.ts";
import { exportPerson } from "./export.ts";
import { deadLetters, parked } from "./list-kept.ts";
import type { AnyOperation } from "./operation.ts";
import { pause } from "./pause.ts";

import { redrive } from "./redrive.ts";
import { redriveParked } from "./redrive-parked.ts";
import { replay } from "./replay.ts";
import { dryRun } from "./replay-dry-run.ts";
import { shadow } from "./replay-shadow.ts";
import { report } from "./report/report.ts";
import { resume } from "./resume.ts";
import { send } from "./send.ts";
import { agentLink } from "./setup/agent-link.ts";
import { agentSetup } from "./setup/agent-setup.ts";
import { checkReach } from "./setup/check-reach.ts";
import { pointWebhook } from "./setup/point-webhook.ts";
import { testers } from "./setup/testers.ts";
import { uploadFile } from "./setup/upload-file.ts";
import { showKept } from "./show-kept.ts";
import { status } from "./status.ts";
import { timeline } from "./timeline.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [
  agentLink,
  agentSetup,
  campaignStatus,
  checkReach,
  deadLetters,
  doctor,
  dryRun,
  erase,
  exportPerson,
  parked,
  pause,
  planCampaign,
  pointWebhook,
  redrive,
  redriveParked,
  replay,
  report,
  resume,
  runCampaign,
  send,
  shadow,
  showKept,
  status,
  testers,
  timeline,
  uploadFile,
  commandCampaign,
] as readonly AnyOperation[];
