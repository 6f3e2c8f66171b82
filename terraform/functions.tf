# What the functions are: size, scale, settings, secrets and rights of each, in one map. Every function runs as an account of
# its own, which may publish to the topics, read the secrets and use the database that its row says.

locals {
  # A delivery that takes longer than the ack deadline is repeated while the first one still runs: so the function ends before.
  ack_deadline_seconds       = 60
  subscriber_timeout_seconds = 55

  # Scale to zero; see the README for what a warm instance costs.
  _function = {
    # Below one vCPU, Cloud Run takes one request at a time.
    cpu           = "1"
    concurrency   = 80
    min_instances = 0
    # Limits the cost of a flood: ten instances of 1 vCPU are about one dollar an hour.
    max_instances = 10
    publishes     = []
    environment   = {}
    secret_values = {}
    secret_files  = {}
    uses_database = true
    sets_timers   = false
  }

  _subscriber = merge(local._function, {
    # What strangers could make Pub/Sub push, 80 at once and the longest among them, stays below it: test/functions/hostile.test.ts.
    memory          = "512Mi"
    timeout_seconds = local.subscriber_timeout_seconds
    environment     = { FIRESTORE_DATABASE = local.database, HISTORY_DAYS = tostring(var.history_days) }
  })

  # What takes turns calls Google's APIs. Google publishes no send quota: 10 instances of 40 turns, 0.3 s each, are some 1,300 a
  # second; from there on a 429 makes Pub/Sub slower by itself. Each instance also has at most 64 calls per agent under way.
  _engine = merge(local._subscriber, {
    concurrency   = 40
    environment   = merge(local._subscriber.environment, local.api_environment, local.timer_environment, var.bot_settings)
    secret_values = { CONVERSATION_KEY = "conversation-key" }
    secret_files  = local.api_secret_files
    sets_timers   = true
  })

  # Functions that hand messages to another channel get its URL, unless that channel is the topic.
  _falling_back = merge(local._engine, {
    environment   = merge(local._engine.environment, local.fallback_environment)
    secret_values = merge(local._engine.secret_values, local.fallback_secret_values)
  })

  # Settings that are optional.
  api_environment        = { for name, value in { API_IMPERSONATE = var.api_impersonate } : name => value if value != null }
  api_secret_files       = { for name, secret in { API_CREDENTIALS_FILE = "api-credentials" } : name => secret if contains(keys(local.secrets), secret) }
  fallback_environment   = { for name, value in { FALLBACK_URL = var.fallback_url } : name => value if value != null }
  fallback_secret_values = { for name, secret in { FALLBACK_KEY = "fallback-key" } : name => secret if contains(keys(local.secrets), secret) }

  _functions = {
    ingress = merge(local._function, {
      description = "Verifies Google's webhooks, seals them and publishes them."
      # Under strangers that send what they like, it stays below half of that: test/functions/hostile.test.ts.
      memory = "256Mi"
      # It gives up publishing after 2.5 s and reading its tokens after 1 s: only a cold start that failed takes longer.
      timeout_seconds = 10
      uses_database   = false
      publishes       = ["message", "receipt", "event", "parked"]
      secret_values   = { CONVERSATION_KEY = "conversation-key" }
      secret_files    = { CLIENT_TOKENS_FILE = "client-tokens" }
    })
    messages = merge(local._engine, {
      description = "Answers what users say."
      environment = merge(local._engine.environment, local.media_environment)
      publishes   = ["message-dead", "handoff"]
    })
    events = merge(local._falling_back, {
      description = "Takes what happens around conversations, and our own timers."
      publishes   = ["event-dead", "deadline-dead", "handoff", "fallback"]
    })
    receipts = merge(local._subscriber, {
      description = "Keeps what phones and users did with messages of ours."
      publishes   = ["receipt-dead"]
    })
    outbound = merge(local._falling_back, {
      description = "Sends what other systems and people write."
      publishes   = ["outbound-dead", "handoff", "fallback"]
    })
  }

  functions = {
    for name, function in local._functions : name => merge(function, {
      for setting, value in try(var.function_settings[name], {}) : setting => value if value != null
    })
  }

  # With the members that are not set.
  agents = [for agent in var.agents : merge({ brand = null, region = null, traffic_type = null }, agent)]

  # The settings of every function. Members of an agent that are not set are left out.
  environment = {
    GOOGLE_CLOUD_PROJECT = var.project
    TOPIC_PREFIX         = var.prefix
    AGENTS = jsonencode([for agent in local.agents : {
      for name, value in {
        channel     = agent.channel
        agent       = agent.agent
        brand       = agent.brand
        region      = agent.region
        trafficType = agent.traffic_type
      } : name => value if value != null
    }])
  }
}

module "function" {
  source   = "./modules/function"
  for_each = local.functions

  project     = local.project
  region      = var.region
  name        = "${var.prefix}-${each.key}"
  description = each.value.description
  entry_point = each.key
  code = {
    bucket     = google_storage_bucket.source.name
    object     = local.code[each.key].object
    generation = local.code[each.key].generation
  }
  build = {
    account    = google_service_account.build.id
    repository = google_artifact_registry_repository.images.id
    # A first build fails before its account's rights have arrived.
    rights = time_sleep.build_rights.id
  }
  sizing           = each.value
  ingress_settings = each.key == "ingress" ? local.ingress_settings : "ALLOW_INTERNAL_ONLY"
  environment      = merge(local.environment, each.value.environment)
  secret_values    = { for name, secret in each.value.secret_values : name => local.secret_references[secret] }
  secret_files     = { for name, secret in each.value.secret_files : name => local.secret_references[secret] }
}
