# What is counted: the words that the functions log, as metrics; and who is told. Of request logs of successes one in a hundred is
# kept, because at volume they cost more than the functions; nothing that failed is left out.

locals {
  # The filter of everything our functions log or answer.
  service_names = [for name, _ in local.functions : "${var.prefix}-${name}"]
  ours          = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", [for name in local.service_names : "\"${name}\""])})"

  # By metric: what a log line must say, and what of it becomes a label. The words are those of the functions' log.
  log_metrics = {
    webhook_refused = {
      says   = "jsonPayload.event=\"webhook_refused\""
      labels = { reason = "jsonPayload.reason", channel = "jsonPayload.channel", agent = "jsonPayload.agent" }
      counts = "Webhooks whose signature, or handshakes whose token, were refused. `agent` is set when the body names one of ours."
    }
    webhook_parked = {
      says   = "jsonPayload.event=\"webhook_parked\""
      labels = { reason = "jsonPayload.reason" }
      counts = "Authentic webhooks that no function could take."
    }
    publish_failed = {
      says   = "jsonPayload.event=\"publish_failed\""
      labels = { kind = "jsonPayload.kind" }
      counts = "Webhooks that Pub/Sub did not take in time, so that Google was told to send them again."
    }
    token_matched = {
      says   = "jsonPayload.event=\"token_matched\""
      labels = { owner = "jsonPayload.tokenOwner", position = "jsonPayload.tokenPosition" }
      counts = "Which tokens Google signs with: the newest once per process, an older one once a minute while it is in use."
    }
    token_reload_failed = {
      says   = "jsonPayload.event=\"token_reload_failed\""
      labels = { reason = "jsonPayload.reason" }
      counts = "Client tokens that could not be read, so that ingress goes on with those before."
    }
    dead_lettered = {
      says   = "jsonPayload.event=\"dead_lettered\""
      labels = { kind = "jsonPayload.kind", reason = "jsonPayload.reason" }
      counts = "Facts that can never be handled."
    }
    delivery_failed = {
      says   = "jsonPayload.event=\"delivery_failed\""
      labels = { kind = "jsonPayload.kind" }
      counts = "Deliveries that will be tried again."
    }
    duplicate_ignored = {
      says   = "jsonPayload.event=\"duplicate_ignored\""
      labels = { kind = "jsonPayload.kind", agent = "jsonPayload.agent" }
      counts = "Facts that came again and were known: repeated webhooks and deliveries, redrives, replays."
    }
    message_sent = {
      says   = "jsonPayload.event=\"message_sent\""
      labels = { channel = "jsonPayload.channel", agent = "jsonPayload.agent" }
      counts = "Messages of ours that Google took."
    }
    receipt_merged = {
      says   = "jsonPayload.event=\"receipt_merged\""
      labels = { step = "jsonPayload.kind", agent = "jsonPayload.agent" }
      counts = "Receipts by step: delivered, read. A repeated one counts again."
    }
    fell_back = {
      says   = "jsonPayload.event=\"fell_back\""
      labels = { reason = "jsonPayload.reason", agent = "jsonPayload.agent" }
      counts = "Messages that another channel had to carry."
    }
    google_refused = {
      says   = "jsonPayload.event=(\"delivery_failed\" OR \"act_refused\" OR \"signal_failed\") AND jsonPayload.status:*"
      labels = { status = "jsonPayload.status", during = "jsonPayload.event" }
      counts = "Calls that Google refused, when patience had run out."
    }
  }

  # What a filter of Monitoring calls a metric of ours.
  metric_types = { for name, metric in google_logging_metric.said : name => "logging.googleapis.com/user/${metric.name}" }

  channels_to_notify = concat(var.notification_channels, [for channel in google_monitoring_notification_channel.email : channel.id])
}

resource "google_logging_metric" "said" {
  for_each = local.log_metrics

  project     = local.project
  name        = "${var.prefix}/${each.key}"
  description = each.value.counts
  filter      = "${local.ours} AND ${each.value.says}"

  label_extractors = { for label, field in each.value.labels : label => "EXTRACT(${field})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    dynamic "labels" {
      for_each = each.value.labels
      content {
        key        = labels.key
        value_type = "STRING"
      }
    }
  }
}

resource "google_logging_project_exclusion" "successes" {
  project     = local.project
  name        = "${var.prefix}-successes"
  description = "Of every hundred requests that went well, one stays in the log."
  filter      = "${local.ours} AND log_id(\"run.googleapis.com/requests\") AND httpRequest.status<400 AND sample(insertId, 0.99)"
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  project      = local.project
  display_name = "Heliograph: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }
}
