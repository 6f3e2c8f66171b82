#!/usr/bin/env bash
# Checks what a plan cannot show, because only the real project knows it. Changes nothing.
set -uo pipefail

usage() {
  cat <<'EOF'
Checks what only the real project can tell. Changes nothing.

  smoke.sh before --project PROJECT --region REGION
      Before the first apply: login, billing, the two APIs that Terraform needs to begin, Pub/Sub's own account, and the
      organisation's policies that would stop it.

  smoke.sh after --project PROJECT --region REGION [--prefix heliograph] --url URL [--channel rcs]
      After an apply: APIs, builds, secrets, history, timers, grants, the filters of metrics and alerts, and ingress itself.
      URL is where ingress listens, without the channel; `terraform -chdir=terraform output smoke_command` prints the whole command.
      With CLIENT_TOKEN in the environment it also does what Google does when somebody clicks Verify.

Each line is ok, warn (worth reading) or FAIL (will not work); the exit code is 1 after any FAIL.
Needs gcloud (logged in, with the role Viewer at least), curl and jq.
EOF
}

failures=0
ok() { printf 'ok    %s\n' "$1"; }
warn() { printf 'warn  %s\n      %s\n' "$1" "$2"; }
bad() {
  printf 'FAIL  %s\n      %s\n' "$1" "$2"
  failures=$((failures + 1))
}
stop() {
  printf 'smoke.sh: %s\n' "$1" >&2
  exit 1
}

# check CLAIM ADVICE COMMAND...: the claim holds when the command succeeds.
check() {
  local claim=$1 advice=$2
  shift 2
  if "$@" >/dev/null 2>&1; then ok "$claim"; else bad "$claim" "$advice"; fi
}

read_options() {
  while (($# > 0)); do
    case $1 in
      --project) project=${2-} && shift 2 ;;
      --region) region=${2-} && shift 2 ;;
      --prefix) prefix=${2-} && shift 2 ;;
      --url) url=${2-} && shift 2 ;;
      --channel) channel=${2-} && shift 2 ;;
      -h | --help) usage && exit 0 ;;
      *) stop "unknown option $1; --help lists them" ;;
    esac || stop "expected a value after $1"
  done
  url=${url%/}
}

g() { gcloud --project="$project" --quiet "$@"; }

is_enabled() { grep -qx "$1" <<<"$enabled"; }

# member_has POLICY_JSON ROLE MEMBER
member_has() {
  # Of no input at all, jq says that all is well.
  [[ -n $1 ]] && jq -e --arg role "$2" --arg member "$3" '[.bindings[]? | select(.role == $role) | .members[]] | index($member) != null' <<<"$1" >/dev/null
}

# --- before ---

check_login() {
  check 'gcloud is logged in' 'Run: gcloud auth login && gcloud auth application-default login' gcloud auth print-access-token --quiet
  number=$(g projects describe "$project" --format='value(projectNumber)' 2>/dev/null)
  if [[ -z $number ]]; then
    bad "project $project exists and can be read" 'Check its id, and that your account has a role in it.'
    exit 1
  fi
  ok "project $project exists, number $number"
  agent="serviceAccount:service-$number@gcp-sa-pubsub.iam.gserviceaccount.com"
}

check_billing() {
  local billing
  billing=$(g billing projects describe "$project" --format='value(billingEnabled)' 2>/dev/null)
  case $billing in
    True) ok 'billing is enabled' ;;
    False) bad 'billing is enabled' 'Link a billing account: functions are not built without one.' ;;
    *) warn 'billing could not be read' 'Your account may not see it; make sure that a billing account is linked.' ;;
  esac
}

check_agents() {
  local policy
  policy=$(g projects get-iam-policy "$project" --format=json 2>/dev/null)
  if [[ $policy == *"${agent#serviceAccount:}"* ]]; then
    ok "Pub/Sub's own account exists"
  else
    bad "Pub/Sub's own account exists" "Run: gcloud beta services identity create --service=pubsub.googleapis.com --project=$project"
  fi
}

