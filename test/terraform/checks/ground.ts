import type { DeploymentCheck } from "./deployed.ts";
import { services } from "./deployed.ts";

/** The project that all stands on. */
export const GROUND: Readonly<Record<string, DeploymentCheck>> = {
  "Business Messages' API is enabled only for its agents": apiExactlyIf("businessmessages", /"business-messages"/),
  "RCS' API is enabled only for its agents": apiExactlyIf("rcsbusinessmessaging", /"rcs"/),
  "the API that sets agents up is enabled only for those of RCS": apiExactlyIf("businesscommunications", /"rcs"/),

  "APIs stay enabled when all is destroyed": ({ google_project_service: apis = [] }) =>
    apis.filter(({ disable_on_destroy: disables }) => disables).map(({ service }) => service),

  "what is deployed has its API": (deployed) => {
    const enabled = (deployed.google_project_service ?? []).map(({ service }) => service);
    return Object.entries(NEEDED)
      .filter(
        ([prefix, api]) => Object.keys(deployed).some((type) => type.startsWith(prefix)) && !enabled.includes(api),
      )
      .map(([, api]) => api);
  },
};

/** By what the types of resources begin with. */
const NEEDED: Readonly<Record<string, string>> = {
  google_artifact_registry: "artifactregistry.googleapis.com",
  google_billing_budget: "billingbudgets.googleapis.com",
  google_cloud_run: "run.googleapis.com",
  google_cloud_tasks: "cloudtasks.googleapis.com",
  google_cloudfunctions2: "cloudfunctions.googleapis.com",
  google_compute: "compute.googleapis.com",
  google_firestore: "firestore.googleapis.com",
  google_logging_linked_dataset: "bigquery.googleapis.com",
  google_logging: "logging.googleapis.com",
  google_monitoring: "monitoring.googleapis.com",
  google_project_iam: "cloudresourcemanager.googleapis.com",
  google_pubsub: "pubsub.googleapis.com",
  google_secret_manager: "secretmanager.googleapis.com",
  google_service_account: "iam.googleapis.com",
  google_storage: "storage.googleapis.com",
};

function apiExactlyIf(api: string, told: RegExp): DeploymentCheck {
  return (deployed) => {
    const enabled = (deployed.google_project_service ?? []).some(({ service }) => service === `${api}.googleapis.com`);
    const isWanted = [...services(deployed).values()].some((config) =>
      told.test(config.environment_variables.AGENTS ?? ""),
    );
    return enabled === isWanted ? [] : [`${api} is ${enabled ? "" : "not "}enabled`];
  };
}
