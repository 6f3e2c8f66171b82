# What is counted: the events that the functions log, and Cloud Run's log of requests, as metrics; and who gets alerts. Of the request logs of successes one in a
# hundred is kept, because many of them cost more than the functions; every failure is kept.

locals {
  # The filter of all logs of our functions.
  service_names = [for name, _ in local.functions : "${var.prefix}-${name}"]
  ours          = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(${join(" OR ", [for name in local.service_names : "\"${name}\""])})"

  # By metric: which log lines it counts, and which of their fields become labels. The events are in shared/base/log-event.ts.
  log_metrics = {
    webhook_refused = {
      filter = "jsonPayload.event=\"webhook_refused\""
      labels = { reason = "jsonPayload.reason", channel = "jsonPayload.channel", agent = "jsonPayload.agent" }
      about  = "Webhooks whose signature, or handshakes whose token, were refused. `agent` is set when the body names one of ours."
    }
    webhook_parked = {
      filter = "jsonPayload.event=\"webhook_parked\""
      labels = { reason = "jsonPayload.reason" }
      about  = "Genuine webhooks that no function could take."
    }
    publish_failed = {
      filter = "jsonPayload.event=\"publish_failed\""
      labels = { kind = "jsonPayload.kind" }
      about  = "Webhooks that Pub/Sub did not take in time. Google got 503 and sends them again."
    }
    token_matched = {
      filter = "jsonPayload.event=\"token_matched\""
      labels = { owner = "jsonPayload.tokenOwner", position = "jsonPayload.tokenPosition" }
      about  = "Which tokens Google signs with: each once a minute and process while it is in use. It proves that genuine webhooks come."
    }
    request_logged = {
      # Cloud Run's own log. It counts what the exclusion below leaves out, too.
      filter = "log_id(\"run.googleapis.com/requests\") AND resource.labels.service_name=\"${var.prefix}-ingress\""
      labels = { status = "httpRequest.status" }
      about  = "Requests to ingress by their status, also those that never reached an instance: no other metric has these."
    }
    request_turned_away = {
      # Where Cloud Run has answered itself it says why. Ingress answers 429, too, to strangers who hold up its memory.
      filter = "log_id(\"run.googleapis.com/requests\") AND resource.labels.service_name=\"${var.prefix}-ingress\" AND textPayload:* AND (httpRequest.status=403 OR httpRequest.status=429 OR httpRequest.status>=500)"
      labels = { status = "httpRequest.status" }
      about  = "Requests to ingress that Cloud Run has answered itself: nobody may call, all instances are busy, none starts, or one died."
    }
    token_reload_failed = {
      filter = "jsonPayload.event=\"token_reload_failed\""
      labels = { reason = "jsonPayload.reason" }
      about  = "Failures to read the client tokens again. Ingress goes on with the tokens from before."
    }
    dead_lettered = {
      filter = "jsonPayload.event=\"dead_lettered\""
      labels = { kind = "jsonPayload.kind", reason = "jsonPayload.reason" }
      about  = "Facts that can never be handled."
    }
    is_paused = {
      filter = "jsonPayload.event=\"is_paused\""
      labels = { scope = "jsonPayload.kind", agent = "jsonPayload.agent" }
      about  = "What is paused: each process tells it twice a minute at most, while there is something to say."
    }
    delivery_failed = {
      filter = "jsonPayload.event=\"delivery_failed\""
      labels = { kind = "jsonPayload.kind" }
      about  = "Deliveries that will be tried again."
    }
    duplicate_ignored = {
      filter = "jsonPayload.event=\"duplicate_ignored\""
      labels = { kind = "jsonPayload.kind", agent = "jsonPayload.agent" }
      about  = "Facts that were handled before: repeated webhooks and deliveries, redrives, replays."
    }
    message_sent = {
      filter = "jsonPayload.event=\"message_sent\""
      labels = { channel = "jsonPayload.channel", agent = "jsonPayload.agent" }
      about  = "Messages of ours that Google took."
    }
    receipt_merged = {
      filter = "jsonPayload.event=\"receipt_merged\""
      labels = { step = "jsonPayload.kind", agent = "jsonPayload.agent" }
      about  = "Receipts by step: delivered, read. A repeated receipt is counted again."
    }
    fell_back = {
      filter = "jsonPayload.event=\"fell_back\""
      labels = { reason = "jsonPayload.reason", agent = "jsonPayload.agent" }
      about  = "Messages that another channel took over."
    }
    google_refused = {
      filter = "jsonPayload.event=(\"delivery_failed\" OR \"act_refused\" OR \"signal_failed\") AND jsonPayload.status:*"
      labels = { status = "jsonPayload.status", during = "jsonPayload.event" }
      about  = "Calls that Google refused, after the last try."
    }
  }

  # The names of our metrics in filters of Monitoring.
  metric_types = { for name, metric in google_logging_metric.said : name => "logging.googleapis.com/user/${metric.name}" }

  channels_to_notify = concat(var.notification_channels, [for channel in google_monitoring_notification_channel.email : channel.id])
}

resource "google_logging_metric" "said" {
  for_each = local.log_metrics

  project     = local.project
  name        = "${var.prefix}/${each.key}"
  description = each.value.about
  filter      = "${local.ours} AND ${each.value.filter}"

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

  lifecycle {
    # And deleted last: Monitoring keeps a channel that a policy still notifies.
    create_before_destroy = true
  }
}