# What a policy says of the whole project: its JSON, or nothing.
policy_of() { g resource-manager org-policies describe "$1" --effective --format=json 2>/dev/null; }

# check_policy CONSTRAINT PATTERN ADVICE: warns when the policy restricts to values without the pattern.
check_policy() {
  local policy
  if ! policy=$(policy_of "$1"); then
    warn "policy $1 could not be read" 'Your account may not see it; if an apply is refused, ask who administers the organisation.'
  elif jq -e '(.listPolicy // {}) | .allValues == "DENY" or ((.allowedValues // []) | length > 0) or ((.deniedValues // []) | length > 0)' <<<"$policy" >/dev/null &&
    ! grep -q "$2" <<<"$policy"; then
    warn "policy $1 restricts" "$3"
  else
    ok "policy $1 lets it pass"
  fi
}

before() {
  check_login
  check_billing
  enabled=$(g services list --enabled --format='value(config.name)' 2>/dev/null)
  local api
  for api in serviceusage cloudresourcemanager; do
    check "$api.googleapis.com is enabled" "Run: gcloud services enable $api.googleapis.com --project=$project" is_enabled "$api.googleapis.com"
  done
  check_agents
  check_policy iam.allowedPolicyMemberDomains 'is:anyone' 'allUsers cannot be granted: set public_ingress = false and read "Where the organisation forbids allUsers".'
  check_policy gcp.resourceLocations "$region\|${region%%-*}-" "Is $region allowed? Otherwise choose another region."
  check_policy cloudfunctions.allowedIngressSettings ALLOW_ALL 'Ingress must be ALLOW_ALL, or behind a domain ALLOW_INTERNAL_AND_GCLB.'
  check_policy run.allowedIngress 'all' 'Ingress must allow all, or behind a domain internal-and-cloud-load-balancing.'
}

# --- after ---

check_apis() {
  local api
  for api in artifactregistry cloudbuild cloudfunctions cloudtasks firestore iam logging monitoring pubsub run secretmanager storage; do
    check "$api.googleapis.com is enabled" 'Run terraform apply again.' is_enabled "$api.googleapis.com"
  done
  if [[ $channel == rcs ]]; then
    check 'rcsbusinessmessaging.googleapis.com is enabled' 'The agents must contain one with channel "rcs".' is_enabled rcsbusinessmessaging.googleapis.com
  fi
}

check_functions() {
  local function state build
  for function in ingress messages events receipts outbound; do
    state=$(g functions describe "$prefix-$function" --v2 --region="$region" --format='value(state)' 2>/dev/null)
    build=$(g functions describe "$prefix-$function" --v2 --region="$region" --format='value(buildConfig.build)' 2>/dev/null)
    if [[ $state == ACTIVE ]]; then
      ok "$prefix-$function is built and active"
    else
      bad "$prefix-$function is built and active" "It is ${state:-not there}. Its build: https://console.cloud.google.com/cloud-build/builds;region=$region/${build##*/}?project=$project"
    fi
  done
}

check_secrets() {
  local secret
  for secret in client-tokens conversation-key; do
    check "secret $prefix-$secret has a version" 'Run terraform apply again with TF_VAR_client_tokens and TF_VAR_conversation_key.' \
      g secrets versions describe latest --secret="$prefix-$secret"
  done
}

