# Two agents of one brand, a domain of your own, a warm ingress, people who are told, log lines of a year, and a budget.
# TF_VAR_client_tokens='{"bank_support":["..."],"bank_codes":["..."]}' TF_VAR_conversation_key="$(openssl rand -base64 48)"

project = "my-bank-messaging"
region  = "europe-west1"
prefix  = "bank-bot"
labels  = { team = "messaging", env = "production" }

agents = [
  { channel = "rcs", agent = "bank_support", brand = "my-bank", region = "europe" },
  { channel = "rcs", agent = "bank_codes", brand = "my-bank", region = "europe", traffic_type = "AUTHENTICATION" },
]

domain = "rcs.example.com"
# domain_only     = true   # in an apply of its own, once the domain serves
function_settings = { ingress = { min_instances = 1 }, messages = { max_instances = 20 } }

alert_emails        = ["oncall@example.com"]
silence_alert_hours = 12 # Until the first webhook has come, it alerts.
warehouse           = { days = 400 }
burn_rate_alerts    = true
budget              = { billing_account = "012345-6789AB-CDEF01", amount = 200, currency = "EUR" }
