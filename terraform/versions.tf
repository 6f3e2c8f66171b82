# Which Terraform and which provider this is written for; nothing is deployed here.

terraform {
  # 1.11 has write-only arguments: no secret is ever in a plan or in the state.
  required_version = ">= 1.11"

  required_providers {
    google = {
      source = "hashicorp/google"
      # From 7.0 on, APIs stay enabled after a destroy; from 7.33 on, deletion_policy can prevent. What 8.0 changes (load_balancing_scheme, secret_data_wo_version) is said explicitly.
      version = ">= 7.33, < 9.0"
    }
    # Sleeps until rights have arrived.
    time = {
      source  = "hashicorp/time"
      version = ">= 0.9, < 1.0"
    }
  }
}
