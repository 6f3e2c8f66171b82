# Who may call ingress: everyone, for Google's webhooks carry a signature instead of an identity. It verifies before it does
# anything, and it is the only function that anyone outside of the project reaches.

locals {
  # Behind a load balancer, nobody gets around it.
  ingress_settings = var.domain == null ? "ALLOW_ALL" : "ALLOW_INTERNAL_AND_GCLB"
  webhook_base     = var.domain == null ? module.function["ingress"].uri : "https://${var.domain}"
}

resource "google_cloud_run_v2_service_iam_member" "everyone_calls_ingress" {
  for_each = toset(var.public_ingress ? ["allUsers"] : [])

  project  = local.project
  location = var.region
  name     = module.function["ingress"].service_name
  role     = "roles/run.invoker"
  member   = each.key
}
