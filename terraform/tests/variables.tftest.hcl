# What is refused before anything is planned: `terraform test` needs neither a project nor credentials.

mock_provider "google" {}

mock_provider "google" {
  alias = "billed"
}

mock_provider "time" {}

variables {
  project          = "my-project"
  region           = "europe-west1"
  agents           = [{ channel = "rcs", agent = "my_agent" }]
  client_tokens    = { my_agent = ["token"] }
  conversation_key = "0123456789012345678901234567890123456789012"
  fallback_key     = "0123456789012345678901234567890123456789012"
}

run "refuses_a_project_by_its_number" {
  command = plan
  variables {
    project = "123456"
  }
  expect_failures = [var.project]
}

run "refuses_a_zone_for_a_region" {
  command = plan
  variables {
    region = "europe-west1-b"
  }
  expect_failures = [var.region]
}

run "refuses_no_agents" {
  command = plan
  variables {
    agents = []
  }
  expect_failures = [var.agents]
}

run "refuses_an_unknown_channel" {
  command = plan
  variables {
    agents = [{ channel = "sms", agent = "my_agent" }]
  }
  expect_failures = [var.agents]
}

run "refuses_an_rcs_agent_by_a_path" {
  command = plan
  variables {
    agents = [{ channel = "rcs", agent = "brands/b/agents/a" }]
  }
  expect_failures = [var.agents]
}

run "refuses_a_business_messages_agent_without_its_brand" {
  command = plan
  variables {
    agents = [{ channel = "business-messages", agent = "my_agent" }]
  }
  expect_failures = [var.agents]
}

run "refuses_an_agent_twice_once_with_its_domain" {
  command = plan
  variables {
    agents = [{ channel = "rcs", agent = "my_agent" }, { channel = "rcs", agent = "my_agent@rbm.goog" }]
  }
  expect_failures = [var.agents]
}

run "refuses_an_unknown_region_of_an_agent" {
  command = plan
  variables {
    agents = [{ channel = "rcs", agent = "my_agent", region = "mars" }]
  }
  expect_failures = [var.agents]
}

run "refuses_an_unknown_traffic_type" {
  command = plan
  variables {
    agents = [{ channel = "rcs", agent = "my_agent", traffic_type = "SPAM" }]
  }
  expect_failures = [var.agents]
}

run "refuses_tokens_of_another_agent" {
  command = plan
  variables {
    client_tokens = { other = ["token"] }
  }
  expect_failures = [var.client_tokens]
}

run "refuses_an_empty_list_of_tokens" {
  command = plan
  variables {
    client_tokens = { my_agent = [] }
  }
  expect_failures = [var.client_tokens]
}

run "refuses_a_blank_token" {
  command = plan
  variables {
    client_tokens = { my_agent = [" "] }
  }
  expect_failures = [var.client_tokens]
}

run "refuses_a_short_conversation_key" {
  command = plan
  variables {
    conversation_key = "guessable"
  }
  expect_failures = [var.conversation_key]
}

run "refuses_a_fallback_without_its_key" {
  command = plan
  variables {
    fallback_key = null
    fallback_url = "https://sms.example.com/send"
  }
  expect_failures = [var.fallback_key]
}

run "refuses_a_fallback_in_plain_text" {
  command = plan
  variables {
    fallback_url = "http://sms.example.com/send"
  }
  expect_failures = [var.fallback_url]
}

run "refuses_credentials_that_are_no_key" {
  command = plan
  variables {
    api_credentials         = "secret"
    api_credentials_version = "1"
  }
  expect_failures = [var.api_credentials]
}

run "refuses_a_person_to_impersonate" {
  command = plan
  variables {
    api_impersonate = "me@example.com"
  }
  expect_failures = [var.api_impersonate]
}

run "refuses_a_fraction_of_a_currency" {
  command = plan
  variables {
    budget = { billing_account = "012345-6789AB-CDEF01", amount = 0.5 }
  }
  expect_failures = [var.budget]
}

run "refuses_a_bot_s_setting_that_is_ours" {
  command = plan
  variables {
    bot_settings = { GOOGLE_CLOUD_PROJECT = "another" }
  }
  expect_failures = [var.bot_settings]
}

run "refuses_a_bot_s_setting_that_sends_calls_elsewhere" {
  command = plan
  variables {
    bot_settings = { RCS_API = "https://example.com" }
  }
  expect_failures = [var.bot_settings]
}

