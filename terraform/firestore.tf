# History: one database, protected, that can be restored to any minute of seven days and deletes old turns by itself. The functions
# that keep or read history may use this database and no other.

locals {
  database = google_firestore_database.history.name

  # By collection group: the field that says when a document may be deleted, and the fields that nobody searches by: all but `at`, by
  # which turns are sorted, and `agentDay`. An index on a field costs time and storage with every write, and keeps users' words (in
  # `state` their number, too) a second time; with an index on a field that grows with time, 500 writes a second are the limit.
  # Without an index on a map, its members have none either. TTL does not reach subcollections, so each group has a policy.
  collections = {
    conversations = { expires_at = "expireAt", unindexed = ["state", "lease", "committedBy"] }
    turns         = { expires_at = "expireAt", unindexed = ["acts", "answers", "id", "isAbandoned", "isComplete", "isRebuilt", "received", "body", "type"] }
    failures      = { expires_at = "expireAt", unindexed = ["count"] }
    replays       = { expires_at = "expireAt", unindexed = ["isEnded", "others", "published", "read", "replays", "request"] }
  }

  unindexed_fields = merge([
    for collection, fields in local.collections : {
      for field in fields.unindexed : "${collection}.${field}" => { collection = collection, field = field }
    }
  ]...)
}

resource "google_firestore_database" "history" {
  project     = local.project
  name        = var.prefix
  location_id = coalesce(var.firestore_location, var.region)
  type        = "FIRESTORE_NATIVE"

  database_edition                  = "STANDARD"
  point_in_time_recovery_enablement = var.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  # By default a destroy leaves the database behind. Without protection, it is really deleted.
  deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"
}

resource "google_firestore_field" "expiry" {
  for_each = local.collections

  project    = local.project
  database   = local.database
  collection = each.key
  field      = each.value.expires_at

  ttl_config {}
  # Nobody searches by it, and it grows with time.
  index_config {}
}

resource "google_firestore_field" "unindexed" {
  for_each = local.unindexed_fields

  project    = local.project
  database   = local.database
  collection = each.value.collection
  field      = each.value.field

  index_config {}
}

# Statistics search all conversations for one agent's day. By default Firestore indexes within one collection only.
resource "google_firestore_field" "agent_day" {
  project    = local.project
  database   = local.database
  collection = "turns"
  field      = "agentDay"

  index_config {
    indexes {
      order       = "ASCENDING"
      query_scope = "COLLECTION_GROUP"
    }
  }
}

resource "google_project_iam_member" "uses_history" {
  for_each = { for name, function in local.functions : name => module.function[name].service_account if function.uses_database }

  project = local.project
  role    = "roles/datastore.user"
  member  = "serviceAccount:${each.value}"

  condition {
    title       = "history-of-${var.prefix}"
    description = "This deployment's database, and no other of the project."
    expression  = "resource.name == \"projects/${local.project}/databases/${local.database}\""
  }
}
