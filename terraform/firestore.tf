# History: one database, protected, that can be restored to any minute of seven days and deletes old turns by itself. The functions
# that keep or read history may use this database and no other.

locals {
  database = google_firestore_database.history.name
}

resource "google_firestore_database" "history" {
  project     = local.project
  name        = var.prefix
  location_id = coalesce(var.firestore_location, var.region)
  type        = "FIRESTORE_NATIVE"

  database_edition                  = "STANDARD"
  point_in_time_recovery_enablement = var.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  # The second lock, behind protection.tf. By default a destroy leaves the database behind; without protection, it is really deleted.
  deletion_policy = var.deletion_protection ? "PREVENT" : "DELETE"
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