check_history() {
  local database field state
  database=$(g firestore databases describe --database="$prefix" --format='value(deleteProtectionState)' 2>/dev/null)
  case $database in
    *ENABLED) ok "database $prefix exists and is protected" ;;
    '') bad "database $prefix exists" 'Run terraform apply again.' ;;
    *) warn "database $prefix is not protected" 'Set deletion_protection = true unless you are about to destroy it.' ;;
  esac
  for field in conversations turns; do
    state=$(g firestore fields ttls list --database="$prefix" --collection-group="$field" --format='value(ttlConfig.state)' 2>/dev/null)
    case $state in
      *ACTIVE*) ok "$field are forgotten when they expire" ;;
      *CREATING*) warn "$field are not yet forgotten when they expire" 'The policy is being made, which takes minutes; look again later.' ;;
      *) bad "$field are forgotten when they expire" 'Run terraform apply again.' ;;
    esac
  done
}

check_dead_letters() {
  local kind topic subscription
  for kind in message event receipt outbound; do
    topic=$(g pubsub topics get-iam-policy "$prefix-$kind-dead" --format=json 2>/dev/null)
    subscription=$(g pubsub subscriptions get-iam-policy "$prefix-$kind" --format=json 2>/dev/null)
    check "dead letters of $kind can be published" "Pub/Sub's account lacks roles/pubsub.publisher on $prefix-$kind-dead: run terraform apply again." member_has "$topic" roles/pubsub.publisher "$agent"
    check "dead letters of $kind can be taken off" "Pub/Sub's account lacks roles/pubsub.subscriber on $prefix-$kind: run terraform apply again." member_has "$subscription" roles/pubsub.subscriber "$agent"
  done
}

check_timers() {
  local state topic timers="serviceAccount:$prefix-timers@$project.iam.gserviceaccount.com"
  state=$(g tasks queues describe "$prefix-timers" --location="$region" --format='value(state)' 2>/dev/null)
  topic=$(g pubsub topics get-iam-policy "$prefix-deadline" --format=json 2>/dev/null)
  if [[ $state == RUNNING ]]; then
    ok "queue $prefix-timers runs"
  else
    bad "queue $prefix-timers runs" "It is ${state:-not there}. Paused? Run: gcloud tasks queues resume $prefix-timers --location=$region --project=$project"
  fi
  check 'due timers can be published' 'Run terraform apply again.' member_has "$topic" roles/pubsub.publisher "$timers"
}

check_callers() {
  local function policy push="serviceAccount:$prefix-push@$project.iam.gserviceaccount.com"
  for function in messages events receipts outbound; do
    policy=$(g run services get-iam-policy "$prefix-$function" --region="$region" --format=json 2>/dev/null)
    check "Pub/Sub may call $function" 'Run terraform apply again.' member_has "$policy" roles/run.invoker "$push"
    if [[ $policy == *allUsers* || $policy == *allAuthenticatedUsers* ]]; then
      bad "only Pub/Sub may call $function" "Take allUsers and allAuthenticatedUsers away from $prefix-$function: somebody granted it by hand."
    fi
  done
}

# Reads the last minute of what a filter of Monitoring finds: an unknown metric or a wrong label is an error.
reads_series() {
  local answer now
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  answer=$(curl --silent --max-time 20 --get "https://monitoring.googleapis.com/v3/projects/$project/timeSeries" \
    --header @<(printf 'Authorization: Bearer %s' "$(gcloud auth print-access-token --quiet)") \
    --data-urlencode "filter=$1" --data-urlencode "interval.endTime=$now" --data-urlencode 'pageSize=1')
  [[ -n $answer ]] && jq -e 'has("error") | not' <<<"$answer" >/dev/null
}

