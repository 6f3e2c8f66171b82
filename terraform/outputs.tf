# What the operator needs next, alphabetically: URLs, names and commands. None of it is secret.

output "console_steps" {
  description = "What to do at Google for each agent, in this order, with a command where there is one."
  value = join("\n", concat(
    var.domain == null ? [] : ["Point ${var.domain} at ${google_compute_global_address.ingress[var.domain].address} (an A record), and wait until https://${var.domain}/health answers. Until then Google's own URL serves."],
    var.public_ingress ? [] : ["Ingress refuses everyone so far: README, \"Where the organisation forbids allUsers\"."],
    contains(local.channels, "rcs") && var.api_credentials_version == null ? [
      "RCS: register ${coalesce(var.api_impersonate, "the project ${var.project}")} as the one that calls the API for your partner account, or set api_impersonate or api_credentials to an account that is.",
    ] : [],
    [for agent in local.agents : agent.channel == "rcs" ?
      "Agent ${agent.agent}: npx heliograph setup webhook ${local.webhook_base}/rcs --agent ${agent.agent} --project ${local.project} --region ${var.region} --prefix ${var.prefix}\n  or, in the RCS for Business console, Integrations > Webhook, enter ${local.webhook_base}/rcs and the agent's client token, then Verify." :
      "Agent ${agent.agent}: enter ${local.webhook_base}/business-messages as its webhook. Google's own service has ended; a simulator takes it."
    ],
    var.domain == null || var.domain_only ? [] : ["When webhooks come over ${var.domain}, set domain_only and apply: ingress is then reached by nothing else."],
  ))
}

output "dashboard" {
  description = "The URL of the dashboard."
  value       = "https://console.cloud.google.com/monitoring/dashboards/builder/${basename(google_monitoring_dashboard.heliograph.id)}?project=${local.project}"
}

output "database" {
  description = "The Firestore database that holds history."
  value       = local.database
}

output "dead_letters" {
  description = "The subscriptions that hold what waits for a person, by topic."
  value       = { for name, subscription in google_pubsub_subscription.waiting : name => subscription.name }
}

output "doctor_command" {
  description = "How to check what only a real project and Google's side of the agents can tell, and what to do."
  value       = "npx heliograph doctor --project ${local.project} --region ${var.region} --prefix ${var.prefix} --database '${local.database}' --url ${local.webhook_base}"
}

output "functions" {
  description = "The functions' URLs by name."
  value       = { for name, function in module.function : name => function.uri }
}

output "redrive_commands" {
  description = "How to send dead letters of a kind, and parked webhooks, again once their cause is fixed."
  value = merge(
    {
      for kind, _ in local.kinds : kind =>
      "npx heliograph dead-letters redrive --kind ${kind} --project ${local.project} --prefix ${var.prefix} --database '${local.database}'"
    },
    { parked = "npx heliograph parked redrive --all --project ${local.project} --prefix ${var.prefix} --database '${local.database}'" },
  )
}

output "release" {
  description = "The zips that run, by function. Keep it before a deploy: as the variable `release` it brings them back."
  value       = { for name, code in local.code : name => "${trimsuffix(basename(code.object), ".zip")}#${code.generation}" }
}

output "replay_commands" {
  description = "How to rebuild history from the facts of the last hour, by kind. Nothing is said; `--resend` says what history does not show as sent."
  value = {
    for kind, _ in local.kinds : kind =>
    "npx heliograph replay --project ${local.project} --prefix ${var.prefix} --database ${local.database} --kind ${kind} --from 1h"
  }
}

output "service_accounts" {
  description = "The accounts by what they do; messages, events and outbound call Google's APIs."
  value = merge(
    { for name, function in module.function : name => function.service_account },
    {
      build  = google_service_account.build.email
      push   = google_service_account.push.email
      timers = google_service_account.timers.email
    },
  )
}

output "topics" {
  description = "The topics by name without the prefix; other systems publish to outbound and subscribe to handoff and fallback."
  value       = { for name, topic in local.topics : name => topic.id }
}

output "warehouse_writer" {
  description = "Who writes log lines into a destination that was there before: let it write there, with roles/bigquery.dataEditor on a dataset."
  value       = one([for sink in google_logging_project_sink.warehouse : sink.writer_identity])
}

output "webhook_urls" {
  description = "What to enter in Google's console, by channel."
  value       = { for channel in local.channels : channel => "${local.webhook_base}/${channel}" }
}
