# The queues: a topic for each kind of fact, one for its dead letters, and topics that other systems read. Each function may
# publish to the topics in its row of functions.tf; Pub/Sub itself may publish dead letters.

locals {
  # What is pushed to a function. `attempts` null means no limit; `path` is the path that is called; a kind that `is_prompt` sets off
  # an alert when it waits for five minutes.
  kinds = {
    # A message that fails holds back its conversation: five attempts at 10 to 60 s are about two minutes of silence, ten at up
    # to 600 s would be forty.
    message = { function = "messages", path = "", is_ordered = true, attempts = 5, backoff_seconds = [10, 60], retention_days = 7, is_prompt = true }
    # Nothing waits behind an event that fails, so the pauses between its attempts may grow.
    event = { function = "events", path = "", is_ordered = false, attempts = 5, backoff_seconds = [10, 600], retention_days = 7, is_prompt = true }
    # There are two or three for every message of ours, and a replay needs them least.
    receipt = { function = "receipts", path = "", is_ordered = false, attempts = 5, backoff_seconds = [10, 600], retention_days = 1, is_prompt = true }
    # In order for senders that set an ordering key; then a failure holds back what follows, as with messages.
    outbound = { function = "outbound", path = "", is_ordered = true, attempts = 5, backoff_seconds = [10, 60], retention_days = 7, is_prompt = true }
    # A timer is refused with 425 until it is due, and Pub/Sub delivers it again and again: so it fires up to ten minutes late, and
    # must never become a dead letter. One that fails is retried, too, for up to the 31 days that its subscription keeps it, and then
    # dropped.
    deadline = { function = "events", path = "/deadlines", is_ordered = false, attempts = null, backoff_seconds = [10, 600], retention_days = 7, is_prompt = false }
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

  topics = merge(google_pubsub_topic.retained, google_pubsub_topic.waiting)

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
  for_each = { for kind, settings in local.kinds : kind => "${kind}-dead" if settings.attempts != null }

  project = local.project
  topic   = google_pubsub_topic.waiting[each.value].name
  role    = "roles/pubsub.publisher"
  member  = local.pubsub_agent
}
