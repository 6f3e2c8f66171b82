# History: one database, protected, with seven days to go back to, where old turns are forgotten by themselves. The functions
# that keep or read history may use this database and no other.

locals {
  database = google_firestore_database.history.name

  # By collection group: the field that says when a document may be forgotten, and what is written but never searched for: all
  # else but `at`, by which turns are sorted, and `agentDay`. An index on such a field costs time and storage with every write, and
  # keeps what users said (and in `state` their number) a second time; one on a growing field stops at some 500 writes a second.
  # An exempted map is exempted with all that is in it. TTL does not reach below a document, so each group has its own.
  collections = {
    conversations = { expires_at = "expireAt", unindexed = ["state", "lease", "committedBy"] }
    turns         = { expires_at = "expireAt", unindexed = ["acts", "answers", "id", "isAbandoned", "isComplete", "received", "body", "type"] }
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
  # The default abandons the database on destroy: without protection, destroying means it.
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

# Statistics ask all conversations for an agent's day. By itself, Firestore indexes within one collection only.
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
