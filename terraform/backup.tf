# A copy of history each day, beside point-in-time recovery, which reaches back seven days and ends with the database. How to read one
# again: docs/restore.md.

resource "google_firestore_backup_schedule" "daily" {
  for_each = toset(var.backup_days == 0 ? [] : ["daily"])

  project  = local.project
  database = local.database
  # In seconds.
  retention = "${var.backup_days * 86400}s"

  daily_recurrence {}
}
