# How our own timers come back: each waits as a task, and when it is due, Cloud Tasks publishes it to the topic `deadline`, as an account
# that may do nothing else. The functions whose rows say so may make tasks, and have them run as that account.

locals {
  # By its full name: its id is known only after it was made.
  timer_environment = {
    TIMER_QUEUE   = "projects/${local.project}/locations/${google_cloud_tasks_queue.timers.location}/queues/${google_cloud_tasks_queue.timers.name}"
    TIMER_ACCOUNT = google_service_account.timers.email
  }

  timer_functions = toset([for name, function in local.functions : name if function.sets_timers])
}

resource "google_service_account" "timers" {
  project      = local.project
  account_id   = "${var.prefix}-timers"
  display_name = "Heliograph timers"
  description  = "Cloud Tasks publishes due timers as this account."
}

resource "google_cloud_tasks_queue" "timers" {
  project  = local.project
  name     = "${var.prefix}-timers"
  location = var.region

  rate_limits {
    # The most that a queue allows: 100,000 timers that are due together come within 200 s.
    max_dispatches_per_second = 500
    # Pub/Sub takes a publish in less than 200 ms, so this many at once are enough for that rate.
    max_concurrent_dispatches = 100
  }

  # A publish that fails is tried until the task is 31 days old, when Cloud Tasks drops it. The farthest timer is a task of 29 days,
  # so each has two days or more. Pub/Sub must be away for longer than that before one is lost.
  retry_config {
    # No limit.
    max_attempts = -1
    # No limit either.
    max_retry_duration = "0s"
    # A publish that Pub/Sub has refused once succeeds in most cases at once.
    min_backoff = "1s"
    # After an outage, a timer is so much late at most.
    max_backoff = "300s"
    # From 1 s to 256 s in eight steps.
    max_doublings = 8
  }
}

resource "google_cloud_tasks_queue_iam_member" "sets_timers" {
  for_each = local.timer_functions

  project  = local.project
  location = google_cloud_tasks_queue.timers.location
  name     = google_cloud_tasks_queue.timers.name
  role     = "roles/cloudtasks.enqueuer"
  member   = "serviceAccount:${module.function[each.key].service_account}"
}

# Whoever makes a task that runs as an account must be allowed to act as it.
resource "google_service_account_iam_member" "sets_timers" {
  for_each = local.timer_functions

  service_account_id = google_service_account.timers.name
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:${module.function[each.key].service_account}"
}

resource "google_pubsub_topic_iam_member" "timers_publish" {
  project = local.project
  topic   = google_pubsub_topic.retained["deadline"].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.timers.email}"
}
