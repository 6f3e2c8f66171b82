# Who may call ingress: everyone, because Google's webhooks have a signature instead of an identity. It verifies the signature
# first, and it is the only function that can be reached from outside of the project.

locals {
  # With a load balancer in front of it, nobody can go around that.
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
