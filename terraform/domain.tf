# Only with var.domain: your own name in front of ingress, with a managed certificate and Cloud Armor. Everyone may call the two
# webhook paths and the health check; anything else ends here. It costs some $25 a month, used or not.

locals {
  domains = toset(var.domain == null ? [] : [var.domain])
}

# Remembers the first domain, so that the plan can refuse another one in its place: the old address and certificate would go while
# Google still calls them.
resource "terraform_data" "domain" {
  for_each = toset(var.domain == null ? [] : ["ingress"])

  input = var.domain

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.input == var.domain
      error_message = "Cannot change domain from ${self.input} to ${coalesce(var.domain, "none")} in one apply: the old one would end before the new one serves. Go back to Google's own URL first: terraform/README.md, \"A domain over live traffic\"."
    }
  }
}

resource "google_compute_global_address" "ingress" {
  for_each = local.domains

  project = local.project
  name    = "${var.prefix}-ingress"
}

resource "google_compute_region_network_endpoint_group" "ingress" {
  for_each = local.domains

  project               = local.project
  name                  = "${var.prefix}-ingress"
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = module.function["ingress"].service_name
  }
}

resource "google_compute_security_policy" "ingress" {
  for_each = local.domains

  project     = local.project
  name        = "${var.prefix}-ingress"
  description = "Lets webhooks and health checks through, at a bounded rate."

  rule {
    action = "deny(404)"
    # First, with room for rules of yours before and after.
    priority    = 1000
    description = "Requests to other paths never start an instance."
    match {
      expr {
        expression = "!request.path.matches('^/(rcs|business-messages|health)/?$')"
      }
    }
  }

  rule {
    action = "throttle"
    # Second, so that requests to other paths are not counted.
    priority    = 2000
    description = "No single sender can fill all instances."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
    rate_limit_options {
      conform_action = "allow"
      # Google repeats what is not answered 200.
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"
      # Google sends from few addresses with much traffic: 200 requests a second from each are far below what ten instances take.
      rate_limit_threshold {
        count        = 12000
        interval_sec = 60
      }
    }
  }

  rule {
    action = "allow"
    # Every policy ends with this rule, at this priority.
    priority    = 2147483647
    description = "Default"
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

resource "google_compute_backend_service" "ingress" {
  for_each = local.domains

  project         = local.project
  name            = "${var.prefix}-ingress"
  security_policy = google_compute_security_policy.ingress[each.key].id
  # The default changes between versions of the provider.
  load_balancing_scheme = "EXTERNAL_MANAGED"

  backend {
    group = google_compute_region_network_endpoint_group.ingress[each.key].id
  }

  # With them, what Cloud Armor refuses and by which rule. Of successes few are kept, as of the functions' own.
  log_config {
    enable = true
    # Every request: a sample would leave refusals out, too.
    sample_rate = 1
  }
}

resource "google_logging_project_exclusion" "domain_successes" {
  for_each = local.domains

  project     = local.project
  name        = "${var.prefix}-domain-successes"
  description = "Of every hundred requests that went well through the load balancer, one stays in the log."
  filter      = "resource.type=\"http_load_balancer\" AND resource.labels.backend_service_name=\"${google_compute_backend_service.ingress[each.key].name}\" AND httpRequest.status<400 AND sample(insertId, 0.99)"
}

resource "google_compute_url_map" "ingress" {
  for_each = local.domains

  project         = local.project
  name            = "${var.prefix}-ingress"
  default_service = google_compute_backend_service.ingress[each.key].id
}

resource "google_compute_managed_ssl_certificate" "ingress" {
  for_each = local.domains

  project = local.project
  # A certificate cannot change its domain, so another domain gets another name.
  name = "${var.prefix}-${substr(sha256(each.key), 0, 8)}"

  managed {
    domains = [each.key]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "ingress" {
  for_each = local.domains

  project = local.project
  name    = "${var.prefix}-ingress"
  profile = "MODERN"
  # The default still allows TLS 1.0.
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "ingress" {
  for_each = local.domains

  project          = local.project
  name             = "${var.prefix}-ingress"
  url_map          = google_compute_url_map.ingress[each.key].id
  ssl_certificates = [google_compute_managed_ssl_certificate.ingress[each.key].id]
  ssl_policy       = google_compute_ssl_policy.ingress[each.key].id
}

resource "google_compute_global_forwarding_rule" "ingress" {
  for_each = local.domains

  project    = local.project
  name       = "${var.prefix}-ingress"
  ip_address = google_compute_global_address.ingress[each.key].id
  target     = google_compute_target_https_proxy.ingress[each.key].id
  # HTTPS alone: nothing answers, or redirects, over HTTP.
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
