# Which fields of history have an index, and which one says when a document may be deleted. One after the other, each named by the one
# before: a new database refuses changes of its fields beside each other.
#
# By collection: `expireAt` says when a document may be deleted, and the fields that nobody searches by have no index: all but `at`, by
# which turns are sorted, and `agentDay`. An index on a field costs time and storage with every write, and keeps users' words (in
# `state` their number, too) a second time; with an index on a field that grows with time, 500 writes a second are the limit.
# Without an index on a map, its members have none either. TTL does not reach subcollections, so each collection has a policy.

resource "google_firestore_field" "conversations_expire_at" {
  project    = local.project
  database   = local.database
  collection = "conversations"
  field      = "expireAt"

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "conversations_state" {
  project    = local.project
  database   = google_firestore_field.conversations_expire_at.database
  collection = "conversations"
  field      = "state"

  index_config {}
}

resource "google_firestore_field" "conversations_lease" {
  project    = local.project
  database   = google_firestore_field.conversations_state.database
  collection = "conversations"
  field      = "lease"

  index_config {}
}

resource "google_firestore_field" "conversations_committed_by" {
  project    = local.project
  database   = google_firestore_field.conversations_lease.database
  collection = "conversations"
  field      = "committedBy"

  index_config {}
}

resource "google_firestore_field" "turns_expire_at" {
  project    = local.project
  database   = google_firestore_field.conversations_committed_by.database
  collection = "turns"
  field      = "expireAt"

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "turns_acts" {
  project    = local.project
  database   = google_firestore_field.turns_expire_at.database
  collection = "turns"
  field      = "acts"

  index_config {}
}

resource "google_firestore_field" "turns_answers" {
  project    = local.project
  database   = google_firestore_field.turns_acts.database
  collection = "turns"
  field      = "answers"

  index_config {}
}

resource "google_firestore_field" "turns_id" {
  project    = local.project
  database   = google_firestore_field.turns_answers.database
  collection = "turns"
  field      = "id"

  index_config {}
}

resource "google_firestore_field" "turns_is_abandoned" {
  project    = local.project
  database   = google_firestore_field.turns_id.database
  collection = "turns"
  field      = "isAbandoned"

  index_config {}
}

resource "google_firestore_field" "turns_is_complete" {
  project    = local.project
  database   = google_firestore_field.turns_is_abandoned.database
  collection = "turns"
  field      = "isComplete"

  index_config {}
}

resource "google_firestore_field" "turns_is_rebuilt" {
  project    = local.project
  database   = google_firestore_field.turns_is_complete.database
  collection = "turns"
  field      = "isRebuilt"

  index_config {}
}

resource "google_firestore_field" "turns_received" {
  project    = local.project
  database   = google_firestore_field.turns_is_rebuilt.database
  collection = "turns"
  field      = "received"

  index_config {}
}

resource "google_firestore_field" "turns_body" {
  project    = local.project
  database   = google_firestore_field.turns_received.database
  collection = "turns"
  field      = "body"

  index_config {}
}

resource "google_firestore_field" "turns_type" {
  project    = local.project
  database   = google_firestore_field.turns_body.database
  collection = "turns"
  field      = "type"

  index_config {}
}

resource "google_firestore_field" "failures_expire_at" {
  project    = local.project
  database   = google_firestore_field.turns_type.database
  collection = "failures"
  field      = "expireAt"

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "failures_count" {
  project    = local.project
  database   = google_firestore_field.failures_expire_at.database
  collection = "failures"
  field      = "count"

  index_config {}
}

resource "google_firestore_field" "replays_expire_at" {
  project    = local.project
  database   = google_firestore_field.failures_count.database
  collection = "replays"
  field      = "expireAt"

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "replays_is_ended" {
  project    = local.project
  database   = google_firestore_field.replays_expire_at.database
  collection = "replays"
  field      = "isEnded"

  index_config {}
}

resource "google_firestore_field" "replays_others" {
  project    = local.project
  database   = google_firestore_field.replays_is_ended.database
  collection = "replays"
  field      = "others"

  index_config {}
}

resource "google_firestore_field" "replays_published" {
  project    = local.project
  database   = google_firestore_field.replays_others.database
  collection = "replays"
  field      = "published"

  index_config {}
}

resource "google_firestore_field" "replays_read" {
  project    = local.project
  database   = google_firestore_field.replays_published.database
  collection = "replays"
  field      = "read"

  index_config {}
}

resource "google_firestore_field" "replays_replays" {
  project    = local.project
  database   = google_firestore_field.replays_read.database
  collection = "replays"
  field      = "replays"

  index_config {}
}

resource "google_firestore_field" "replays_request" {
  project    = local.project
  database   = google_firestore_field.replays_replays.database
  collection = "replays"
  field      = "request"

  index_config {}
}

# Statistics search all conversations for one agent's day. By default Firestore indexes within one collection only.
resource "google_firestore_field" "agent_day" {
  project    = local.project
  database   = google_firestore_field.replays_request.database
  collection = "turns"
  field      = "agentDay"

  index_config {
    indexes {
      order       = "ASCENDING"
      query_scope = "COLLECTION_GROUP"
    }
  }
}

resource "google_firestore_field" "campaigns_expire_at" {
  project    = local.project
  database   = google_firestore_field.agent_day.database
  collection = "campaigns"
  field      = "expireAt"

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "campaigns_agent" {
  project    = local.project
  database   = google_firestore_field.campaigns_expire_at.database
  collection = "campaigns"
  field      = "agent"

  index_config {}
}

resource "google_firestore_field" "campaigns_by" {
  project    = local.project
  database   = google_firestore_field.campaigns_agent.database
  collection = "campaigns"
  field      = "by"

  index_config {}
}

resource "google_firestore_field" "campaigns_counts" {
  project    = local.project
  database   = google_firestore_field.campaigns_by.database
  collection = "campaigns"
  field      = "counts"

  index_config {}
}

resource "google_firestore_field" "campaigns_done" {
  project    = local.project
  database   = google_firestore_field.campaigns_counts.database
  collection = "campaigns"
  field      = "done"

  index_config {}
}

resource "google_firestore_field" "campaigns_is_ended" {
  project    = local.project
  database   = google_firestore_field.campaigns_done.database
  collection = "campaigns"
  field      = "isEnded"

  index_config {}
}

resource "google_firestore_field" "campaigns_people" {
  project    = local.project
  database   = google_firestore_field.campaigns_is_ended.database
  collection = "campaigns"
  field      = "people"

  index_config {}
}

resource "google_firestore_field" "campaigns_runner" {
  project    = local.project
  database   = google_firestore_field.campaigns_people.database
  collection = "campaigns"
  field      = "runner"

  index_config {}
}

resource "google_firestore_field" "campaigns_template" {
  project    = local.project
  database   = google_firestore_field.campaigns_runner.database
  collection = "campaigns"
  field      = "template"

  index_config {}
}

resource "google_firestore_field" "campaigns_command" {
  project    = local.project
  database   = google_firestore_field.campaigns_template.database
  collection = "campaigns"
  field      = "command"

  index_config {}
}
