# One RCS agent, Google's own URL, everything scaled to zero.
# TF_VAR_client_tokens='{"my_agent":["..."]}' TF_VAR_conversation_key="$(openssl rand -base64 48)"

project = "my-project"
region  = "europe-west1"
agents  = [{ channel = "rcs", agent = "my_agent" }]
