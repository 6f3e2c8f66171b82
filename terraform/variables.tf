# What the operator decides, alphabetically. Everything with a default works without being set.

variable "agents" {
  description = <<-EOT
    The agents whose webhooks come here: at least one. RCS: `{ channel = "rcs", agent = "my_agent" }`; `region` chooses Google's host, and
    `traffic_type` is for agents with several uses. An opt-out covers the `brand`, or the agent alone.
  EOT
  # Any, because Terraform drops a member that a type does not name, and with it what was misspelt. local.agents has the members.
  type     = any
  nullable = false

  validation {
    condition     = can([for agent in var.agents : regex("", agent.channel)]) && !can(keys(var.agents))
    error_message = "Cannot use agents: got ${jsonencode(var.agents)}, expected a list such as [{ channel = \"rcs\", agent = \"my_agent\" }]."
  }
  # What has another form is refused above, once.
  validation {
    condition     = try(length(var.agents) > 0, true)
    error_message = "Cannot deploy without agents: got none, expected at least one, such as [{ channel = \"rcs\", agent = \"my_agent\" }]."
  }
  validation {
    condition     = try(alltrue([for agent in var.agents : length(setsubtract(keys(agent), ["agent", "brand", "channel", "region", "traffic_type"])) == 0]), true)
    error_message = "Cannot use agents: got the members ${jsonencode(try(distinct(flatten([for agent in var.agents : keys(agent)])), []))}, expected no others than agent, brand, channel, region and traffic_type."
  }
  validation {
    condition     = try(alltrue([for agent in var.agents : contains(["rcs", "business-messages"], agent.channel)]), true)
    error_message = "Cannot use agents: got the channels ${jsonencode(try([for agent in var.agents : try(agent.channel, null)], null))}, expected each to be \"rcs\" or \"business-messages\"."
  }
  validation {
    # What looks like a phone number is no agent: it would be logged.
    condition = try(alltrue([
      for agent in var.agents : can(regex(agent.channel == "rcs" ? "^[^/\\s@]+(@rbm\\.goog)?$" : "^brands/[^/\\s]+/agents/[^/\\s]+$", agent.agent)) && !can(regex("^\\+?[-\\d().]+$", agent.agent))
    ]), true)
    error_message = "Cannot use agents: got ${jsonencode(try([for agent in var.agents : try(agent.agent, null)], null))}, expected an RCS agent's id such as my_agent, or brands/{brand}/agents/{agent} for Business Messages."
  }
  validation {
    # What is true or 5 reads as text here, and not where functions read it.
    condition     = try(alltrue(flatten([for agent in var.agents : [for value in values(agent) : value == null ? true : value == tostring(value)]])), true)
    error_message = "Cannot use agents: got ${jsonencode(var.agents)}, expected each member to be a text in quotes, or none."
  }
  validation {
    # Cloud Run's limit for one variable is 32 KiB, which in base64 are a third more.
    condition     = length(base64encode(jsonencode(var.agents))) <= 43692
    error_message = "Cannot use agents: got ${try(length(var.agents), 0)} of some ${floor(length(base64encode(jsonencode(var.agents))) * 3 / 4)} bytes together, expected 32,768 bytes at most: deploy some of them with another prefix."
  }
  validation {
    condition     = try(length(distinct([for agent in var.agents : lower(trimsuffix(agent.agent, "@rbm.goog"))])) == length(var.agents), true)
    error_message = "Cannot use agents: got ${jsonencode(try([for agent in var.agents : try(agent.agent, null)], null))}, expected each agent once."
  }
  validation {
    condition     = try(alltrue([for agent in var.agents : try(agent.brand, null) == null ? true : can(regex("\\S", agent.brand))]), true)
    error_message = "Cannot use agents: got the brands ${jsonencode(try([for agent in var.agents : try(agent.brand, null)], null))}, expected a name, or none."
  }
  validation {
    condition     = try(alltrue([for agent in var.agents : try(agent.region, null) == null ? true : contains(["us", "europe", "asia"], agent.region)]), true)
    error_message = "Cannot use agents: got the regions ${jsonencode(try([for agent in var.agents : try(agent.region, null)], null))}, expected each to be \"us\", \"europe\" or \"asia\", or none."
  }
  validation {
    condition = try(alltrue([
      for agent in var.agents : try(agent.traffic_type, null) == null ? true : contains(["AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"], agent.traffic_type)
    ]), true)
    error_message = "Cannot use agents: got the traffic types ${jsonencode(try([for agent in var.agents : try(agent.traffic_type, null)], null))}, expected each to be AUTHENTICATION, TRANSACTION, PROMOTION, SERVICEREQUEST or ACKNOWLEDGEMENT, or none."
  }
  validation {
    condition     = try(alltrue([for agent in var.agents : agent.channel == "rcs" || (try(agent.region, null) == null && try(agent.traffic_type, null) == null)]), true)
    error_message = "Cannot use agents: got ${jsonencode(var.agents)}, expected region and traffic_type for RCS agents only."
  }
}

