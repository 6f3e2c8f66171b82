# What other resources need of a function.

output "service_account" {
  description = "The e-mail address of the account that the function runs as."
  value       = google_service_account.this.email
}

# Read from the function itself, so that a replaced function gets its grants again.
output "service_name" {
  description = "The name of the Cloud Run service behind the function, on which calling it is granted."
  value       = basename(google_cloudfunctions2_function.this.service_config[0].service)
}

output "uri" {
  description = "The function's URL, and the audience of tokens for it."
  value       = google_cloudfunctions2_function.this.service_config[0].uri
}
