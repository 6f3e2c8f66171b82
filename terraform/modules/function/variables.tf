# What differs between functions.

variable "build" {
  description = "`account` builds and pushes to `repository`. Nothing reads `rights`: it makes the build wait until the account's rights have arrived."
  type        = object({ account = string, repository = string, rights = string })
  nullable    = false
}

variable "code" {
  description = "The zip with the function's code in Cloud Storage."
  type        = object({ bucket = string, object = string, generation = number })
  nullable    = false
}

variable "description" {
  description = "What the function does, in one sentence."
  type        = string
  nullable    = false
}

variable "entry_point" {
  description = "What the code exports, such as `ingress`."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Environment variables that are no secrets."
  type        = map(string)
  nullable    = false
}

variable "ingress_settings" {
  description = "From where the function is reached: ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  type        = string
  nullable    = false
}

variable "name" {
  description = "The name of the function and of its account, 6 to 30 characters."
  type        = string
  nullable    = false
}

variable "project" {
  description = "The project's id."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Where the function runs, such as `europe-west1`."
  type        = string
  nullable    = false
}

variable "secret_files" {
  description = "Secrets that the function reads as files, by the environment variable that names the file."
  type        = map(object({ secret = string, version = string }))
  nullable    = false
}

variable "secret_values" {
  description = "Secrets that the function reads as environment variables, by name."
  type        = map(object({ secret = string, version = string }))
  nullable    = false
}

variable "sizing" {
  description = "How large one instance is, how many requests it takes at once and for how long, and how many instances there are."
  type = object({
    cpu             = string
    memory          = string
    concurrency     = number
    min_instances   = number
    max_instances   = number
    timeout_seconds = number
  })
  nullable = false
}