variable "alert_emails" {
  description = "Who is told when an alert fires, such as `[\"oncall@example.com\"]`."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex("^[-a-zA-Z0-9!#$%&'*+/=?^_{|}~]+(\\.[-a-zA-Z0-9!#$%&'*+/=?^_{|}~]+)*@([a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?\\.)+([a-zA-Z]{2,}|xn--[-a-zA-Z0-9]+)$", email)) && can(regex("^.{1,64}@.{1,189}$", email))])
    error_message = "Cannot use alert_emails: got ${jsonencode(var.alert_emails)}, expected addresses such as oncall@example.com."
  }
  validation {
    condition     = length(distinct([for email in var.alert_emails : lower(email)])) == length(var.alert_emails)
    error_message = "Cannot use alert_emails: got ${jsonencode(var.alert_emails)}, expected each address once, whatever its capitals."
  }
  validation {
    condition     = length(var.alert_emails) + length(var.notification_channels) <= 16
    error_message = "Cannot use alert_emails: got ${length(var.alert_emails)} beside ${length(var.notification_channels)} notification_channels, expected 16 together at most, which an alert can notify."
  }
}

variable "api_credentials" {
  description = "A service account's key in JSON, where the agents belong to another project and impersonation is not possible. Written only when `api_credentials_version` changes."
  type        = string
  default     = null
  ephemeral   = true

  validation {
    # Secret Manager's limit is 64 KiB; a key has some two.
    condition     = var.api_credentials_version == null || try(jsondecode(var.api_credentials).type == "service_account" && length(var.api_credentials) <= 65536, false)
    error_message = "Cannot use api_credentials: with api_credentials_version set, expected a service account's key in JSON, of 65,536 bytes at most."
  }
}

variable "api_credentials_version" {
  description = "Set to \"1\" to use `api_credentials`, and counted up with each new key."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}$", coalesce(var.api_credentials_version, "1")))
    error_message = "Cannot use api_credentials_version: got ${jsonencode(var.api_credentials_version)}, expected a whole number in text that is counted up: \"1\", \"2\", ..."
  }
}

variable "api_impersonate" {
  description = "The e-mail address of the service account that Google's APIs are called as, where the agents belong to another project. Grant Service Account Token Creator on it to the accounts of messages, events and outbound."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[a-z0-9][-a-z0-9.]*@([a-z0-9][-a-z0-9]*\\.)+gserviceaccount\\.com$", coalesce(var.api_impersonate, "a@b.iam.gserviceaccount.com")))
    error_message = "Cannot use api_impersonate: got ${jsonencode(var.api_impersonate)}, expected name@project.iam.gserviceaccount.com."
  }
}

variable "audit_access" {
  description = "Whether reading and writing secrets and history is logged, as Data Access logs of the whole project: some 0.50 a GiB. The functions' own use of history is left out."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_days" {
  description = "How long a daily copy of history is kept, which is billed as storage; 0 makes none."
  type        = number
  # As long as point-in-time recovery reaches back, which ends when the database is deleted; a backup does not.
  default  = 7
  nullable = false

  validation {
    # Firestore keeps a backup for 14 weeks at most.
    condition     = var.backup_days >= 0 && var.backup_days <= 98 && floor(var.backup_days) == var.backup_days
    error_message = "Cannot use backup_days: got ${var.backup_days}, expected a whole number from 0 to 98, which are 14 weeks."
  }
}