check_filters() {
  local name filter metrics policies
  metrics=$(g logging metrics list --filter="name:$prefix/" --format=json 2>/dev/null)
  policies=$(g alpha monitoring policies list --format=json 2>/dev/null || g monitoring policies list --format=json 2>/dev/null)
  check 'metrics and alerts can be listed' 'Run terraform apply again; to list alerts, gcloud needs its component alpha.' \
    jq -en --argjson metrics "${metrics:-[]}" --argjson policies "${policies:-[]}" '($metrics | length) > 0 and ($policies | length) > 0'
  while IFS=$'\t' read -r name filter; do
    check "metric $name has a filter that Logging reads" 'Its filter is wrong: see terraform/monitoring.tf.' g logging read "$filter" --limit=1 --freshness=1h
  done < <(jq -r '.[]? | [.name, .filter] | @tsv' <<<"${metrics:-[]}")
  while IFS=$'\t' read -r name filter; do
    if reads_series "$filter"; then
      ok "alert \"$name\" reads a metric that exists"
    else
      warn "alert \"$name\" reads nothing yet" 'A metric of logs may appear with its first line: look again when there is traffic. Then see terraform/monitoring-alerts.tf.'
    fi
  done < <(jq -r --arg prefix "$prefix: " '.[]? | select(.displayName | startswith($prefix)) | .conditions[] | [.displayName, (.conditionThreshold // .conditionAbsent).filter] | @tsv' <<<"${policies:-[]}")
}

# answer METHOD PATH [BODY]: the status, and the body on the next line.
answer() {
  local -a body=()
  (($# > 2)) && body=(--header 'Content-Type: application/json' --data-binary @-)
  curl --silent --show-error --max-time 20 --request "$1" --write-out '\n%{http_code}' "${body[@]}" "$url$2" 2>&1 <<<"${3-}" |
    awk '{ lines[NR] = $0 } END { print lines[NR]; for (i = 1; i < NR; i++) print lines[i] }'
}

check_status() {
  local claim=$1 wanted=$2 met=${3%%$'\n'*} advice=$4
  if [[ $met == "$wanted" ]]; then ok "$claim"; else bad "$claim" "Expected $wanted, got $met. $advice"; fi
}

check_ingress() {
  local refused='403 means that nobody may call ingress: see "Where the organisation forbids allUsers" in terraform/README.md.'
  check_status 'ingress answers' 200 "$(answer GET /health)" "$refused"
  check_status 'ingress refuses what is not signed' 401 "$(answer POST "/$channel" '{"smoke":true}')" "$refused"
  check_status 'ingress refuses a wrong token' 403 "$(answer POST "/$channel" '{"clientToken":"smoke","secret":"smoke"}')" 'An open reflector? Look at the code that is deployed.'
  if [[ -z ${CLIENT_TOKEN-} ]]; then
    warn 'the handshake was not tried' 'Set CLIENT_TOKEN to an agent'"'"'s client token to do what Verify does.'
    return
  fi
  local secret="smoke-$RANDOM$RANDOM" greeting
  greeting=$(answer POST "/$channel" "$(jq -nc --arg secret "$secret" '{clientToken: env.CLIENT_TOKEN, secret: $secret}')")
  check_status 'the handshake is answered' 200 "$greeting" 'Is it the token that is in the secret?'
  if [[ ${greeting#*$'\n'} == "$secret" ]]; then ok 'with the bare secret'; else bad 'with the bare secret' 'Another body came: is the URL that of ingress?'; fi
}

after() {
  [[ -n $url ]] || stop 'expected --url; terraform -chdir=terraform output smoke_command prints the whole command'
  check_login
  enabled=$(g services list --enabled --format='value(config.name)' 2>/dev/null)
  check_apis
  check_functions
  check_secrets
  check_history
  check_dead_letters
  check_timers
  check_callers
  check_filters
  check_ingress
}

project='' region='' prefix=heliograph url='' channel=rcs enabled='' number='' agent=''
command=${1-}
[[ $command == -h || $command == --help ]] && usage && exit 0
[[ $command == before || $command == after ]] || stop 'expected before or after; --help says more'
shift
read_options "$@"
[[ -n $project && -n $region ]] || stop 'expected --project and --region; --help says more'
for tool in gcloud curl jq; do
  command -v "$tool" >/dev/null || stop "$tool is not installed"
done

"$command"
printf '\n'
if ((failures > 0)); then
  printf '%d of these must be fixed\n' "$failures"
  exit 1
fi
printf 'All is well\n'
