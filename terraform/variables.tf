# What the operator decides, alphabetically. Everything with a default works without being set.

variable "agents" {
  description = <<-EOT
    The agents whose webhooks come here: at least one. RCS: `{ channel = "rcs", agent = "my_agent" }`; `region` chooses Google's host, and
    `traffic_type` is for agents with several uses. An opt-out covers the `brand`, or the agent alone.
  EOT
  type = list(object({
    channel      = string
    agent        = string
    brand        = optional(string)
    region       = optional(string)
    traffic_type = optional(string)
  }))
  nullable = false

  validation {
    condition     = length(var.agents) > 0
    error_message = "Cannot deploy without agents: expected at least one, such as [{ channel = \"rcs\", agent = \"my_agent\" }]."
  }
  validation {
    condition     = alltrue([for agent in var.agents : contains(["rcs", "business-messages"], agent.channel)])
    error_message = "Cannot use agents: expected each channel to be \"rcs\" or \"business-messages\"."
  }
  validation {
    condition = alltrue([
      for agent in var.agents : can(regex(agent.channel == "rcs" ? "^[^/\\s@]+(@rbm\\.goog)?$" : "^brands/[^/\\s]+/agents/[^/\\s]+$", agent.agent))
    ])
    error_message = "Cannot use agents: expected an RCS agent's id such as my_agent, or brands/{brand}/agents/{agent} for Business Messages."
  }
  validation {
    condition     = length(distinct([for agent in var.agents : trimsuffix(agent.agent, "@rbm.goog")])) == length(var.agents)
    error_message = "Cannot use agents: expected each agent once."
  }
  validation {
    condition     = alltrue([for agent in var.agents : contains(["us", "europe", "asia"], coalesce(agent.region, "us"))])
    error_message = "Cannot use agents: expected each region to be \"us\", \"europe\" or \"asia\"."
  }
  validation {
    condition = alltrue([
      for agent in var.agents : contains(["AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"], coalesce(agent.traffic_type, "TRANSACTION"))
    ])
    error_message = "Cannot use agents: expected each traffic_type to be AUTHENTICATION, TRANSACTION, PROMOTION, SERVICEREQUEST or ACKNOWLEDGEMENT."
  }
}

variable "alert_emails" {
  description = "Who is told when an alert fires, such as `[\"oncall@example.com\"]`."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "api_credentials" {
  description = "A service account's key in JSON, where the agents belong to another project and impersonation is not possible. Written only when `api_credentials_version` changes."
  type        = string
  default     = null
  ephemeral   = true

  validation {
    condition     = var.api_credentials_version == null || try(jsondecode(var.api_credentials).type == "service_account", false)
    error_message = "Cannot use api_credentials: with api_credentials_version set, expected a service account's key in JSON."
  }
}

variable "api_credentials_version" {
  description = "Set to \"1\" to use `api_credentials`, and counted up with each new key."
  type        = string
  default     = null
}

variable "api_impersonate" {
  description = "The e-mail address of the service account that Google's APIs are called as, where the agents belong to another project. Grant Service Account Token Creator on it to the accounts of messages, events and outbound."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[^@\\s/]+@[^@\\s/]+\\.gserviceaccount\\.com$", coalesce(var.api_impersonate, "a@b.iam.gserviceaccount.com")))
    error_message = "Cannot use api_impersonate: expected name@project.iam.gserviceaccount.com."
  }
}

variable "bot_settings" {
  description = "What the bot in bot/ reads from its environment, such as `{ ORDERS_API = \"https://orders.example.com/v1\" }`. No secrets: they would be in plans and in the state."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for name in keys(var.bot_settings) : can(regex("^[A-Z][A-Z0-9_]*$", name)) && !can(regex("^(AGENTS|HISTORY_DAYS|RCS_API|(API|BUSINESS_MESSAGES|CLIENT|CLOUD_TASKS|CONVERSATION|FALLBACK|FIRESTORE|GOOGLE|MEDIA|PUBSUB|TIMER|TOPIC)_.*)$", name))
    ])
    error_message = "Cannot use bot_settings: expected names such as ORDERS_API, and none that the functions themselves use."
  }
}

variable "budget" {
  description = "What the project may cost a month before somebody gets a mail: `{ billing_account = \"012345-6789AB-CDEF01\", amount = 100, currency = \"USD\" }`. The currency must be the billing account's. It stops nothing."
  type = object({
    billing_account = string
    amount          = number
    currency        = optional(string)
  })
  default = null

  validation {
    condition     = try(var.budget.amount, 1) >= 1 && floor(try(var.budget.amount, 1)) == try(var.budget.amount, 1)
    error_message = "Cannot use budget: expected an amount in whole units of the currency, 1 or more."
  }
}

variable "build_directory" {
  description = "Where `npm run build` put the zips; `dist` beside this folder unless set."
  type        = string
  default     = null
}

variable "client_tokens" {
  description = "Each agent's client tokens, newest first, or under `*` those of the partner-level webhook: `{ my_agent = [\"token\"] }`. Set it with TF_VAR_client_tokens, never in a file. Written only when `client_tokens_version` changes."
  type        = map(list(string))
  nullable    = false
  ephemeral   = true

  validation {
    condition     = alltrue([for agent in var.agents : contains(keys(var.client_tokens), "*") || contains([for name in keys(var.client_tokens) : trimsuffix(name, "@rbm.goog")], trimsuffix(agent.agent, "@rbm.goog"))])
    error_message = "Cannot use client_tokens: expected a list of tokens for each of agents, or one for \"*\"."
  }
  validation {
    condition     = alltrue([for tokens in values(var.client_tokens) : length(tokens) > 0 && alltrue([for token in tokens : trimspace(token) != ""])])
    error_message = "Cannot use client_tokens: expected no empty list and no empty token."
  }
}

