# When somebody gets an alert, and what they do then: one policy for each symptom, with its runbook in the notification. Each
# condition costs some ten cents a month.
#
# Monitoring refuses a threshold on a metric that it does not know yet, and our own metrics are made in the same apply. So what is counted
# in our log is asked for in PromQL, which need not be known, or by its log lines where one is enough.

locals {
  _pubsub_subscription = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id"
  _alerting_lanes      = [for lane, settings in local.lanes : "${var.prefix}-${lane}" if settings.is_prompt]
  _refused             = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["google_refused"]}\""

  # Of each command in a runbook.
  _deployment = var.prefix == "heliograph" ? "--project ${local.project}" : "--project ${local.project} --prefix ${var.prefix}"

  # In PromQL: a metric's first slash is a colon, and whatever else is no letter or digit an underscore.
  _counted        = { for name, _ in local.log_metrics : name => "logging_googleapis_com:user_${replace("${var.prefix}/${name}", "/\\W/", "_")}" }
  _revision       = "monitored_resource=\"cloud_run_revision\""
  _ours_in_promql = "${local._revision}, service_name=~\"${join("|", local.service_names)}\""

  # Requests of the last five minutes by function, and those that failed.
  _asked  = "sum by (service_name) (increase(run_googleapis_com:request_count{${local._ours_in_promql}}[5m]))"
  _failed = "sum by (service_name) (increase(run_googleapis_com:request_count{${local._ours_in_promql}, response_code_class=\"5xx\"}[5m]))"

  # Of the last ten minutes, by the log of requests: all to ingress, and those that Cloud Run has answered itself.
  _requested   = "sum(increase(${local._counted["request_logged"]}{${local._revision}}[10m]))"
  _turned_away = "sum(increase(${local._counted["request_turned_away"]}{${local._revision}}[10m]))"

  # Each alert has one of three conditions.
  # - `filter`: what it finds, aligned over `seconds` and grouped by `by`, is above `above` for `for_seconds`.
  # - `query`: PromQL that finds something, for `for_seconds`.
  # - `line`: a line of our log that it matches, told again every `remind_seconds` while there are more; of the line's fields in `labels`
  #   the runbook may speak.
  alerts = {
    dead-letters = {
      title    = "Something waits for a person"
      severity = "ERROR"
      filter   = "${local._pubsub_subscription}=one_of(${join(",", [for name in local.waiting : "\"${var.prefix}-${name}\""])}) AND metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_SUM"
      by       = ["resource.label.subscription_id"]
      # One is enough; five minutes bridge the gaps between measurements.
      seconds     = 300
      above       = 0
      for_seconds = 0
      runbook     = <<-EOT
        Facts that no function could handle are kept in $${resource.label.subscription_id} for 31 days; nothing is lost, but nobody was answered.
        1. Read why, without taking them: `npx heliograph dead-letters ${local._deployment}`, and `npx heliograph parked ${local._deployment}`; `show` shows one. The reason says it. `failed-too-often`: it failed five times though nothing was away, look for `delivery_failed` in the log. `paused`: leave it, it is sent again when what is paused is resumed (another alert says so). `away-too-long`: what it needs was away for hours. `gave-up`: its function did not start, or died over it each time: look for `start_failed`. Where a letter names its conversation, `npx heliograph timeline CONVERSATION ${local._deployment} --from 7d` tells each delivery with its calls and errors.
        2. Fix it and deploy. Of what is parked, `agent-not-configured` needs its agent in `agents`; `no-agent-named` names no agent, so no setting mends it: ask whoever sent it; `unreadable` and `unknown-kind` are what this release cannot read: look for a newer one.
        3. Send them again: `npx heliograph dead-letters redrive --all ${local._deployment}`; `--dry-run` tells first. They get the same ids as before, so nobody is answered twice.
      EOT
    }
    waiting-too-long = {
      title    = "Facts wait for their function"
      severity = "ERROR"
      filter   = "${local._pubsub_subscription}=one_of(${join(",", [for name in local._alerting_lanes : "\"${name}\""])}) AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
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
        1. Does its function fail? Look for `delivery_failed` and `start_failed` in its log: the error names what to fix. Of one user, `npx heliograph timeline` with the line's `conversation` and `${local._deployment}` tells each delivery.
        2. Is it at its most instances? Raise `max_instances` in `function_settings`, unless Google answers 429 (another alert says so).
      EOT
    }
    cannot-start = {
      title = "A function does not start"
      # Nobody is answered, and on a bot that was scaled to zero nothing else says so. No stranger can set it off.
      severity = "CRITICAL"
      # Ours, where a setting or a secret is wrong; Cloud Run's own, where the code does not even come so far.
      line   = "(jsonPayload.event=\"start_failed\" OR (log_id(\"run.googleapis.com/varlog/system\") AND (textPayload:\"The instance was not started\" OR textPayload:\"failed to start and listen on the port\")))"
      labels = { function = "resource.labels.service_name" }
      # Each try says so again.
      remind_seconds = 3600
      runbook        = <<-EOT
        $${log.extracted_label.function} does not start. Requests to it end before any function of ours, so no other alert may come. Google keeps webhooks for seven days and Pub/Sub facts for 31, so there is time to fix it without loss.
        1. What is wrong? `error` of `start_failed` in its log names the setting or the secret. The client tokens: `docs/operations.md`, "Rotate a token". Without `start_failed`, the lines before Cloud Run's own tell what the process died of.
        2. Since a deploy? Take it back: `terraform/README.md`, "Every day": Rollback.
        3. A single line of Cloud Run's own, and requests are answered since? It was a fault of Google's: nothing to do.
        4. Is it mended? `npx heliograph doctor ${local._deployment} --region ${var.region}` asks ingress.
      EOT
    }
    requests-turned-away = {
      title = "Cloud Run turns requests to ingress away"
      # No more: a stranger can fill all instances.
      severity = "ERROR"
      # One in twenty, and more than two of them: Google's first webhook alone is repeated that often. They are in no request count,
      # because they never reached an instance.
      query = "${local._turned_away} / ${local._requested} > 0.05 and ${local._turned_away} >= 3"
      # Longer than a burst at the instance limit.
      for_seconds = 300
      runbook     = <<-EOT
        Cloud Run has answered requests to ingress itself, most of them before they reached an instance: webhooks among them come late or not at all. Google repeats them for seven days.
        `gcloud logging read 'log_id("run.googleapis.com/requests") AND resource.labels.service_name="${var.prefix}-ingress" AND textPayload:*' --project ${local.project} --limit 20 --format 'table(timestamp, httpRequest.status, textPayload)'` shows them, with the reason.
        - 403: everyone must be allowed to call ingress. An apply grants it again; where the organisation forbids that, see `terraform/README.md`, "Where the organisation forbids allUsers".
        - 429, or "no available instance": ingress is at its most instances. A flood? `max_instances` bounds its cost. Your own traffic? Raise it in `function_settings`.
        - 500 and 503: an instance did not start (another alert says so), or died: "memory limit" in the log of ingress wants more `memory`.
      EOT
    }
    server-errors = {
      title    = "A function fails"
      severity = "ERROR"
      # One in twenty over five minutes, and for five more: a few failures are repeated and then succeed. Below five, one failure among
      # the few requests of a quiet hour would be a share.
      query = "${local._failed} / ${local._asked} > 0.05 and ${local._failed} >= 5"
      # As long as the window again.
      for_seconds = 300
      runbook     = <<-EOT
        More than one in twenty requests to $${metric_or_resource.label.service_name} has failed for ten minutes.
        - ingress: Pub/Sub did not take webhooks (`publish_failed`). Google keeps them for seven days and slows down; check that the topics exist and that its account may publish.
        - others: deliveries are refused for now (`delivery_failed`) and come again, for hours while something is away. What fails for another cause is a dead letter after five failures. The error names what to fix.
        - Since a deploy? Take it back: `terraform/README.md`, "Every day": Rollback. `npx heliograph replay ${local._deployment} --from 7d --shadow` tells, before the next one, where the new bot answers otherwise.
        - It says what it must not? `npx heliograph pause bot ${local._deployment}` silences it within a minute; nothing is lost, and `npx heliograph resume bot ${local._deployment}` sends what waited.
      EOT
    }
    signatures-refused = {
      title = "Webhooks for an agent of ours are refused"
      # No more: any stranger can set it off.
      severity = "WARNING"
      # Google waits longer and longer before it repeats. Anyone who knows the agent's name can send one or two; Google repeats a webhook
      # that is refused.
      query = "sum by (agent) (increase(${local._counted["webhook_refused"]}{${local._revision}, reason=\"wrong\", agent!=\"\"}[10m])) > 2"
      # At once.
      for_seconds = 0
      runbook     = <<-EOT
        Signatures of webhooks for $${metric_or_resource.label.agent} match no client token. If Google sent them, the agent's users get no answer; Google repeats for seven days, so there is time to fix it without loss.
        1. Did somebody change the token in Google's console? Put the new one in front of the old one: `docs/operations.md`, "Rotate a token".
        2. Nobody did, and other webhooks pass? Then it is a stranger who guesses: nothing to do.
      EOT
    }
    timers-refused = {
      title    = "Due timers are not published"
      severity = "ERROR"
      # Google's pages do not say whether a success is called 200 or OK.
      filter  = "resource.type=\"cloud_tasks_queue\" AND resource.labels.queue_id=\"${google_cloud_tasks_queue.timers.name}\" AND metric.type=\"cloudtasks.googleapis.com/queue/task_attempt_count\" AND metric.labels.response_code!=\"200\" AND metric.labels.response_code!=\"OK\" AND metric.labels.response_code!=\"ok\""
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
        1. May the account of the queue publish to the topic of timers? `npx heliograph doctor ${local._deployment} --region ${var.region}` asks; an apply grants it again.
        2. Is the topic there, and Pub/Sub well? What to look at: `docs/operations.md`, "Timers".
      EOT
    }
    tokens-unusable = {
      title    = "The client tokens cannot be read"
      severity = "CRITICAL"
      line     = "jsonPayload.event=\"token_reload_failed\""
      # Each try, a minute apart, says so again.
      remind_seconds = 3600
      runbook        = <<-EOT
        Running instances go on with the tokens from before; a new one does not start. Read `error` of `token_reload_failed` in the log of ingress, then write a good version: `docs/operations.md`, "Rotate a token".
      EOT
    }
    paused = {
      title    = "Something is paused"
      severity = "WARNING"
      # Functions tell it only while there is something to say.
      line   = "jsonPayload.event=\"is_paused\""
      labels = { scope = "jsonPayload.kind", agent = "jsonPayload.agent" }
      # Nobody must forget it: users wait for their answers, and codes expire.
      remind_seconds = 3600
      runbook        = <<-EOT
        Somebody has paused $${log.extracted_label.scope} $${log.extracted_label.agent}: nothing of that is said to users. What they say is taken and kept, opt-outs count, and what is to be said waits as dead letters with the reason `paused`.
        1. Who, and since when? `npx heliograph status ${local._deployment}`.
        2. Is the cause mended? `npx heliograph resume bot ${local._deployment}` sends what waits, or `outbound`, or the agent, as status names it; what has expired meanwhile stays unsaid. `docs/operations.md`, "Stop it from talking".
        3. Dead letters are kept for 31 days: resume before that.
      EOT
    }
    rate-limited = {
      title    = "Google says that we call too often"
      severity = "WARNING"
      # Over longer than a burst. Each has been tried four times before it is logged, and Pub/Sub delivers again: a few are no harm.
      query = "sum(increase(${local._counted["google_refused"]}{${local._revision}, status=\"429\"}[10m])) > 10"
      # At once.
      for_seconds = 0
      runbook     = <<-EOT
        Calls of agents are refused with 429, so answers are late. Functions already make half as many calls at once, and Pub/Sub slows down.
        1. A campaign? Spread it, or ask Google for more.
        2. Otherwise lower `max_instances` of messages and outbound in `function_settings`.
        3. Only one user? Google limits messages per user too: the bot may be talking to another bot. `npx heliograph timeline` with the line's `conversation` and `${local._deployment}` shows how often it answers.
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

    dynamic "condition_threshold" {
      for_each = can(each.value.filter) ? [each.value] : []
      content {
        filter          = condition_threshold.value.filter
        comparison      = "COMPARISON_GT"
        threshold_value = condition_threshold.value.above
        duration        = "${condition_threshold.value.for_seconds}s"

        aggregations {
          alignment_period     = "${condition_threshold.value.seconds}s"
          per_series_aligner   = condition_threshold.value.aligner
          cross_series_reducer = condition_threshold.value.reducer
          group_by_fields      = condition_threshold.value.by
        }
      }
    }

    dynamic "condition_prometheus_query_language" {
      for_each = can(each.value.query) ? [each.value] : []
      content {
        query    = condition_prometheus_query_language.value.query
        duration = "${condition_prometheus_query_language.value.for_seconds}s"
        # The least there is.
        evaluation_interval = "30s"
        # The metric may be as new as the alert.
        disable_metric_validation = true
      }
    }

    dynamic "condition_matched_log" {
      for_each = can(each.value.line) ? [each.value] : []
      content {
        filter           = "${local.ours} AND ${condition_matched_log.value.line}"
        label_extractors = { for label, field in try(condition_matched_log.value.labels, {}) : label => "EXTRACT(${field})" }
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

    dynamic "notification_rate_limit" {
      for_each = try([each.value.remind_seconds], [])
      content {
        period = "${notification_rate_limit.value}s"
      }
    }
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
      currency_code = try(each.value.currency, null)
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

  # Without channels, only who administers the billing account is told. An empty rule is left out when it is read again, and would differ in each plan.
  dynamic "all_updates_rule" {
    for_each = length(local.channels_to_notify) == 0 ? [] : ["channels"]
    content {
      # A budget can notify five channels at most.
      monitoring_notification_channels = slice(local.channels_to_notify, 0, min(5, length(local.channels_to_notify)))
    }
  }
}
