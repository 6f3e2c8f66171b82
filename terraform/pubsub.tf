# The queues: a topic for each kind of fact, one for its dead letters, and topics that other systems read. Each function may
# publish to the topics in its row of functions.tf; Pub/Sub itself may publish dead letters, and Cloud Tasks due timers.

locals {
  # The most that Pub/Sub allows. It counts every refusal, in an outage too, so it is only the last net: the functions make a
  # dead letter at once of what can never succeed, and after five failures of what is no outage.
  attempts = 100

  # What is pushed to a function. `path` is the path that is called; a kind that `is_prompt` sets off an alert when it waits for
  # five minutes. shared/base/budgets.ts has the same numbers, with the reasons why they fit together; a test compares them.
  kinds = {
    # A message that fails holds back its conversation, so the pauses stay short: after an outage a user waits two minutes at most.
    # A hundred attempts are more than three hours.
    message = { function = "messages", path = "", is_ordered = true, backoff_seconds = [10, 120], retention_days = 7, is_prompt = true }
    # Nothing waits behind an event that fails, so the pauses between its attempts may grow to the longest there is.
    event = { function = "events", path = "", is_ordered = false, backoff_seconds = [10, 600], retention_days = 7, is_prompt = true }
    # There are two or three for every message of ours, and a replay needs them least.
    receipt = { function = "receipts", path = "", is_ordered = false, backoff_seconds = [10, 600], retention_days = 1, is_prompt = true }
    # In order for senders that set an ordering key; then a failure holds back what follows, as with messages.
    outbound = { function = "outbound", path = "", is_ordered = true, backoff_seconds = [10, 120], retention_days = 7, is_prompt = true }
    # Our own timers, which Cloud Tasks publishes when they are due. From then on they are messages like any other.
    deadline = { function = "events", path = "/deadlines", is_ordered = false, backoff_seconds = [10, 600], retention_days = 7, is_prompt = false }
  }

  # What a person or another system reads once it subscribes: kept for as long as Google itself would repeat a webhook.
  outgoing = {
    fallback = { retention_days = 7 }
    handoff  = { retention_days = 7 }
  }

  # What waits for a person: dead letters of each kind, and genuine webhooks that no function could take.
  waiting = toset(concat([for kind, _ in local.kinds : "${kind}-dead"], ["parked"]))

  # Kept for a replay, and for subscriptions that come later.
  retained = { for name, topic in merge(local.kinds, local.outgoing) : name => topic.retention_days }

  topics = merge(google_pubsub_topic.retained, google_pubsub_topic.waiting, google_pubsub_topic.replay)

  pubsub_agent = "serviceAccount:service-${local.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_pubsub_topic" "retained" {
  for_each = local.retained

  project                    = local.project
  name                       = "${var.prefix}-${each.key}"
  message_retention_duration = "${each.value * 86400}s"

  # Pub/Sub keeps an order within one region only; and users' words stay in the region that was chosen.
  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

# The lanes on which `heliograph replay` publishes again what the topics above retain. Nobody but our own function subscribes to them,
# and nothing is retained: what was replayed is never replayed.
resource "google_pubsub_topic" "replay" {
  for_each = toset([for kind, _ in local.kinds : "${kind}-replay"])

  project = local.project
  name    = "${var.prefix}-${each.key}"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

resource "google_pubsub_topic" "waiting" {
  for_each = local.waiting

  project = local.project
  name    = "${var.prefix}-${each.key}"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

# Without a subscription, a published message is lost.
resource "google_pubsub_subscription" "waiting" {
  for_each = google_pubsub_topic.waiting

  project = local.project
  name    = each.value.name
  topic   = each.value.id
  # The longest there is: 31 days.
  message_retention_duration = "2678400s"
  # A person or a script takes a batch at a time and has this long for it.
  ack_deadline_seconds = 60

  # By default a subscription that is quiet for 31 days is deleted.
  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_topic_iam_member" "publishes" {
  for_each = merge([
    for name, function in local.functions : {
      for topic in function.publishes : "${name} ${topic}" => { function = name, topic = topic }
    }
  ]...)

  project = local.project
  topic   = local.topics[each.value.topic].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${module.function[each.value.function].service_account}"
}

# Pub/Sub publishes dead letters there. (subscribers.tf lets it take them from their subscription.)
resource "google_pubsub_topic_iam_member" "dead_letters" {
  for_each = { for kind, _ in local.kinds : kind => "${kind}-dead" }

  project = local.project
  topic   = google_pubsub_topic.waiting[each.value].name
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
