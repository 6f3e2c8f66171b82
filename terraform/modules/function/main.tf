# One function, the account it runs as, and that account's right to read the secrets that the function is given. Who may call
# it and what else it may do is granted where those things are.

resource "google_service_account" "this" {
  project      = var.project
  account_id   = var.name
  display_name = var.name
  description  = var.description
}

# Here, because a revision does not start without these rights.
resource "google_secret_manager_secret_iam_member" "reads" {
  for_each = merge(var.secret_values, var.secret_files)

  project   = var.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.this.email}"

  lifecycle {
    # And deleted last: until the function is built without a secret, its instances start with it.
    create_before_destroy = true
  }
}

resource "google_cloudfunctions2_function" "this" {
  project     = var.project
  location    = var.region
  name        = var.name
  description = var.description

  build_config {
    # The version that everything is tested on; supported until April 2028.
    runtime           = "nodejs24"
    entry_point       = var.entry_point
    service_account   = var.build.account
    docker_repository = var.build.repository

    source {
      storage_source {
        bucket     = var.code.bucket
        object     = var.code.object
        generation = var.code.generation
      }
    }

    # Security patches of the base image arrive without a deploy.
    automatic_update_policy {}
  }

  service_config {
    service_account_email            = google_service_account.this.email
    ingress_settings                 = var.ingress_settings
    all_traffic_on_latest_revision   = true
    available_cpu                    = var.sizing.cpu
    available_memory                 = var.sizing.memory
    max_instance_request_concurrency = var.sizing.concurrency
    min_instance_count               = var.sizing.min_instances
    max_instance_count               = var.sizing.max_instances
    timeout_seconds                  = var.sizing.timeout_seconds
    environment_variables            = merge(var.environment, { for name, file in var.secret_files : name => "${local.mounts[name]}/value" })

    dynamic "secret_environment_variables" {
      for_each = var.secret_values
      content {
        key        = secret_environment_variables.key
        project_id = var.project
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }

    dynamic "secret_volumes" {
      for_each = var.secret_files
      content {
        mount_path = local.mounts[secret_volumes.key]
        project_id = var.project
        secret     = secret_volumes.value.secret
        versions {
          version = secret_volumes.value.version
          path    = "value"
        }
      }
    }
  }

  depends_on = [google_secret_manager_secret_iam_member.reads]
}

locals {
  mounts = { for name, file in var.secret_files : name => "/secrets/${file.secret}" }
}
