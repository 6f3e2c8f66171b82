# Enables the APIs that the rest needs, and lets the rest wait for them; they stay enabled when all is destroyed.

locals {
  channels = toset(local.agents[*].channel)

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
    var.budget == null ? [] : ["billingbudgets.googleapis.com"],
    var.domain == null ? [] : ["compute.googleapis.com"],
    length(local.buckets) == 0 ? [] : ["bigquery.googleapis.com"],
  ))

  # Nothing that is deployed waits for them: where an organisation forbids one, the apply says so, and all the rest is made. The functions
  # need those of messages; what sets agents up and looks at them needs businesscommunications.
  channel_apis = toset(concat(
    contains(local.channels, "rcs") ? ["rcsbusinessmessaging.googleapis.com", "businesscommunications.googleapis.com"] : [],
    # Google switched Business Messages off on 31 July 2024: enabling its API fails wherever it was not enabled before.
    contains(local.channels, "business-messages") ? ["businessmessages.googleapis.com"] : [],
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

resource "google_project_service" "channel" {
  for_each = local.channel_apis

  project = var.project
  service = each.key

  disable_on_destroy = false
}

moved {
  from = google_project_service.api["rcsbusinessmessaging.googleapis.com"]
  to   = google_project_service.channel["rcsbusinessmessaging.googleapis.com"]
}

moved {
  from = google_project_service.api["businessmessages.googleapis.com"]
  to   = google_project_service.channel["businessmessages.googleapis.com"]
}