variable "client_tokens_version" {
  description = "Counted up to write `client_tokens` anew: \"2\", \"3\", ..."
  type        = string
  default     = "1"
  nullable    = false
}

variable "conversation_key" {
  description = "The secret that names conversations, made once with `openssl rand -base64 48` and never changed. Set it with TF_VAR_conversation_key, never in a file. Written once."
  type        = string
  nullable    = false
  ephemeral   = true

  validation {
    # 256 bits in base64 are 44 characters, in hexadecimal more.
    condition     = length(trimspace(var.conversation_key)) >= 43
    error_message = "Cannot use conversation_key: expected 43 characters or more, as `openssl rand -base64 48` makes them."
  }
}

variable "deletion_protection" {
  description = "Whether history and secrets survive a `terraform destroy`. Set it to false, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "domain" {
  description = "A name of yours for the webhooks, such as `rcs.example.com`, behind a load balancer with Cloud Armor: some $25 a month. Google's own URL unless set."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z]{2,}$", coalesce(var.domain, "example.com")))
    error_message = "Cannot use domain: expected a name such as rcs.example.com, in lower case and without https://."
  }
}

variable "fallback_key" {
  description = "The secret that signs what is sent to `fallback_url`. Set it with TF_VAR_fallback_key, never in a file. Written only when `fallback_key_version` changes."
  type        = string
  default     = null
  ephemeral   = true

  validation {
    condition     = var.fallback_url == null || try(length(trimspace(var.fallback_key)) >= 43, false)
    error_message = "Cannot use fallback_key: with fallback_url set, expected 43 characters or more, as `openssl rand -base64 48` makes them."
  }
}

variable "fallback_key_version" {
  description = "Counted up to write `fallback_key` anew: \"2\", \"3\", ..."
  type        = string
  default     = "1"
  nullable    = false
}

variable "fallback_url" {
  description = "Where messages go that RCS cannot deliver, such as `https://sms.example.com/send`; to the topic <prefix>-fallback unless set."
  type        = string
  default     = null

  validation {
    condition     = startswith(coalesce(var.fallback_url, "https://"), "https://")
    error_message = "Cannot use fallback_url: expected an https URL."
  }
}

variable "firestore_location" {
  description = "Where history is kept, which can never change: a region, or `eur3` or `nam5` for several at twice the price. The region unless set."
  type        = string
  default     = null
}

variable "function_settings" {
  description = "What differs from the defaults in functions.tf, by function: `{ ingress = { min_instances = 1 } }` saves a quiet bot its first cold start for some $10 a month."
  type = map(object({
    concurrency   = optional(number)
    cpu           = optional(string)
    max_instances = optional(number)
    memory        = optional(string)
    min_instances = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.function_settings) : contains(keys(local._functions), name)])
    error_message = "Cannot use function_settings: expected only ingress, messages, events, receipts and outbound."
  }
}

variable "history_days" {
  description = "How long a conversation is remembered after its last turn."
  type        = number
  # The same as the functions' own default.
  default  = 90
  nullable = false

  validation {
    # Google repeats a webhook for 7 days, and dead letters wait for 31: within that, a repeated fact must be known.
    condition     = var.history_days >= 38 && floor(var.history_days) == var.history_days
    error_message = "Cannot use history_days: expected a whole number, 38 or more."
  }
}

variable "keep_media" {
  description = "Whether users' files are copied to a bucket, because Google's URLs of them expire; for `history_days`, at the price of storage."
  type        = bool
  default     = false
  nullable    = false
}

variable "labels" {
  description = "Labels of everything that can have them, beside app, managed-by and deployment."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "notification_channels" {
  description = "Ids of notification channels that exist already, for a pager or a chat."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "point_in_time_recovery" {
  description = "Whether history can be read as it was at any minute of the last seven days, which is billed as storage."
  type        = bool
  default     = true
  nullable    = false
}

variable "prefix" {
  description = "The beginning of every name; another one for each deployment in a project."
  type        = string
  default     = "heliograph"
  nullable    = false

  validation {
    # Accounts have at most 30 characters, and the longest is <prefix>-receipts; databases have at least 4.
    condition     = can(regex("^[a-z]([-a-z0-9]{2,18})[a-z0-9]$", var.prefix))
    error_message = "Cannot use prefix: expected 4 to 20 characters of a-z, 0-9 and -, beginning with a letter and not ending with -."
  }
}

variable "project" {
  description = "The id of the project, such as `my-project`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project))
    error_message = "Cannot use project: expected a project's id such as my-project, not its name or number."
  }
}

variable "public_ingress" {
  description = "Whether Terraform lets everyone call ingress, as Google's webhooks must. False where the organisation forbids `allUsers`: then the README says what to do instead."
  type        = bool
  default     = true
  nullable    = false
}

variable "region" {
  description = "Where everything runs and is kept, such as `europe-west1`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "Cannot use region: expected a region such as europe-west1."
  }
}

variable "silence_alert_hours" {
  description = "After how many hours without any request to ingress an alert is sent, 1 to 23; never unless set."
  type        = number
  default     = null

  validation {
    # 23.5 hours are the most that Monitoring waits for something that does not come.
    condition     = coalesce(var.silence_alert_hours, 1) >= 1 && coalesce(var.silence_alert_hours, 1) <= 23
    error_message = "Cannot use silence_alert_hours: expected 1 to 23."
  }
}
