# What shows that nothing comes any more, where nothing is written either: both are opt-in, because only the operator knows how long a
# bot may be quiet, and because a probe wakes instances.

# Genuine webhooks alone: what strangers and probes send is no sign of life. Ingress says with which token they are signed, once a minute.
resource "google_monitoring_alert_policy" "silence" {
  for_each = toset(var.silence_alert_hours == null ? [] : ["ingress"])

  project               = local.project
  display_name          = "${var.prefix}: No webhook has come for ${var.silence_alert_hours} hours"
  severity              = "WARNING"
  combiner              = "OR"
  notification_channels = local.channels_to_notify

  conditions {
    display_name = "No genuine webhook to ${each.key}"

    condition_prometheus_query_language {
      # What was never counted is nothing, not zero.
      query = "(sum(increase(${local._counted["token_matched"]}{${local._revision}}[${var.silence_alert_hours}h])) or vector(0)) < 1"
      # At once: the hours are in the query.
      duration = "0s"
      # Fine enough for hours.
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }

  documentation {
    content   = <<-EOT
      No webhook with a right signature has reached ingress. Others may have: this counts what Google signed, `token_matched` in the log.
      1. `npx heliograph doctor ${local._deployment} --region ${var.region}` asks ingress, and looks at Google's side: is the agent launched, and is its webhook `terraform -chdir=terraform output webhook_urls`?
      2. Do webhooks come and are refused? Look for `webhook_refused` with an `agent`, and for alerts on requests that are turned away.
      3. Neither? Write to the agent from your own phone. If that comes through, the bot is quiet, and the hours are too few.
    EOT
    mime_type = "text/markdown"
  }
}

# Asks ingress for its health from three continents, at Google's cost up to a million times a month: every 15 minutes are 8,640. Each
# time that an instance is woken for it is billed like a request, so it also keeps one warm, or nearly so.
resource "google_monitoring_uptime_check_config" "ingress" {
  # The key says which host is asked. Another host is another check with its own alert: Monitoring deletes no check that an alert
  # still uses.
  for_each = toset(var.probe_minutes == null ? [] : [var.domain_only ? "domain" : "ingress"])

  project      = local.project
  display_name = "${var.prefix}-${each.key}"
  period       = "${var.probe_minutes * 60}s"
  # A cold start takes less.
  timeout          = "10s"
  selected_regions = ["EUROPE", "USA_VIRGINIA", "ASIA_PACIFIC"]

  http_check {
    path           = "/health"
    port           = 443 # HTTPS
    use_ssl        = true
    validate_ssl   = true
    request_method = "GET"
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = local.project
      host       = trimprefix(local.probed_base, "https://")
    }
  }
}

resource "google_monitoring_alert_policy" "unreachable" {
  for_each = google_monitoring_uptime_check_config.ingress

  project      = local.project
  display_name = "${var.prefix}: Ingress does not answer"
  # Whoever fills all instances can set it off.
  severity              = "ERROR"
  combiner              = "OR"
  notification_channels = local.channels_to_notify

  conditions {
    display_name = "Two of three probes fail"

    condition_threshold {
      filter     = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${each.value.uptime_check_id}\""
      comparison = "COMPARISON_GT"
      # One may be a fault on the way.
      threshold_value = 1
      duration        = "0s"

      aggregations {
        # Twice the time between probes: the newest of each region counts.
        alignment_period     = "${var.probe_minutes * 120}s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    content   = <<-EOT
      ${local.probed_base}/health is not answered 200 on two of three continents, so webhooks are most likely not answered either. Google repeats them for seven days.
      1. `npx heliograph doctor ${local._deployment} --region ${var.region}` asks as well, and tells what it got.
      2. 403? Nobody may call ingress. 429? It is at its most instances. 5xx? It does not start. Another alert tells each in words.
      3. Nothing at all, and a `domain`? Look at its DNS record and certificate.
    EOT
    mime_type = "text/markdown"
  }

  alert_strategy {
    # The probe measures on, so it ends by itself when ingress answers.
    auto_close = "3600s"
  }
}
