# Where code comes from and how it is built: the zips of `npm run build`, built by Cloud Build as an account that may read
# sources, write logs and push to one repository, and nothing else.

locals {
  build_directory = coalesce(var.build_directory, "${path.module}/../dist")

  # Cloud Functions copies each source into a bucket of its own, which exists only after the first deploy, and builds from there.
  source_buckets = ["gcf-v2-sources-${local.project_number}-${var.region}", google_storage_bucket.source.name]
}

resource "google_storage_bucket" "source" {
  project                     = local.project
  name                        = "${local.project}-${var.prefix}-source"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  # Every object can be built again, byte for byte.
  force_destroy = true

  soft_delete_policy {
    # Off, for the same reason; the default keeps, and bills, seven days.
    retention_duration_seconds = 0
  }
}

resource "google_storage_bucket_object" "source" {
  for_each = { for name, function in local.functions : name => function if !contains(keys(local.pinned), name) }

  bucket = google_storage_bucket.source.name
  # Named by its content: the same code gives the same name and no change, other code another object and a new build.
  name   = "${each.key}/${filesha256("${local.build_directory}/${each.key}.zip")}.zip"
  source = "${local.build_directory}/${each.key}.zip"
  # Zips of earlier applies stay, for a rollback. Each has a megabyte or less; whoever destroys the bucket destroys them.
  deletion_policy = "ABANDON"

  lifecycle {
    # A bucket that is made anew, elsewhere, is empty.
    replace_triggered_by = [google_storage_bucket.source.id]

    precondition {
      condition     = fileexists("${local.build_directory}/${each.key}.zip")
      error_message = "Cannot deploy ${each.key}: ${local.build_directory}/${each.key}.zip does not exist. Run `npm ci && npm run build`."
    }
  }
}

resource "google_artifact_registry_repository" "images" {
  project       = local.project
  location      = var.region
  repository_id = var.prefix
  description   = "Images of Heliograph's functions, built from the zips."
  format        = "DOCKER"

  # Storage over 0.5 GiB is billed, so only the newest images of each function stay: Cloud Run keeps its own copy of those that run.
  cleanup_policies {
    id     = "keep-newest"
    action = "KEEP"
    most_recent_versions {
      # The one that runs and one to roll back to.
      keep_count = 2
    }
  }
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      tag_state = "ANY"
      # A week: a bad deploy is noticed sooner.
      older_than = "604800s"
    }
  }
}

resource "google_service_account" "build" {
  project      = local.project
  account_id   = "${var.prefix}-build"
  display_name = "Heliograph builds"
  description  = "Builds the functions' images."
}

resource "google_artifact_registry_repository_iam_member" "build_pushes" {
  project    = local.project
  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.repository_id
  role       = "roles/artifactregistry.writer"
  member     = "serviceAccount:${google_service_account.build.email}"
}

resource "google_project_iam_member" "build_logs" {
  project = local.project
  role    = "roles/logging.logWriter"
  member  = "serviceAccount:${google_service_account.build.email}"
}

# On the project, because Functions' own bucket does not exist yet; the condition lets it read these two buckets only.
resource "google_project_iam_member" "build_reads" {
  project = local.project
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:${google_service_account.build.email}"

  condition {
    title       = "sources-of-functions"
    description = "The buckets that hold the functions' sources."
    expression = join(" || ", [
      for bucket in local.source_buckets : "resource.name.startsWith(\"projects/_/buckets/${bucket}\")"
    ])
  }
}

# A right takes up to a minute until it counts everywhere, and a first build that lacks one fails for good. Other rights, another minute.
resource "time_sleep" "build_rights" {
  # What Google's own examples wait.
  create_duration = "60s"

  triggers = {
    logs   = google_project_iam_member.build_logs.id
    pushes = google_artifact_registry_repository_iam_member.build_pushes.id
    reads  = google_project_iam_member.build_reads.id
  }
}
