# With deletion_protection, nothing is taken away: neither by `destroy`, nor by a changed project, region, prefix or place of the database,
# each of which Terraform would answer by deleting the functions first, and then failing at the data. Both are refused before the first
# resource is touched. What holds data has a second lock of its own: firestore.tf and secrets.tf.

locals {
  place = {
    project            = var.project
    region             = var.region
    prefix             = var.prefix
    firestore_location = coalesce(var.firestore_location, var.region)
  }
  moves = [for name, value in local.place : "${name} from ${terraform_data.place.input[name]} to ${value}" if value != terraform_data.place.input[name]]
}

# Which of the two this is: what is protected has no place, so its place cannot change.
resource "terraform_data" "mode" {
  for_each = { for mode, place in { protected = "anywhere", movable = jsonencode(local.place) } : mode => place if(mode == "protected") == var.deletion_protection }

  input = each.value
}

# Where this is deployed, as it was first. It is kept anew only where a movable deployment's place changes: Terraform replaces this for a
# mode that changes, and not for one that comes or goes. So whoever turns protection off, or on, cannot move in the same apply.
resource "terraform_data" "place" {
  input = local.place

  lifecycle {
    ignore_changes       = [input]
    replace_triggered_by = [terraform_data.mode]
  }
}

# Made last and destroyed first, because it depends on everything.
resource "terraform_data" "protection" {
  input = var.deletion_protection

  lifecycle {
    precondition {
      condition     = length(local.moves) == 0
      error_message = "Cannot move ${var.deletion_protection ? "a protected deployment" : "in the apply that turns protection off"}: ${join(", ", local.moves)}. Everything would be deleted and made anew. Deploy a second one beside it and move the webhook: docs/moving.md. To give this one up with all its data, set deletion_protection to false, apply only that, destroy, and deploy anew."
    }
  }

  # What was applied last counts: a `destroy` takes no new setting.
  provisioner "local-exec" {
    when    = destroy
    command = self.input ? "echo 'Cannot destroy: deletion_protection is on. Set it to false, apply, and only then destroy.' >&2; exit 1" : "exit 0"
  }

  depends_on = [
    google_artifact_registry_repository.images,
    google_artifact_registry_repository_iam_member.build_pushes,
    google_billing_budget.monthly,
    google_cloud_run_v2_service_iam_member.everyone_calls_ingress,
    google_cloud_run_v2_service_iam_member.push_calls,
    google_cloud_tasks_queue.timers,
    google_cloud_tasks_queue_iam_member.sets_timers,
    google_compute_backend_service.ingress,
    google_compute_global_address.ingress,
    google_compute_global_forwarding_rule.ingress,
    google_compute_managed_ssl_certificate.ingress,
    google_compute_region_network_endpoint_group.ingress,
    google_compute_security_policy.ingress,
    google_compute_ssl_policy.ingress,
    google_compute_target_https_proxy.ingress,
    google_compute_url_map.ingress,
    google_firestore_backup_schedule.daily,
    google_firestore_database.history,
    google_firestore_field.campaigns_command,
    google_logging_linked_dataset.lines,
    google_logging_metric.said,
    google_logging_project_bucket_config.lines,
    google_logging_project_exclusion.domain_successes,
    google_logging_project_exclusion.successes,
    google_logging_project_sink.warehouse,
    google_monitoring_alert_policy.burning,
    google_monitoring_alert_policy.silence,
    google_monitoring_alert_policy.symptom,
    google_monitoring_alert_policy.unreachable,
    google_monitoring_custom_service.bot,
    google_monitoring_dashboard.heliograph,
    google_monitoring_notification_channel.email,
    google_monitoring_slo.answers,
    google_monitoring_slo.webhooks,
    google_monitoring_uptime_check_config.ingress,
    google_project_iam_audit_config.access,
    google_project_iam_member.build_logs,
    google_project_iam_member.build_reads,
    google_project_iam_member.uses_history,
    google_project_service.api,
    google_pubsub_subscription.push,
    google_pubsub_subscription.waiting,
    google_pubsub_subscription_iam_member.dead_letters,
    google_pubsub_topic.replay,
    google_pubsub_topic.retained,
    google_pubsub_topic.waiting,
    google_pubsub_topic_iam_member.dead_letters,
    google_pubsub_topic_iam_member.publishes,
    google_pubsub_topic_iam_member.timers_publish,
    google_secret_manager_secret.this,
    google_secret_manager_secret_version.this,
    google_service_account.build,
    google_service_account.push,
    google_service_account.timers,
    google_service_account_iam_member.pubsub_signs,
    google_service_account_iam_member.sets_timers,
    google_storage_bucket.media,
    google_storage_bucket.source,
    google_storage_bucket_iam_member.keeps_media,
    google_storage_bucket_object.source,
    module.function,
    terraform_data.domain,
    time_sleep.build_rights,
  ]
}

# Of what not every organisation allows: where it cannot be made, the rest is protected all the same.
resource "terraform_data" "channel_protection" {
  input = var.deletion_protection

  provisioner "local-exec" {
    when    = destroy
    command = self.input ? "echo 'Cannot destroy: deletion_protection is on. Set it to false, apply, and only then destroy.' >&2; exit 1" : "exit 0"
  }

  depends_on = [google_project_service.channel]
}
