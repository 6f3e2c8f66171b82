import { bare, type Deployed } from "./deployed.ts";

/** Who may do what on what. Names are without the deployment's prefix. */
export interface Grant {
  readonly member: string;
  readonly role: string;
  readonly on: string;
  /** A condition's expression, or nothing. */
  readonly only: string;
}

/** What a grant is on, by its resource's type, and the attribute that names it. */
const ON: Readonly<Record<string, readonly [string, string]>> = {
  google_artifact_registry_repository_iam_member: ["repository", "repository"],
  google_cloud_run_v2_service_iam_member: ["service", "name"],
  google_cloud_tasks_queue_iam_member: ["queue", "name"],
  google_project_iam_member: ["project", "project"],
  google_pubsub_subscription_iam_member: ["subscription", "subscription"],
  google_pubsub_topic_iam_member: ["topic", "topic"],
  google_secret_manager_secret_iam_member: ["secret", "secret_id"],
  google_storage_bucket_iam_member: ["bucket", "bucket"],
  google_service_account_iam_member: ["account", "service_account_id"],
};

/** Every grant of a deployment. Whatever grants in another way is listed as such. */
export function grantsOf(deployed: Deployed): readonly Grant[] {
  const resources: readonly (readonly [string, readonly GrantValues[]])[] = Object.entries(
    JSON.parse(JSON.stringify(deployed)),
  );
  return resources
    .filter(([type]) => type.includes("_iam_") && !type.endsWith("_audit_config"))
    .flatMap(([type, granted]) => granted.map((values) => describe(type, values, deployed)));
}

type GrantValues = Readonly<Record<string, string>> & {
  readonly condition?: readonly { readonly expression: string }[];
};

function describe(type: string, values: GrantValues, deployed: Deployed): Grant {
  const [what, attribute] = ON[type] ?? [type, "id"];
  const { name: prefix = "", project = "" } = deployed.google_firestore_database?.[0] ?? {};
  const named = (value = "") => {
    const known = value.replaceAll(/stub-[^#\s"]*#/g, "").replace(/^serviceAccount:/, "");
    return bare(known === prefix ? "<prefix>" : known, deployed).replace(/^service-\d+@/, "service-<number>@");
  };
  return {
    member: named(values.member),
    role: values.role ?? "",
    on: attribute === "project" ? "the project" : `${what} ${named(values[attribute])}`,
    only: (values.condition?.[0]?.expression ?? "").replaceAll(project, "<project>").replaceAll(prefix, "<prefix>"),
  };
}
