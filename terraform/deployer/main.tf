# Who deploys from GitHub, without a key: two accounts that Google lends to jobs of one repository. `plans` reads, for pull requests; `applies`
# has what an apply needs, for jobs of one environment. Applied once, by an owner, with a state of its own: docs/platform.md.

locals {
  # What a type of resource in the folder above needs, in roles. Whoever deploys code can read all that the code can read.
  roles = toset([
    "roles/artifactregistry.admin",
    "roles/cloudfunctions.admin",
    "roles/cloudtasks.admin",
    "roles/datastore.owner",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountUser",
    "roles/logging.configWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
    "roles/storage.admin",
  ])

  # Only for a deployment with a domain.
  domain_roles = toset(var.with_domain ? ["roles/compute.loadBalancerAdmin", "roles/compute.securityAdmin"] : [])

  # To read what is deployed, but no value of a secret, no word of a user and no file of theirs.
  reading_roles = toset(concat(
    [
      "roles/artifactregistry.reader",
      "roles/browser",
      "roles/cloudfunctions.viewer",
      "roles/cloudtasks.viewer",
      "roles/iam.securityReviewer",
      "roles/iam.serviceAccountViewer",
      "roles/logging.viewer",
      "roles/monitoring.viewer",
      "roles/pubsub.viewer",
      "roles/run.viewer",
      "roles/secretmanager.viewer",
      "roles/serviceusage.serviceUsageViewer",
      "roles/storage.bucketViewer",
    ],
    var.with_domain ? ["roles/compute.viewer"] : [],
  ))

  # What the deployment grants on the project. It may grant these, and no other.
  grantable = ["roles/datastore.user", "roles/logging.logWriter", "roles/storage.objectViewer"]

  # The project's id, known once its APIs are enabled.
  project = values(google_project_service.api)[0].project
}

resource "google_project_service" "api" {
  for_each = toset(["cloudresourcemanager.googleapis.com", "iam.googleapis.com", "iamcredentials.googleapis.com", "sts.googleapis.com"])

  project = var.project
  service = each.key

  disable_on_destroy = false
}

resource "google_iam_workload_identity_pool" "github" {
  project                   = local.project
  workload_identity_pool_id = "${var.prefix}-github"
  display_name              = "Heliograph's pipeline"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  project                            = local.project
  workload_identity_pool_id          = google_iam_workload_identity_pool.github.workload_identity_pool_id
  workload_identity_pool_provider_id = "github"

  attribute_mapping = { "google.subject" = "assertion.sub" }
  # Tokens of every other repository of GitHub have the same issuer. The number, because a name that is given up can be taken by others.
  attribute_condition = "assertion.repository_id == \"${var.repository_id}\" && assertion.repository == \"${var.repository}\""

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}

resource "google_service_account" "plans" {
  project      = local.project
  account_id   = "${var.prefix}-plans"
  display_name = "Heliograph plans"
  description  = "Reads what is deployed, for the plan of a pull request."
}

resource "google_service_account" "applies" {
  project      = local.project
  account_id   = "${var.prefix}-applies"
  display_name = "Heliograph applies"
  description  = "Deploys."
}

# By the whole subject: a job of a pull request, and a job of the environment, whose branches and reviewers GitHub holds it to.
resource "google_service_account_iam_member" "lent" {
  for_each = {
    plans   = { account = google_service_account.plans.name, subject = "repo:${var.repository}:pull_request" }
    applies = { account = google_service_account.applies.name, subject = "repo:${var.repository}:environment:${var.environment}" }
  }

  service_account_id = each.value.account
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/${google_iam_workload_identity_pool.github.name}/subject/${each.value.subject}"
}

resource "google_project_iam_member" "plans" {
  for_each = local.reading_roles

  project = local.project
  role    = each.key
  member  = "serviceAccount:${google_service_account.plans.email}"
}

# Every role of Google's that reads a database's settings reads its documents, too.
resource "google_project_iam_custom_role" "plans_history" {
  project = local.project
  role_id = "${replace(var.prefix, "-", "_")}_plans_history"
  title   = "Heliograph: settings of Firestore, without its documents"
  permissions = [
    "datastore.backupSchedules.get",
    "datastore.backupSchedules.list",
    "datastore.databases.getMetadata",
    "datastore.databases.list",
    "datastore.indexes.get",
    "datastore.indexes.list",
    "datastore.operations.get",
  ]
}

resource "google_project_iam_member" "plans_history" {
  project = local.project
  role    = google_project_iam_custom_role.plans_history.name
  member  = "serviceAccount:${google_service_account.plans.email}"
}

resource "google_project_iam_member" "plans_zips" {
  project = local.project
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:${google_service_account.plans.email}"

  condition {
    title       = "zips-of-functions"
    description = "And no other bucket of the project."
    expression  = "resource.name.startsWith(\"projects/_/buckets/${var.project}-${var.prefix}-source/\")"
  }
}

resource "google_project_iam_member" "applies" {
  for_each = setunion(local.roles, local.domain_roles)

  project = local.project
  role    = each.key
  member  = "serviceAccount:${google_service_account.applies.email}"
}

resource "google_project_iam_member" "grants" {
  project = local.project
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = "serviceAccount:${google_service_account.applies.email}"

  condition {
    title       = "only-what-is-deployed"
    description = "The roles that the deployment grants on the project."
    expression  = "api.getAttribute(\"iam.googleapis.com/modifiedGrantsByRole\", []).hasOnly([${join(", ", [for role in local.grantable : "\"${role}\""])}])"
  }
}

resource "google_storage_bucket_iam_member" "plans_read_state" {
  bucket = var.state_bucket
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.plans.email}"
}

resource "google_storage_bucket_iam_member" "applies_keep_state" {
  bucket = var.state_bucket
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.applies.email}"
}
