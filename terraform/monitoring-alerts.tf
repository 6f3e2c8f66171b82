# When somebody gets an alert, and what they do then: one policy for each symptom, with its runbook in the notification. Each
# condition costs some ten cents a month.

locals {
  _pubsub_subscription = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id"
  _alerting_lanes      = [for lane, settings in local.lanes : "${var.prefix}-${lane}" if settings.is_prompt]
  _refused             = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["google_refused"]}\""
  _requests            = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=one_of(${join(",", [for name in local.service_names : "\"${name}\""])}) AND metric.type=\"run.googleapis.com/request_count\""

  # Each alert is a threshold: what `filter` finds, aligned over `seconds` and grouped by `by`, is above `above` for `for_seconds`.
  # With `among`, it is a share of what `among` finds.
  alerts = {
    dead-letters = {
      title    = "Something waits for a person"
      severity = "ERROR"
      filter   = "${local._pubsub_subscription}=one_of(${join(",", [for name in local.waiting : "\"${var.prefix}-${name}\""])}) AND metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      among    = null
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_SUM"
      by       = ["resource.label.subscription_id"]
      # One is enough; five minutes bridge the gaps between measurements.
      seconds     = 300
      above       = 0
      for_seconds = 0
      runbook     = <<-EOT
        Facts that no function could handle are kept in $${resource.label.subscription_id} for 31 days; nothing is lost, but nobody was answered.
        1. Read why, without taking them: `npx heliograph dead-letters --project ${local.project} --prefix ${var.prefix}`, and `npx heliograph parked` likewise; `show` shows one. The reason says it. `failed-too-often`: it failed five times though nothing was away, look for `delivery_failed` in the log. `paused`: leave it, it is sent again when what is paused is resumed (another alert says so). `away-too-long`: what it needs was away for hours. `gave-up`: its function did not start, or died over it each time: look for `start_failed`.
        2. Fix it and deploy. Of what is parked, `agent-not-configured` needs its agent in `agents`; `no-agent-named` names no agent, so no setting mends it: ask whoever sent it; `unreadable` and `unknown-kind` are what this release cannot read: look for a newer one.
        3. Send them again: `npx heliograph dead-letters redrive --all --project ${local.project} --prefix ${var.prefix}`, with `--database` where it has a name of its own; `--dry-run` tells first. They get the same ids as before, so nobody is answered twice.
      EOT
    }
    waiting-too-long = {
      title    = "Facts wait for their function"
      severity = "ERROR"
      filter   = "${local._pubsub_subscription}=one_of(${join(",", [for name in local._alerting_lanes : "\"${name}\""])}) AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      among    = null
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_MAX"
      by       = ["resource.label.subscription_id"]
      # The interval of its measurements.
      seconds = 60
      # Five quick failures with their back-off take less time: most often something is away, and nobody need do anything below an hour.
      above       = 300
      for_seconds = 60
      runbook     = <<-EOT
        The oldest fact in $${resource.label.subscription_id} is older than five minutes: most often something that it needs is away. It is tried for hours; when the outage has ended, it is handled without your help.
        1. Does its function fail? Look for `delivery_failed` and `start_failed` in its log: the error names what to fix.
        2. Is it at its most instances? Raise `max_instances` in `function_settings`, unless Google answers 429 (another alert says so).
      EOT
    }
    server-errors = {
      title    = "A function fails"
      severity = "ERROR"
      filter   = "${local._requests} AND metric.labels.response_code_class=\"5xx\""
      among    = local._requests
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      by       = ["resource.label.service_name"]
      # One in twenty over five minutes, and for five more: a few failures are repeated and then succeed.
      seconds     = 300
      above       = 0.05
      for_seconds = 300
      runbook     = <<-EOT
        More than one in twenty requests to $${resource.label.service_name} has failed for ten minutes.
        - ingress: Pub/Sub did not take webhooks (`publish_failed`). Google keeps them for seven days and slows down; check that the topics exist and that its account may publish.
        - others: deliveries are refused for now (`delivery_failed`) and come again, for hours while something is away. What fails for another cause is a dead letter after five failures. The error names what to fix.
        - Since a deploy? Take it back: `terraform/README.md`, "Every day": Rollback.
      EOT
    }
    signatures-refused = {
      title    = "Webhooks for an agent of ours are refused"
      severity = "CRITICAL"
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["webhook_refused"]}\" AND metric.labels.reason=\"wrong\" AND metric.labels.agent!=\"\""
      among    = null
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      by       = ["metric.label.agent"]
      # Google waits longer and longer before it repeats.
      seconds = 600
      # Anyone who knows the agent's name can send one or two; Google repeats a webhook that is refused.
      above       = 2
      for_seconds = 0
      runbook     = <<-EOT
        Signatures of webhooks for $${metric.label.agent} match no client token. If Google sent them, the agent's users get no answer; Google repeats for seven days, so there is time to fix it without loss.
        1. Did somebody change the token in Google's console? Put the new one in front of the old one: `docs/operations.md`, "Rotate a token".
        2. Nobody did, and other webhooks pass? Then it is a stranger who guesses: nothing to do.
      EOT
    }
    timers-refused = {
      title    = "Due timers are not published"
      severity = "ERROR"
      # Google's pages do not say whether a success is called 200 or OK.
      filter  = "resource.type=\"cloud_tasks_queue\" AND resource.labels.queue_id=\"${google_cloud_tasks_queue.timers.name}\" AND metric.type=\"cloudtasks.googleapis.com/queue/task_attempt_count\" AND metric.labels.response_code!=\"200\" AND metric.labels.response_code!=\"OK\" AND metric.labels.response_code!=\"ok\""
      among   = null
      aligner = "ALIGN_DELTA"
      reducer = "REDUCE_SUM"
      by      = []
      # One timer is tried some ten times in it.
      seconds = 600
      # One that Pub/Sub refused for a moment is tried fewer times.
      above       = 5
      for_seconds = 0
      runbook     = <<-EOT
        Cloud Tasks cannot publish timers that are due: nobody who waits in vain for a person hears of it, and what RCS did not deliver is said on no other channel. Tasks are tried for as long as they are kept, so nothing is lost yet.
        1. May the account of the queue publish to the topic of timers? `terraform/smoke.sh after` asks; an apply grants it again.
        2. Is the topic there, and Pub/Sub well? What to look at: `docs/operations.md`, "Timers".
      EOT
    }
    tokens-unusable = {
      title    = "The client tokens cannot be read"
      severity = "CRITICAL"
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["token_reload_failed"]}\""
      among    = null
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      by       = []
      # One is enough.
      seconds     = 300
      above       = 0
      for_seconds = 0
      runbook     = <<-EOT
        Running instances go on with the tokens from before; a new one does not start. Read `error` of `token_reload_failed` in the log of ingress, then write a good version: `docs/operations.md`, "Rotate a token".
      EOT
    }
    paused = {
      title    = "Something is paused"
      severity = "WARNING"
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["is_paused"]}\""
      among    = null
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      by       = ["metric.label.scope", "metric.label.agent"]
      # One is enough; functions tell it only while there is something to say.
      seconds     = 300
      above       = 0
      for_seconds = 0
      # Nobody must forget it: users wait for their answers, and codes expire.
      remind_seconds = 3600
      runbook        = <<-EOT
        Somebody has paused $${metric.label.scope} $${metric.label.agent}: nothing of that is said to users. What they say is taken and kept, opt-outs count, and what is to be said waits as dead letters with the reason `paused`.
        1. Who, and since when? `npx heliograph status --project PROJECT`.
        2. Is the cause mended? `npx heliograph resume` sends what waits; what has expired meanwhile stays unsaid. `docs/operations.md`, "Stop it from talking".
        3. Dead letters are kept for 31 days: resume before that.
      EOT
    }
    rate-limited = {
      title    = "Google says that we call too often"
      severity = "WARNING"
      filter   = "${local._refused} AND metric.labels.status=\"429\""
      among    = null
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      by       = []
      # Longer than a burst.
      seconds = 600
      # Each has been tried four times before it is logged, and Pub/Sub delivers again: a few are no harm.
      above       = 10
      for_seconds = 0
      runbook     = <<-EOT
        Calls of agents are refused with 429, so answers are late. Functions already make half as many calls at once, and Pub/Sub slows down.
        1. A campaign? Spread it, or ask Google for more.
        2. Otherwise lower `max_instances` of messages and outbound in `function_settings`.
        3. Only one user? Google limits messages per user too: the bot may be talking to another bot.
      EOT
    }
  }
}

