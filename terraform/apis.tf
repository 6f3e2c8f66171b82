# Enables the APIs that the rest needs, and lets the rest wait for them; they stay enabled when all is destroyed.

locals {
  channels = toset(var.agents[*].channel)

  apis = toset(concat(
    [
      "artifactregistry.googleapis.com",
      "cloudbuild.googleapis.com",
      "cloudfunctions.googleapis.com",
      "cloudresourcemanager.googleapis.com",
      "cloudtasks.googleapis.com",
      "firestore.googleapis.com",
      "iam.googleapis.com",
      "iamcredentials.googleapis.com",
      "logging.googleapis.com",
      "monitoring.googleapis.com",
      "pubsub.googleapis.com",
      "run.googleapis.com",
      "secretmanager.googleapis.com",
      "storage.googleapis.com",
    ],
    contains(local.channels, "rcs") ? ["rcsbusinessmessaging.googleapis.com"] : [],
    # Google switched Business Messages off on 31 July 2024: enabling its API fails wherever it was not enabled before.
    contains(local.channels, "business-messages") ? ["businessmessages.googleapis.com"] : [],
    var.budget == null ? [] : ["billingbudgets.googleapis.com"],
    var.domain == null ? [] : ["compute.googleapis.com"],
  ))

  # The project's id, known once its APIs are enabled: every resource that uses it waits for them.
  project = values(google_project_service.api)[0].project

  # Google's own accounts are named by the project's number. The bucket knows it, so plans need no data source.
  project_number = google_storage_bucket.source.project_number
}

resource "google_project_service" "api" {
  for_each = local.apis

  project = var.project
  service = each.key

  # The default from 7.0 on: other parts of the project may use the APIs, too.
  disable_on_destroy = false
}
