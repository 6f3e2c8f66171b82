# Our own log lines for questions over months, only if wanted. Each names conversations by a keyed hash, and holds neither a phone number
# nor a text. Request logs, which have addresses of the network, and what topics hold stay out.

locals {
  warehouses = { for name, warehouse in { lines = var.warehouse } : name => warehouse if warehouse != null }
  buckets    = { for name, warehouse in local.warehouses : name => warehouse if try(warehouse.days, null) != null }
}

# A bucket of Logging, which BigQuery reads: a member of a line may be a number today and a text tomorrow. The tables that a sink of BigQuery
# makes have one type for each member, and drop the lines of another.
resource "google_logging_project_bucket_config" "lines" {
  for_each = local.buckets

  project          = local.project
  location         = var.region
  bucket_id        = "${var.prefix}-${each.key}"
  description      = "The log lines of ${var.prefix}, without phone numbers and texts."
  retention_days   = each.value.days
  enable_analytics = true
  # With protection, whoever takes `days` out leaves the lines where they are, for their days. Set again, the same bucket is taken.
  deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"
}

# What BigQuery calls it. Nobody writes there.
resource "google_logging_linked_dataset" "lines" {
  for_each = google_logging_project_bucket_config.lines

  link_id     = replace("${var.prefix}_${each.key}", "-", "_")
  bucket      = each.value.id
  description = "The log lines of ${var.prefix}, to be read."
}

resource "google_logging_project_sink" "warehouse" {
  for_each = local.warehouses

  project     = local.project
  name        = "${var.prefix}-warehouse"
  description = "Sends the log lines of our functions to where they are kept for long."
  destination = try("logging.googleapis.com/${google_logging_project_bucket_config.lines[each.key].id}", each.value.destination)

  # An event is what our own code says. Everything else that is logged of a function is not ours to keep.
  filter = "${local.ours} AND jsonPayload.event:*"

  # An account of this sink alone. Into a bucket of its own project it needs no right; elsewhere, the owner grants it: `warehouse_writer`.
  unique_writer_identity = true

  dynamic "bigquery_options" {
    for_each = startswith(try(each.value.destination, ""), "bigquery.") ? ["partitioned"] : []
    content {
      # One table with a partition a day: without it, a table a day, which nothing deletes.
      use_partitioned_tables = true
    }
  }
}