resource "google_monitoring_alert_policy" "symptom" {
  for_each = local.alerts

  project               = local.project
  display_name          = "${var.prefix}: ${each.value.title}"
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = local.channels_to_notify

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter             = each.value.filter
      denominator_filter = each.value.among
      comparison         = "COMPARISON_GT"
      threshold_value    = each.value.above
      duration           = "${each.value.for_seconds}s"

      aggregations {
        alignment_period     = "${each.value.seconds}s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
        group_by_fields      = each.value.by
      }

      dynamic "denominator_aggregations" {
        for_each = each.value.among == null ? [] : [each.value]
        content {
          alignment_period     = "${denominator_aggregations.value.seconds}s"
          per_series_aligner   = denominator_aggregations.value.aligner
          cross_series_reducer = denominator_aggregations.value.reducer
          group_by_fields      = denominator_aggregations.value.by
        }
      }
    }
  }

  documentation {
    content   = each.value.runbook
    mime_type = "text/markdown"
  }

  alert_strategy {
    # A function that scales to zero measures nothing when it is quiet: an hour without data closes an alert. The default is a week.
    auto_close = "3600s"

    dynamic "notification_channel_strategy" {
      for_each = try([each.value.remind_seconds], [])
      content {
        notification_channel_names = local.channels_to_notify
        renotify_interval          = "${notification_channel_strategy.value}s"
      }
    }
  }
}

