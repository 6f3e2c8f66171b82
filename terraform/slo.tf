# What users may expect, over four weeks, and who is told when that is used up too fast. Two promises: Google's webhooks are taken, and what
# users say does not wait. The objectives cost nothing; with var.burn_rate_alerts, eight conditions do.

locals {
  _service = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.prefix}-ingress\" AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class"

  objectives = {
    webhooks = {
      about = "Webhooks are taken"
      # 40 minutes in four weeks. Google repeats what is not taken, so such a minute is an answer that is late, and no loss.
      goal    = 0.999
      runbook = "Ingress answers Google with 5xx: see `publish_failed` and `start_failed` in its log. Google repeats for seven days, so answers are late and nothing is lost."
    }
    answers = {
      about = "What users say is taken up within a minute"
      # Three hours in four weeks: an outage of Google's messaging API counts here, too.
      goal    = 0.995
      runbook = "What users said waits for `messages`: most often something that it needs is away. See `delivery_failed` in its log; what waits is handled when that has ended."
    }
  }

  # How many times faster than allowed, over a long window and, so that the alert ends soon, over a short one. The pairs are those of
  # Google's book on reliability: two per cent of thirty days' budget in one hour, five per cent in six.
  burn_rates = {
    fast = { rate = 14.4, windows = ["3600s", "300s"], severity = "ERROR" }
    slow = { rate = 6, windows = ["21600s", "1800s"], severity = "WARNING" }
  }

  burning = {
    for pair in setproduct(var.burn_rate_alerts ? keys(local.objectives) : [], keys(local.burn_rates)) :
    join(" ", pair) => merge(local.burn_rates[pair[1]], local.objectives[pair[0]], { objective = pair[0], speed = pair[1] })
  }
}

resource "google_monitoring_custom_service" "bot" {
  project      = local.project
  service_id   = var.prefix
  display_name = "Heliograph: ${var.prefix}"
}

resource "google_monitoring_slo" "webhooks" {
  project             = local.project
  service             = google_monitoring_custom_service.bot.service_id
  slo_id              = "webhooks"
  display_name        = local.objectives.webhooks.about
  goal                = local.objectives.webhooks.goal
  rolling_period_days = 28 # Four weeks, so that each has the same week-ends.

  request_based_sli {
    # What strangers send wrongly, 4xx, is neither.
    good_total_ratio {
      good_service_filter = "${local._service}=\"2xx\""
      bad_service_filter  = "${local._service}=\"5xx\""
    }
  }
}

resource "google_monitoring_slo" "answers" {
  project             = local.project
  service             = google_monitoring_custom_service.bot.service_id
  slo_id              = "answers"
  display_name        = local.objectives.answers.about
  goal                = local.objectives.answers.goal
  rolling_period_days = 28 # Four weeks, so that each has the same week-ends.

  windows_based_sli {
    # The oldest message that waits is measured once a minute.
    window_period = "300s"

    metric_mean_in_range {
      time_series = "${local._pubsub_subscription}=\"${google_pubsub_subscription.push["message"].name}\" AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""

      range {
        min = 0  # Nothing waits.
        max = 60 # Whoever waits longer for an answer has gone.
      }
    }
  }
}

resource "google_monitoring_alert_policy" "burning" {
  for_each = local.burning

  project               = local.project
  display_name          = "${var.prefix}: ${each.value.about}: the budget burns ${each.value.speed}"
  severity              = each.value.severity
  combiner              = "AND"
  notification_channels = local.channels_to_notify

  dynamic "conditions" {
    for_each = each.value.windows
    content {
      display_name = "Over ${conditions.value}"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${ { webhooks = google_monitoring_slo.webhooks, answers = google_monitoring_slo.answers }[each.value.objective].name}\", \"${conditions.value}\")"
        comparison      = "COMPARISON_GT"
        threshold_value = each.value.rate
        # At once: the windows are long enough.
        duration = "0s"
      }
    }
  }

  documentation {
    content   = "${each.value.runbook} At this rate, what is allowed in four weeks is used up in ${ceil(28 / each.value.rate)} days at most. What the objective counts: `docs/platform.md`, \"What users may expect\"."
    mime_type = "text/markdown"
  }

  alert_strategy {
    # As of the other alerts.
    auto_close = "3600s"
  }
}