variable "bot_settings" {
  description = "What the bot in bot/ reads from its environment, such as `{ ORDERS_API = \"https://orders.example.com/v1\" }`. No secrets: they would be in plans and in the state."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.bot_settings) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "Cannot use bot_settings: got ${join(", ", [for name in keys(var.bot_settings) : name if !can(regex("^[A-Z][A-Z0-9_]*$", name))])}, expected names such as ORDERS_API."
  }
  validation {
    # Our own settings, and those of Cloud Run, of Functions, of the buildpack and of Node.
    condition = alltrue([
      for name in keys(var.bot_settings) : !can(regex("^((AGENTS|HISTORY_DAYS|RCS_API|PORT|PATH|HOME|TMPDIR|ENTRY_POINT|IGNORED_ROUTES|LOG_EXECUTION_ID|NODE_[A-Z_]*)|(API|BUSINESS_MESSAGES|CLIENT|CLOUD_RUN|CLOUD_TASKS|CLOUDSDK|CNB|CONVERSATION|DETECT_GCP|FALLBACK|FIRESTORE|FUNCTION|GAE|GCE|GCF|GCLOUD|GCP|GOOGLE|K|LD|MEDIA|METADATA_SERVER|PUBSUB|TIMER|TOPIC|WATCH_REPORT|X_GOOGLE)_.*)$", name))
    ])
    error_message = "Cannot use bot_settings: got ${join(", ", keys(var.bot_settings))}, expected none of the names that functions use themselves: no PORT, K_SERVICE, GOOGLE_..., FUNCTION_..., NODE_..., and none of those in docs/configuration.md."
  }
  validation {
    # Cloud Run's limit for one variable is 32 KiB, which in base64 are a third more.
    condition     = alltrue([for value in values(var.bot_settings) : value == null ? false : length(base64encode(value)) <= 43692])
    error_message = "Cannot use bot_settings: got ${join(", ", [for name, value in var.bot_settings : "${name} of ${value == null ? "null" : "${length(value)} characters"}"])}, expected a text of 32,768 bytes or fewer for each."
  }
  validation {
    # Cloud Run takes 1,000 variables, and some twenty are ours.
    condition     = length(var.bot_settings) <= 900
    error_message = "Cannot use bot_settings: got ${length(var.bot_settings)}, expected 900 at most."
  }
}

variable "budget" {
  description = "What the project may cost a month before somebody gets a mail: `{ billing_account = \"012345-6789AB-CDEF01\", amount = 100, currency = \"USD\" }`. The currency must be the billing account's. It stops nothing."
  # Any, because Terraform drops a member that a type does not name, and with it what was misspelt.
  type    = any
  default = null

  validation {
    condition     = var.budget == null ? true : try(length(setsubtract(keys(var.budget), ["amount", "billing_account", "currency"])) == 0, false)
    error_message = "Cannot use budget: got ${jsonencode(var.budget)}, expected billing_account, amount and, if wanted, currency."
  }
  validation {
    condition     = var.budget == null ? true : can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.budget.billing_account))
    error_message = "Cannot use budget: got the billing_account ${jsonencode(try(var.budget.billing_account, null))}, expected an id such as 012345-6789AB-CDEF01."
  }
  validation {
    condition     = var.budget == null ? true : try(var.budget.amount >= 1 && var.budget.amount <= 1000000000 && floor(var.budget.amount) == var.budget.amount, false)
    error_message = "Cannot use budget: got the amount ${jsonencode(try(var.budget.amount, null))}, expected whole units of the currency, from 1 to 1,000,000,000."
  }
  validation {
    condition     = try(var.budget.currency, null) == null ? true : can(regex("^[A-Z]{3}$", var.budget.currency))
    error_message = "Cannot use budget: got the currency ${jsonencode(try(var.budget.currency, null))}, expected three letters such as USD, or none."
  }
}

