# Only with var.keep_media: a bucket for copies of users' files, because Google's URLs of them expire. They are deleted when history
# is; the functions that handle messages may add and read them, and nobody may replace or delete one.

locals {
  media_buckets     = toset(var.keep_media ? ["media"] : [])
  media_environment = { for name, bucket in google_storage_bucket.media : "MEDIA_BUCKET" => bucket.name }
}

resource "google_storage_bucket" "media" {
  for_each = local.media_buckets

  project                     = local.project
  name                        = "${local.project}-${var.prefix}-${each.key}"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  # Of files that were erased: seven days are the least that Cloud Storage has, beside none, and enough to notice a mistake.
  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  # Together with the history that refers to them. With protection, keep_media = false ends the copying alone: files stay for their days.
  force_destroy   = !var.deletion_protection
  deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"

  lifecycle_rule {
    condition {
      age = var.history_days
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "keeps_media" {
  for_each = { for pair in setproduct(local.media_buckets, ["objectCreator", "objectViewer"]) : pair[1] => pair[0] }

  bucket = google_storage_bucket.media[each.value].name
  role   = "roles/storage.${each.key}"
  member = "serviceAccount:${module.function["messages"].service_account}"
}