run "refuses_a_bot_s_setting_that_sends_files_elsewhere" {
  command = plan
  variables {
    bot_settings = { MEDIA_BUCKET = "another" }
  }
  expect_failures = [var.bot_settings]
}

run "refuses_a_bot_s_setting_for_an_emulator" {
  command = plan
  variables {
    bot_settings = { PUBSUB_EMULATOR_HOST = "localhost:8085" }
  }
  expect_failures = [var.bot_settings]
}

run "refuses_a_domain_with_https" {
  command = plan
  variables {
    domain = "https://rcs.example.com"
  }
  expect_failures = [var.domain]
}

run "refuses_a_function_that_there_is_not" {
  command = plan
  variables {
    function_settings = { message = { max_instances = 1 } }
  }
  expect_failures = [var.function_settings]
}

run "refuses_a_history_shorter_than_a_replay" {
  command = plan
  variables {
    history_days = 30
  }
  expect_failures = [var.history_days]
}

run "refuses_a_prefix_of_three_characters" {
  command = plan
  variables {
    prefix = "bot"
  }
  expect_failures = [var.prefix]
}

run "refuses_a_prefix_too_long_for_accounts" {
  command = plan
  variables {
    prefix = "a-name-that-is-too-long"
  }
  expect_failures = [var.prefix]
}

run "refuses_a_silence_longer_than_monitoring_waits" {
  command = plan
  variables {
    silence_alert_hours = 24
  }
  expect_failures = [var.silence_alert_hours]
}

run "refuses_an_address_without_a_domain" {
  command = plan
  variables {
    alert_emails = ["oncall"]
  }
  expect_failures = [var.alert_emails]
}

run "refuses_a_version_that_is_no_number" {
  command = plan
  variables {
    api_credentials         = jsonencode({ type = "service_account" })
    api_credentials_version = "first"
  }
  expect_failures = [var.api_credentials_version]
}

run "refuses_tokens_with_a_version_that_is_no_number" {
  command = plan
  variables {
    client_tokens_version = "v2"
  }
  expect_failures = [var.client_tokens_version]
}

run "refuses_a_fallback_key_with_a_version_that_is_no_number" {
  command = plan
  variables {
    fallback_key_version = "v2"
  }
  expect_failures = [var.fallback_key_version]
}

run "refuses_a_blank_folder" {
  command = plan
  variables {
    build_directory = " "
  }
  expect_failures = [var.build_directory]
}

run "refuses_a_continent_for_history" {
  command = plan
  variables {
    firestore_location = "EU"
  }
  expect_failures = [var.firestore_location]
}

run "refuses_half_a_cpu_for_many_requests" {
  command = plan
  variables {
    function_settings = { messages = { cpu = "0.5" } }
  }
  expect_failures = [var.function_settings]
}

run "refuses_a_label_with_a_capital" {
  command = plan
  variables {
    labels = { Team = "x" }
  }
  expect_failures = [var.labels]
}

run "refuses_a_channel_by_its_name" {
  command = plan
  variables {
    notification_channels = ["my-pager"]
  }
  expect_failures = [var.notification_channels]
}

run "refuses_a_warehouse_without_an_end" {
  command = plan
  variables {
    warehouse = { days = 0 }
  }
  expect_failures = [var.warehouse]
}

run "refuses_a_member_that_is_misspelt" {
  command = plan
  variables {
    agents = [{ channel = "rcs", agent = "my_agent", trafic_type = "PROMOTION" }]
  }
  expect_failures = [var.agents]
}

run "refuses_to_close_googles_url_without_a_domain" {
  command = plan
  variables {
    domain_only = true
  }
  expect_failures = [var.domain_only]
}

run "refuses_a_probe_at_an_interval_that_monitoring_lacks" {
  command = plan
  variables {
    probe_minutes = 3
  }
  expect_failures = [var.probe_minutes]
}

run "refuses_history_on_another_continent" {
  command = plan
  variables {
    firestore_location = "nam5"
  }
  expect_failures = [var.firestore_location]
}

run "refuses_to_keep_backups_for_longer_than_firestore_does" {
  command = plan
  variables {
    backup_days = 99
  }
  expect_failures = [var.backup_days]
}

run "refuses_a_release_of_a_function_that_there_is_not" {
  command = plan
  variables {
    release = { message = "0000000000000000000000000000000000000000000000000000000000000000#1" }
  }
  expect_failures = [var.release]
}

run "refuses_a_zip_without_its_generation" {
  command = plan
  variables {
    release = { messages = "0000000000000000000000000000000000000000000000000000000000000000" }
  }
  expect_failures = [var.release]
}