variable "build_directory" {
  description = "Where `npm run build` put the zips; `dist` beside this folder unless set."
  type        = string
  default     = null

  validation {
    condition     = var.build_directory == null ? true : can(regex("\\S", var.build_directory))
    error_message = "Cannot use build_directory: got ${jsonencode(var.build_directory)}, expected the folder that `npm run build` wrote to, such as ../dist."
  }
}

variable "burn_rate_alerts" {
  description = "Whether somebody is told when what the objectives allow in four weeks is used up too fast: eight conditions more."
  type        = bool
  default     = false
  nullable    = false
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
  validation {
    condition     = alltrue([for name in keys(var.client_tokens) : name == "*" || contains(try([for agent in var.agents : trimsuffix(agent.agent, "@rbm.goog")], []), trimsuffix(name, "@rbm.goog"))])
    error_message = "Cannot use client_tokens: expected no other names than those of agents, and \"*\"."
  }
  validation {
    # What no header and no JSON of Google's has: a token that was copied with its line, or in two.
    condition     = alltrue(flatten([for tokens in values(var.client_tokens) : [for token in tokens : !can(regex("[\\s[:cntrl:]]", trimspace(token)))]]))
    error_message = "Cannot use client_tokens: expected no white space inside a token."
  }
  validation {
    # Secret Manager's limit is 64 KiB, which in base64 are a third more.
    condition     = length(base64encode(jsonencode(var.client_tokens))) <= 87384
    error_message = "Cannot use client_tokens: expected 65,536 bytes at most together."
  }
}

variable "client_tokens_version" {
  description = "Counted up to write `client_tokens` anew: \"2\", \"3\", ..."
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}$", var.client_tokens_version))
    error_message = "Cannot use client_tokens_version: got ${jsonencode(var.client_tokens_version)}, expected a whole number in text that is counted up: \"1\", \"2\", ..."
  }
}

variable "conversation_key" {
  description = "The secret that names conversations, made once with `openssl rand -base64 48` and never changed. Set it with TF_VAR_conversation_key, never in a file. Written once."
  type        = string
  nullable    = false
  ephemeral   = true

  validation {
    # 256 bits in base64 are 44 characters, in hexadecimal more. Secret Manager takes 64 KiB.
    condition     = length(trimspace(var.conversation_key)) >= 43 && length(var.conversation_key) <= 65536
    error_message = "Cannot use conversation_key: expected 43 to 65,536 characters, as `openssl rand -base64 48` makes them."
  }
}

variable "deletion_protection" {
  description = "Whether `terraform destroy`, and a changed project, region, prefix or firestore_location, are refused. Set it to false, apply, and only then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "domain" {
  description = "A name of yours for the webhooks, such as `rcs.example.com`, behind a load balancer with Cloud Armor: some $25 a month. Google's own URL unless set. To change it, take it out and apply, then set the new one and apply."
  type        = string
  default     = null

  validation {
    # Google's certificates take 63 characters.
    condition     = can(regex("^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+([a-z]{2,}|xn--[-a-z0-9]+[a-z0-9])$", coalesce(var.domain, "example.com"))) && length(coalesce(var.domain, "example.com")) <= 63
    error_message = "Cannot use domain: got ${jsonencode(var.domain)}, expected a name such as rcs.example.com, of 63 characters at most, in lower case and without https://."
  }
  validation {
    condition     = !can(regex("(^|\\.)(run\\.app|cloudfunctions\\.net|googleapis\\.com|appspot\\.com|web\\.app|firebaseapp\\.com|example|home|internal|invalid|lan|local|localdomain|localhost|onion|test|arpa)$", coalesce(var.domain, "example.com")))
    error_message = "Cannot use domain: got ${jsonencode(var.domain)}, expected a name in a public zone of yours, not one of Google's, of a private network or of examples."
  }
}

variable "domain_only" {
  description = "Whether ingress is reached by `domain` alone, and no longer by Google's own URL. Set it in an apply of its own, once the domain serves."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.domain_only || var.domain != null
    error_message = "Cannot use domain_only: got true, expected a domain beside it, or nobody could reach ingress."
  }
}

