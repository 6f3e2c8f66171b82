# How facts reach their functions: push subscriptions that call them as one account, which may call these functions and do nothing
# else. Nobody else may call them, and they cannot be reached from outside of the project.

locals {
  # Each kind's own subscription, and that of the lane beside it on which the kind is replayed: a replay delays no live traffic.
  lanes = merge(
    { for kind, settings in local.kinds : kind => merge(settings, { kind = kind }) },
    { for kind, settings in local.kinds : "${kind}-replay" => merge(settings, { kind = kind, is_prompt = false }) },
  )
  pushed_functions = toset(values(local.kinds)[*].function)
}

resource "google_service_account" "push" {
  project      = local.project
  account_id   = "${var.prefix}-push"
  display_name = "Heliograph push"
  description  = "Pub/Sub calls the subscribers as this account."
}

resource "google_cloud_run_v2_service_iam_member" "push_calls" {
  for_each = local.pushed_functions

  project  = local.project
  location = var.region
  name     = module.function[each.key].service_name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.push.email}"
}

# Pub/Sub's own account has this right by itself only in projects that used Pub/Sub early: one that was created on request, as the
# README does, has no role but those that are granted here and beside the dead letters.
resource "google_service_account_iam_member" "pubsub_signs" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

resource "google_pubsub_subscription" "push" {
  for_each = local.lanes

  project = local.project
  name    = "${var.prefix}-${each.key}"
  topic   = local.topics[each.key].id

  enable_message_ordering = each.value.is_ordered
  ack_deadline_seconds    = local.ack_deadline_seconds
  # The longest there is, 31 days: an outage may be long, and delivered messages cost no storage.
  message_retention_duration = "2678400s"

  push_config {
    push_endpoint = "${module.function[each.value.function].uri}${each.value.path}"

    oidc_token {
      service_account_email = google_service_account.push.email
      # The audience that Cloud Run expects; the default is the whole endpoint.
      audience = module.function[each.value.function].uri
    }
  }

  # Without it, a delivery that failed is repeated at once.
  retry_policy {
    minimum_backoff = "${each.value.backoff_seconds[0]}s"
    maximum_backoff = "${each.value.backoff_seconds[1]}s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.waiting["${each.value.kind}-dead"].id
    max_delivery_attempts = local.attempts
  }

  # By default a subscription that is quiet for 31 days is deleted.
  expiration_policy {
    ttl = ""
  }

  lifecycle {
    precondition {
      condition     = local.functions[each.value.function].timeout_seconds < local.ack_deadline_seconds
      error_message = "Cannot push to ${each.value.function}: its time-out must be below the ack deadline of ${local.ack_deadline_seconds} s, or a second delivery runs beside the first."
    }
  }

  # Without these rights a first delivery would be refused.
  depends_on = [google_cloud_run_v2_service_iam_member.push_calls, google_service_account_iam_member.pubsub_signs]
}

# After the last attempt, Pub/Sub moves a message to the dead letters. It must be allowed to take it from its subscription. (pubsub.tf
# lets it publish there.)
resource "google_pubsub_subscription_iam_member" "dead_letters" {
  for_each = { for lane, _ in local.lanes : lane => google_pubsub_subscription.push[lane].name }

  project      = local.project
  subscription = each.value
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}
