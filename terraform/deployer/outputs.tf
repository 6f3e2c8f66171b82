# What the workflow needs, as variables of the repository.

output "apply_account" {
  description = "APPLY_ACCOUNT of the workflow."
  value       = google_service_account.applies.email
}

output "plan_account" {
  description = "PLAN_ACCOUNT of the workflow."
  value       = google_service_account.plans.email
}

output "provider" {
  description = "IDENTITY_PROVIDER of the workflow."
  value       = google_iam_workload_identity_pool_provider.github.name
}
