# The secrets. Terraform writes them but does not keep them: no value is in a plan or in the state. functions.tf says which function
# reads which secret, each as its own account; nobody else may.

locals {
  _secrets = {
    # Mounted as `latest`, and read again by ingress: a new version needs no deploy.
    client-tokens = { version = var.client_tokens_version, mounts = "latest", on_removal = "DISABLE", is_lasting = true }
    # Never changed: it names conversations, in history and in ordering keys. With protection, nothing deletes it.
    conversation-key = { version = "1", mounts = null, on_removal = var.deletion_protection ? "PREVENT" : "DELETE", is_lasting = true }
    # Gone when their setting is taken out: whoever issued them can issue others.
    api-credentials = { version = var.api_credentials_version, mounts = null, on_removal = "DISABLE", is_lasting = false }
    fallback-key    = { version = var.fallback_url == null ? null : var.fallback_key_version, mounts = null, on_removal = "DISABLE", is_lasting = false }
  }
  secrets = { for name, secret in local._secrets : name => secret if secret.version != null }

  secret_contents = {
    client-tokens    = jsonencode(var.client_tokens)
    conversation-key = var.conversation_key
    api-credentials  = var.api_credentials
    fallback-key     = var.fallback_key
  }

  # The version that a function reads: a fixed one, so that a revision always reads the same, or the newest.
  secret_references = {
    for name, secret in local.secrets : name => {
      secret  = google_secret_manager_secret.this[name].secret_id
      version = coalesce(secret.mounts, google_secret_manager_secret_version.this[name].version)
    }
  }
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secrets

  project             = local.project
  secret_id           = "${var.prefix}-${each.key}"
  deletion_protection = var.deletion_protection && each.value.is_lasting

  # In the region of everything else, because an organisation's policy on locations may require it.
  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}

resource "google_secret_manager_secret_version" "this" {
  for_each = local.secrets

  secret         = google_secret_manager_secret.this[each.key].id
  secret_data_wo = local.secret_contents[each.key]
  # Terraform cannot see that a value has changed: another number makes it write.
  secret_data_wo_version = each.value.version
  # An old version is disabled, not destroyed: it can be enabled again.
  deletion_policy = each.value.on_removal

  lifecycle {
    # So there is always a newest version.
    create_before_destroy = true
  }
}
