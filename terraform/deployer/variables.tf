# What the owner decides, alphabetically.

variable "environment" {
  description = "The environment of the repository whose jobs may apply, such as `production`. Let GitHub bind it to the branch main, and to reviewers."
  type        = string
  default     = "production"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]+$", var.environment))
    error_message = "Cannot use environment: got ${jsonencode(var.environment)}, expected the name of an environment such as production, of letters, digits, - and _."
  }
  validation {
    # Google takes no longer subject of a token.
    condition     = length("repo:${var.repository}:environment:${var.environment}") <= 127
    error_message = "Cannot use environment: got ${jsonencode(var.environment)}, expected at most ${max(0, 109 - length(var.repository))} characters beside the repository ${var.repository}: both are in the subject of a job's token."
  }
}

variable "prefix" {
  description = "As of the deployment."
  type        = string
  default     = "heliograph"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{2,18})[a-z0-9]$", var.prefix))
    error_message = "Cannot use prefix: got ${jsonencode(var.prefix)}, expected 4 to 20 characters of a-z, 0-9 and -, beginning with a letter and not ending with -."
  }
  validation {
    # Pools of identities may not be called so.
    condition     = !startswith(var.prefix, "gcp-")
    error_message = "Cannot use prefix: got ${jsonencode(var.prefix)}, expected one that does not begin with gcp-: Google keeps these for itself."
  }
}

variable "project" {
  description = "The id of the project that is deployed to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project))
    error_message = "Cannot use project: got ${jsonencode(var.project)}, expected a project's id such as my-project, not its name or number."
  }
}

variable "repository" {
  description = "The repository on GitHub whose jobs deploy, such as `my-company/bot`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository)) && !endswith(var.repository, ".git")
    error_message = "Cannot use repository: got ${jsonencode(var.repository)}, expected owner/name, without .git."
  }
}

variable "repository_id" {
  description = "Its number, as `gh api repos/my-company/bot --jq .id` tells it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.repository_id))
    error_message = "Cannot use repository_id: got ${jsonencode(var.repository_id)}, expected the number of the repository."
  }
}

variable "state_bucket" {
  description = "The bucket that holds the deployment's state, such as `my-project-terraform`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][-a-z0-9_.]{1,220}[a-z0-9]$", var.state_bucket))
    error_message = "Cannot use state_bucket: got ${jsonencode(var.state_bucket)}, expected a bucket's name such as my-project-terraform, without gs://."
  }
}

variable "with_domain" {
  description = "Whether the deployment has a `domain`, whose load balancer needs two roles more."
  type        = bool
  default     = false
  nullable    = false
}
