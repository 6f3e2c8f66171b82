# What the module needs.

terraform {
  required_version = ">= 1.11"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 7.33, < 9.0"
    }
  }
}
