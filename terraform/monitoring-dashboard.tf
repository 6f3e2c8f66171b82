# The dashboard: a row for each kind of fact, what comes back from phones, what is refused, and what costs most. Everyone who may
# see the project's monitoring may see it.

locals {
  _topic    = "resource.type=\"pubsub_topic\" AND resource.labels.topic_id"
  _database = "resource.type=\"firestore.googleapis.com/Database\" AND resource.labels.database_id=\"${var.prefix}\""

  # A row each: title, and four charts of {title, unit, filter, aligner, reducer, by}.
  _kind_rows = [
    for kind, settings in local.kinds : [
      { title = "${kind}: published", unit = "1/s", filter = "${local._topic}=\"${var.prefix}-${kind}\" AND metric.type=\"pubsub.googleapis.com/topic/send_message_operation_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = [] },
      { title = "${kind}: oldest waiting", unit = "s", filter = "${local._pubsub_subscription}=\"${var.prefix}-${kind}\" AND metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = [] },
      { title = "${kind}: deliveries by answer", unit = "1/s", filter = "${local._pubsub_subscription}=\"${var.prefix}-${kind}\" AND metric.type=\"pubsub.googleapis.com/subscription/push_request_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.response_class"] },
      { title = "${kind}: time of a delivery, 95th percentile", unit = "us", filter = "${local._pubsub_subscription}=\"${var.prefix}-${kind}\" AND metric.type=\"pubsub.googleapis.com/subscription/push_request_latencies\"", aligner = "ALIGN_PERCENTILE_95", reducer = "REDUCE_MAX", by = [] },
    ]
  ]

  _other_rows = [
    [
      { title = "ingress: requests by answer", unit = "1/s", filter = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.prefix}-ingress\" AND metric.type=\"run.googleapis.com/request_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.response_code"] },
      { title = "ingress: time of a request, 99th percentile", unit = "ms", filter = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.prefix}-ingress\" AND metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX", by = [] },
      { title = "webhooks refused by reason", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["webhook_refused"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.reason", "metric.label.agent"] },
      { title = "tokens in use", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["token_matched"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.owner", "metric.label.position"] },
    ],
    [
      { title = "waiting for a person", unit = "1", filter = "${local._pubsub_subscription}=one_of(${join(",", [for name in local.waiting : "\"${var.prefix}-${name}\""])}) AND metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\"", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["resource.label.subscription_id"] },
      { title = "dead letters by reason", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["dead_lettered"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.kind", "metric.label.reason"] },
      { title = "calls that Google refused, by status", unit = "1", filter = local._refused, aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.status"] },
      { title = "messages in, receipts back", unit = "1/s", filter = "${local._topic}=one_of(\"${var.prefix}-message\",\"${var.prefix}-outbound\",\"${var.prefix}-receipt\",\"${var.prefix}-event\") AND metric.type=\"pubsub.googleapis.com/topic/send_message_operation_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["resource.label.topic_id"] },
    ],
    # The funnel: messages that Google took, phones got, users read, and another channel took over.
    [
      { title = "funnel: sent", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["message_sent"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.agent"] },
      { title = "funnel: delivered and read", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["receipt_merged"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.step"] },
      { title = "said by another channel, by reason", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["fell_back"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.reason"] },
      { title = "repeats that changed nothing", unit = "1", filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${local.metric_types["duplicate_ignored"]}\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.label.kind"] },
    ],
    # What costs, most first: see the README's table.
    [
      { title = "cost: writes to history", unit = "1/s", filter = "${local._database} AND metric.type=\"firestore.googleapis.com/document/write_ops_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = [] },
      { title = "cost: bytes logged", unit = "By/s", filter = "resource.type=\"global\" AND metric.type=\"logging.googleapis.com/billing/bytes_ingested\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.resource_type"] },
      { title = "cost: instance seconds billed", unit = "s/s", filter = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=one_of(${join(",", [for name in local.service_names : "\"${name}\""])}) AND metric.type=\"run.googleapis.com/container/billable_instance_time\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["resource.label.service_name"] },
      { title = "cost: bytes published", unit = "By/s", filter = "${local._topic}=starts_with(\"${var.prefix}-\") AND metric.type=\"pubsub.googleapis.com/topic/byte_cost\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["resource.label.topic_id"] },
    ],
  ]

  # Google's grid has 48 columns: four charts of 12 in a row, as high as wide.
  _chart_size = 12
  tiles = flatten([
    for row, charts in concat(local._other_rows, local._kind_rows) : [
      # A zero and an empty list are left out, as Google leaves them out: otherwise each plan would find them changed.
      for column, chart in charts : merge({ for axis, at in { xPos = column, yPos = row } : axis => at * local._chart_size if at > 0 }, {
        width  = local._chart_size
        height = local._chart_size
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                unitOverride = chart.unit
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = merge({ for setting, labels in { groupByFields = chart.by } : setting => labels if length(labels) > 0 }, {
                    # The interval of most measurements.
                    alignmentPeriod    = "60s"
                    perSeriesAligner   = chart.aligner
                    crossSeriesReducer = chart.reducer
                  })
                }
              }
            }]
          }
        }
      })
    ]
  ])
}

resource "google_monitoring_dashboard" "heliograph" {
  project = local.project
  dashboard_json = jsonencode({
    displayName  = "Heliograph: ${var.prefix}"
    mosaicLayout = { columns = 4 * local._chart_size, tiles = local.tiles }
  })
}
