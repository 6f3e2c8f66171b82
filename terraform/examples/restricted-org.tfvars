# An organisation that forbids `allUsers` and in which the agent belongs to another project.
# After the apply, open ingress as the README says under "Where the organisation forbids allUsers".
# TF_VAR_client_tokens='{"my_agent":["..."]}' TF_VAR_conversation_key="$(openssl rand -base64 48)"

project = "my-project"
region  = "europe-west1"
agents  = [{ channel = "rcs", agent = "my_agent" }]

public_ingress  = false
api_impersonate = "rcs-agent@agent-project.iam.gserviceaccount.com"
