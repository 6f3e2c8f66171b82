import { isUnknownCaller } from "../../shared/base/errors.ts";
import type { CloudProject } from "../../shared/ports/cloud-project.ts";
import { type Finding, wrong } from "./finding.ts";

/** What is wrong when Google does not know who asks; nothing when it does, whatever that may see. */
export async function checkLogin(cloud: CloudProject): Promise<Finding | undefined> {
  try {
    await cloud.number();
    return undefined;
  } catch (error) {
    if (!isUnknownCaller(error)) return undefined;
    return wrong("Google does not know who asks, so nothing can be looked at", "gcloud auth application-default login");
  }
}