variable "fallback_key" {
  description = "The secret that signs what is sent to `fallback_url`. Set it with TF_VAR_fallback_key, never in a file. Written only when `fallback_key_version` changes."
  type        = string
  default     = null
  ephemeral   = true

  validation {
    # As of conversation_key.
    condition     = var.fallback_url == null || try(length(trimspace(var.fallback_key)) >= 43 && length(var.fallback_key) <= 1024, false)
    error_message = "Cannot use fallback_key: with fallback_url set, expected 43 to 1,024 characters, as `openssl rand -base64 48` makes them."
  }
}

variable "fallback_key_version" {
  description = "Counted up to write `fallback_key` anew: \"2\", \"3\", ..."
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = can(regex("^[1-9][0-9]{0,8}$", var.fallback_key_version))
    error_message = "Cannot use fallback_key_version: got ${jsonencode(var.fallback_key_version)}, expected a whole number in text that is counted up: \"1\", \"2\", ..."
  }
}

variable "fallback_url" {
  description = "Where messages go that RCS cannot deliver, such as `https://sms.example.com/send`; to the topic <prefix>-fallback unless set."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^https://[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)+(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?([/?][^\\s#]*)?$", coalesce(var.fallback_url, "https://example.com")))
    error_message = "Cannot use fallback_url: got ${jsonencode(var.fallback_url)}, expected an https URL such as https://sms.example.com/send, without a user and a password."
  }
  validation {
    condition     = !can(regex("^https://(127\\.|10\\.|0\\.|169\\.254\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|[^/?:]*\\.(local|internal|localhost)([/?:]|$))", coalesce(var.fallback_url, "https://example.com")))
    error_message = "Cannot use fallback_url: got ${jsonencode(var.fallback_url)}, expected a host on the internet: functions reach no private network."
  }
}

variable "firestore_location" {
  description = "Where history is kept, which can never change: a region, or `eur3` or `nam5` for several at twice the price. The region unless set."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(eur3|nam5|nam7|(africa|asia|australia|europe|me|northamerica|southamerica|us)-(central|east|north|northeast|northwest|south|southeast|southwest|west)[1-9][0-9]?)$", coalesce(var.firestore_location, "eur3")))
    error_message = "Cannot use firestore_location: got ${jsonencode(var.firestore_location)}, expected a region such as europe-west1, or eur3 or nam5."
  }
  validation {
    # A turn asks history four times, one after the other.
    condition = anytrue([
      for continent in ["^(europe|africa|me|eur3)", "^(us|northamerica|southamerica|nam5|nam7)", "^(asia|australia|me)"] : can(regex(continent, var.region)) && can(regex(continent, coalesce(var.firestore_location, var.region)))
    ])
    error_message = "Cannot use firestore_location: got ${jsonencode(var.firestore_location)} with the region ${jsonencode(var.region)}, expected one on the same continent: each answer would wait for the other one four times."
  }
}