# Opt-in: only the operator knows how long a bot may be quiet.
resource "google_monitoring_alert_policy" "silence" {
  for_each = toset(var.silence_alert_hours == null ? [] : ["ingress"])

  project               = local.project
  display_name          = "${var.prefix}: No webhook has come for ${var.silence_alert_hours} hours"
  severity              = "WARNING"
  combiner              = "OR"
  notification_channels = local.channels_to_notify

  conditions {
    display_name = "No request to ${each.key}"

    condition_absent {
      filter   = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.prefix}-${each.key}\" AND metric.type=\"run.googleapis.com/request_count\""
      duration = "${var.silence_alert_hours * 3600}s"

      aggregations {
        # Fine enough for hours.
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = <<-EOT
      Google has sent nothing, not even something wrong. Check that the agent is launched, that its webhook is `terraform -chdir=terraform output webhook_urls`, and that `terraform/smoke.sh after` passes.
    EOT
    mime_type = "text/markdown"
  }
}

# Opt-in: what the project may cost in a month before somebody gets a mail. It stops nothing.
resource "google_billing_budget" "monthly" {
  for_each = { for name, budget in { monthly = var.budget } : name => budget if budget != null }
  provider = google.billed

  billing_account = each.value.billing_account
  display_name    = "${var.prefix} ${each.key}"

  budget_filter {
    projects        = ["projects/${local.project_number}"]
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      currency_code = each.value.currency
      units         = tostring(each.value.amount)
    }
  }

  # Half of the budget is information, most of it a warning.
  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1]
    content {
      threshold_percent = threshold_rules.value
    }
  }
  # In time to do something about it.
  threshold_rules {
    threshold_percent = 1
    spend_basis       = "FORECASTED_SPEND"
  }

  all_updates_rule {
    # A budget can notify five channels at most.
    monitoring_notification_channels = slice(local.channels_to_notify, 0, min(5, length(local.channels_to_notify)))
  }
}
