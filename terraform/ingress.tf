# Who may call ingress: everyone, because Google's webhooks have a signature instead of an identity. It verifies the signature
# first, and it is the only function that can be reached from outside of the project.

locals {
  # Google's own URL serves beside a domain until somebody says otherwise: before DNS and certificate are there, it is the only one that does.
  ingress_settings = var.domain_only ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_ALL"
  webhook_base     = var.domain == null ? module.function["ingress"].uri : "https://${var.domain}"
  # What is certain to serve.
  probed_base = var.domain_only ? local.webhook_base : module.function["ingress"].uri
}

resource "google_cloud_run_v2_service_iam_member" "everyone_calls_ingress" {
  for_each = toset(var.public_ingress ? ["allUsers"] : [])

  project  = local.project
  location = var.region
  name     = module.function["ingress"].service_name
  role     = "roles/run.invoker"
  member   = each.key
}