variable "function_settings" {
  description = "What differs from the defaults in functions.tf, by function: `{ ingress = { min_instances = 1 } }` saves a quiet bot its first cold start for some $10 a month."
  # Any, because Terraform drops a member that a type does not name, and with it what was misspelt.
  type     = any
  default  = {}
  nullable = false

  validation {
    condition     = try(length(setsubtract(keys(var.function_settings), keys(local._functions))) == 0, false)
    error_message = "Cannot use function_settings: got ${jsonencode(var.function_settings)}, expected settings by function, of ${join(", ", keys(local._functions))}."
  }
  validation {
    condition     = try(alltrue([for settings in values(var.function_settings) : length(setsubtract(keys(settings), ["concurrency", "cpu", "max_instances", "memory", "min_instances"])) == 0]), false)
    error_message = "Cannot use function_settings: got ${jsonencode(var.function_settings)}, expected no others than concurrency, cpu, max_instances, memory and min_instances."
  }
  validation {
    condition     = try(alltrue([for settings in values(var.function_settings) : try(settings.concurrency, null) == null ? true : settings.concurrency >= 1 && settings.concurrency <= 1000 && floor(settings.concurrency) == settings.concurrency]), false)
    error_message = "Cannot use function_settings: got the concurrency ${jsonencode(try({ for name, settings in var.function_settings : name => try(settings.concurrency, null) }, null))}, expected a whole number from 1 to 1000."
  }
  validation {
    condition     = try(alltrue([for settings in values(var.function_settings) : try(settings.cpu, null) == null ? true : can(regex("^(0\\.(0[89]|[1-9][0-9]?)|1|2|4|6|8)$", settings.cpu))]), false)
    error_message = "Cannot use function_settings: got the cpu ${jsonencode(try({ for name, settings in var.function_settings : name => try(settings.cpu, null) }, null))}, expected \"1\", \"2\", \"4\", \"6\" or \"8\", or a share of one from \"0.08\" on."
  }
  validation {
    condition = try(alltrue([
      for name, settings in var.function_settings :
      tonumber(try(settings.cpu, null) == null ? local._functions[name].cpu : settings.cpu) >= 1 || (try(settings.concurrency, null) == null ? local._functions[name].concurrency : settings.concurrency) == 1
    ]), true)
    error_message = "Cannot use function_settings: got ${jsonencode(var.function_settings)}, expected a concurrency of 1 with a cpu below \"1\": Cloud Run takes one request at a time on it."
  }
  validation {
    # The least and the most that Cloud Run has.
    condition     = try(alltrue([for settings in values(var.function_settings) : try(settings.memory, null) == null ? true : can(regex("^[1-9][0-9]*(Mi|Gi)$", settings.memory)) && try(tonumber(trimsuffix(trimsuffix(settings.memory, "Mi"), "Gi")) * (endswith(settings.memory, "Gi") ? 1024 : 1) >= 128, false) && try(tonumber(trimsuffix(trimsuffix(settings.memory, "Mi"), "Gi")) * (endswith(settings.memory, "Gi") ? 1024 : 1) <= 32768, false)]), false)
    error_message = "Cannot use function_settings: got the memory ${jsonencode(try({ for name, settings in var.function_settings : name => try(settings.memory, null) }, null))}, expected from \"128Mi\" to \"32Gi\", in Mi or Gi."
  }
  validation {
    # By the most MiB that Cloud Run gives to so much of a CPU, and the least MiB that it takes for so many.
    condition = try(alltrue([
      for name, settings in var.function_settings : alltrue([
        for limit in [{ cpu = 0, below = 0.5, least = 128, most = 512 }, { cpu = 0.5, below = 1, least = 128, most = 1024 }, { cpu = 1, below = 2, least = 128, most = 4096 }, { cpu = 2, below = 4, least = 128, most = 8192 }, { cpu = 4, below = 6, least = 2048, most = 16384 }, { cpu = 6, below = 8, least = 4096, most = 24576 }, { cpu = 8, below = 9, least = 4096, most = 32768 }] :
        [for mib in [for memory in [try(settings.memory, null) == null ? local._functions[name].memory : settings.memory] : tonumber(trimsuffix(trimsuffix(memory, "Mi"), "Gi")) * (endswith(memory, "Gi") ? 1024 : 1)] : mib >= limit.least && mib <= limit.most][0]
        if[for cpu in [tonumber(try(settings.cpu, null) == null ? local._functions[name].cpu : settings.cpu)] : cpu >= limit.cpu && cpu < limit.below][0]
      ])
    ]), true)
    error_message = "Cannot use function_settings: got ${jsonencode(var.function_settings)}, expected memory that fits its cpu: at most 512Mi below \"0.5\", 1Gi below \"1\", 4Gi with \"1\", 8Gi with \"2\", 16Gi with \"4\", 24Gi with \"6\", and at least 2Gi with \"4\", 4Gi with \"6\" and \"8\"."
  }
  validation {
    condition     = try(alltrue([for settings in values(var.function_settings) : try(settings.max_instances, null) == null ? true : settings.max_instances >= 1 && settings.max_instances <= 1000 && floor(settings.max_instances) == settings.max_instances]), false)
    error_message = "Cannot use function_settings: got the max_instances ${jsonencode(try({ for name, settings in var.function_settings : name => try(settings.max_instances, null) }, null))}, expected a whole number from 1 to 1000."
  }
  validation {
    condition     = try(alltrue([for settings in values(var.function_settings) : try(settings.min_instances, null) == null ? true : settings.min_instances >= 0 && floor(settings.min_instances) == settings.min_instances]), false)
    error_message = "Cannot use function_settings: got the min_instances ${jsonencode(try({ for name, settings in var.function_settings : name => try(settings.min_instances, null) }, null))}, expected a whole number, 0 or more."
  }
  validation {
    condition = try(alltrue([
      for name, settings in var.function_settings :
      (try(settings.min_instances, null) == null ? local._functions[name].min_instances : settings.min_instances) <= (try(settings.max_instances, null) == null ? local._functions[name].max_instances : settings.max_instances)
    ]), true)
    error_message = "Cannot use function_settings: got ${jsonencode(var.function_settings)}, expected no more min_instances than max_instances, which are ${join(", ", [for name, function in local._functions : "${function.max_instances} for ${name}"])} unless set."
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
    condition     = var.history_days >= 38 && var.history_days <= 3650 && floor(var.history_days) == var.history_days
    error_message = "Cannot use history_days: got ${var.history_days}, expected a whole number from 38 to 3650, which are ten years."
  }
}

variable "keep_media" {
  description = "Whether users' files are copied to a bucket, because Google's URLs of them expire; for `history_days`, at the price of storage. With deletion_protection, false ends the copying and leaves the bucket."
  type        = bool
  default     = false
  nullable    = false
}

variable "labels" {
  description = "Labels of everything that can have them, beside app, managed-by and deployment."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.labels) : can(regex("^[a-z][-a-z0-9_]{0,62}$", name)) && !can(regex("^(app|managed-by|deployment|goog-.*)$", name))])
    error_message = "Cannot use labels: got the keys ${jsonencode(keys(var.labels))}, expected a-z, 0-9, - and _, beginning with a letter, 63 characters at most, and none of app, managed-by, deployment and goog-..."
  }
  validation {
    condition     = alltrue([for value in values(var.labels) : can(regex("^[-a-z0-9_]{0,63}$", value))])
    error_message = "Cannot use labels: got the values ${jsonencode(values(var.labels))}, expected a-z, 0-9, - and _, 63 characters at most."
  }
  validation {
    # Google takes 64. Three are set here, one by the provider, and some by Functions.
    condition     = length(var.labels) <= 50
    error_message = "Cannot use labels: got ${length(var.labels)}, expected 50 at most."
  }
}

variable "notification_channels" {
  description = "Ids of notification channels that exist already, for a pager or a chat."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/\\s]+/notificationChannels/[0-9]+$", channel))]) && length(distinct(var.notification_channels)) == length(var.notification_channels)
    error_message = "Cannot use notification_channels: got ${jsonencode(var.notification_channels)}, expected ids such as projects/my-project/notificationChannels/123, each once."
  }
  validation {
    # A project is named by its id, or by its number.
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/([0-9]+|${var.project})/", channel))])
    error_message = "Cannot use notification_channels: got ${jsonencode(var.notification_channels)}, expected channels of the project ${var.project}: alerts cannot use those of another one."
  }
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
    error_message = "Cannot use prefix: got ${jsonencode(var.prefix)}, expected 4 to 20 characters of a-z, 0-9 and -, beginning with a letter and not ending with -."
  }
  validation {
    # Pub/Sub has no such topics, Cloud Storage no such buckets.
    condition     = !can(regex("^goog|g[o0][o0]g[l1]e", var.prefix))
    error_message = "Cannot use prefix: got ${jsonencode(var.prefix)}, expected a name that does not begin with goog and has no google in it, however it is spelt: Google keeps these for itself."
  }
}

variable "probe_minutes" {
  description = "Every how many minutes Google asks ingress for its health from three continents, and alerts you where it does not answer: 1, 5, 10 or 15. It wakes instances, cents a month; never unless set."
  type        = number
  default     = null

  validation {
    condition     = contains([1, 5, 10, 15], coalesce(var.probe_minutes, 1))
    error_message = "Cannot use probe_minutes: got ${jsonencode(var.probe_minutes)}, expected 1, 5, 10 or 15, or none."
  }
}

variable "project" {
  description = "The id of the project, such as `my-project`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project))
    error_message = "Cannot use project: got ${jsonencode(var.project)}, expected a project's id such as my-project, not its name or number."
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
    condition     = can(regex("^(africa|asia|australia|europe|me|northamerica|southamerica|us)-(central|east|north|northeast|northwest|south|southeast|southwest|west)[1-9][0-9]?$", var.region))
    error_message = "Cannot use region: got ${jsonencode(var.region)}, expected a region such as europe-west1."
  }
}

variable "release" {
  description = "Zips of an earlier apply that run in place of what was built, by function, as the output `release` told them then: `{ messages = \"<sha256>#<generation>\" }`. What is not named is built."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.release), keys(local._functions))) == 0
    error_message = "Cannot use release: got ${join(", ", keys(var.release))}, expected zips by function, of ${join(", ", keys(local._functions))}."
  }
  validation {
    condition     = alltrue([for zip in values(var.release) : can(regex("^[0-9a-f]{64}#[1-9][0-9]*$", zip))])
    error_message = "Cannot use release: got ${jsonencode(var.release)}, expected a zip's SHA-256 and its generation, such as \"e3b0...b855#1764460800000000\"."
  }
}

variable "silence_alert_hours" {
  description = "After how many hours without a genuine webhook an alert is sent, 1 to 23; never unless set. Set it once webhooks come."
  type        = number
  default     = null

  validation {
    # A day is the most that an alert in PromQL looks back.
    condition     = coalesce(var.silence_alert_hours, 1) >= 1 && coalesce(var.silence_alert_hours, 1) <= 23 && floor(coalesce(var.silence_alert_hours, 1)) == coalesce(var.silence_alert_hours, 1)
    error_message = "Cannot use silence_alert_hours: got ${jsonencode(var.silence_alert_hours)}, expected a whole number from 1 to 23, or none."
  }
}

variable "warehouse" {
  description = <<-EOT
    Where our own log lines are kept for questions over months; nowhere unless set. `{ days = 400 }` makes a bucket of Logging in `region` that
    keeps them so long, and that BigQuery reads. `{ destination = "bigquery.googleapis.com/projects/my-project/datasets/lines" }`, or a bucket of Logging or Storage, is one
    that exists: let the output `warehouse_writer` write there.
  EOT
  # Any, because Terraform drops a member that a type does not name, and with it what was misspelt.
  type    = any
  default = null

  validation {
    condition     = var.warehouse == null ? true : try(length([for value in values(var.warehouse) : value if value != null]) == 1 && length(setsubtract(keys(var.warehouse), ["days", "destination"])) == 0, false)
    error_message = "Cannot use warehouse: got ${jsonencode(var.warehouse)}, expected days, or the destination that exists, and not both."
  }
  validation {
    condition     = try(var.warehouse.days, null) == null ? true : try(var.warehouse.days >= 1 && var.warehouse.days <= 3650 && floor(var.warehouse.days) == var.warehouse.days, false)
    error_message = "Cannot use warehouse: got the days ${jsonencode(try(var.warehouse.days, null))}, expected whole days, from 1 to 3650."
  }
  validation {
    condition = try(var.warehouse.destination, null) == null ? true : can(regex(
      "^(bigquery\\.googleapis\\.com/projects/[-a-z0-9.:]+/datasets/\\w+|logging\\.googleapis\\.com/projects/[-a-z0-9.:]+/locations/[-a-z0-9]+/buckets/[-\\w.]+|storage\\.googleapis\\.com/[a-z0-9][-a-z0-9_.]+[a-z0-9])$",
      var.warehouse.destination,
    ))
    error_message = "Cannot use warehouse: got the destination ${jsonencode(try(var.warehouse.destination, null))}, expected one such as bigquery.googleapis.com/projects/my-project/datasets/lines."
  }
}
