#!/usr/bin/env bash
# Sends dead letters again: takes them from their subscription and publishes them, byte for byte, to the topic of their kind.
set -euo pipefail

usage() {
  cat <<'EOF'
Sends dead letters again, once their cause is fixed.

  redrive.sh --project PROJECT --from SUBSCRIPTION --to TOPIC [--limit N] [--dry-run]

  --project   the project's id
  --from      the subscription that holds them, such as heliograph-message-dead
  --to        the topic they go back to, such as heliograph-message
  --limit     how many at most (100)
  --dry-run   only list them: when, why, which kind

A letter is taken off only after it has been published. It keeps its bytes, its attributes and its ordering key, and gets an
attribute `redrive` that counts and `published`, the time when it was first published: what has expired meanwhile stays unsaid. A letter that comes back during the run is left for the next run. Answers keep their ids, so no customer
is answered twice. Needs gcloud (logged in, with the roles Pub/Sub Subscriber and Publisher), curl and jq.
`terraform -chdir=terraform output redrive_commands` prints the command for each kind.
EOF
}

fail() {
  printf 'redrive.sh: %s\n' "$1" >&2
  exit 1
}

project='' from='' to='' limit=100 dry_run=false
while (($# > 0)); do
  case $1 in
    --project) project=${2-} && shift 2 ;;
    --from) from=${2-} && shift 2 ;;
    --to) to=${2-} && shift 2 ;;
    --limit) limit=${2-} && shift 2 ;;
    --dry-run) dry_run=true && shift ;;
    -h | --help) usage && exit 0 ;;
    *) fail "unknown option $1; --help lists them" ;;
  esac || fail "expected a value after $1"
done
[[ -n $project && -n $from && -n $to ]] || fail 'expected --project, --from and --to; --help says more'
[[ $limit =~ ^[1-9][0-9]*$ ]] || fail "expected --limit to be a number above 0, got $limit"
for tool in curl jq; do
  command -v "$tool" >/dev/null || fail "$tool is not installed"
done

# As Google's libraries do: an emulator is called without credentials.
if [[ -n ${PUBSUB_EMULATOR_HOST-} ]]; then
  base="http://$PUBSUB_EMULATOR_HOST/v1/projects/$project"
  token=none
else
  base="https://pubsub.googleapis.com/v1/projects/$project"
  token=$(gcloud auth print-access-token) || fail 'gcloud is not logged in: run gcloud auth login'
fi

# Posts standard input. The token is no argument, which other users of the machine could read.
post() {
  curl --silent --show-error --fail-with-body --max-time 30 --request POST "$base/$1" \
    --header @<(printf 'Authorization: Bearer %s' "$token") --header 'Content-Type: application/json' --data-binary @-
}

started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
sent=0 empty=0
seen=' '
# A pull may give nothing although something is there: three in a row are believed.
while ((sent < limit && empty < 3)); do
  batch=$(jq -nc --argjson max "$((limit - sent < 50 ? limit - sent : 50))" '{maxMessages: $max, returnImmediately: true}' | post "subscriptions/$from:pull") ||
    fail "cannot pull from $from: $batch"
  # What is younger than this run has died again in it.
  letters=$(jq -c --arg started "$started" '.receivedMessages[]? | select(.message.publishTime < $started)' <<<"$batch")
  if [[ -z $letters ]]; then
    empty=$((empty + 1))
    continue
  fi
  empty=0
  while IFS= read -r letter; do
    id=$(jq -r '.message.messageId' <<<"$letter")
    jq -r '.message | [.publishTime, .attributes.kind // "-", .attributes.reason // "failed too often", .attributes.conversation // "-"] | join("  ")' <<<"$letter"
    if $dry_run; then
      # Listed letters come again when their deadline is over.
      [[ $seen == *" $id "* ]] && break 2
      seen+="$id "
    else
      # Its age counts from when it was first published: sent again, it must not be younger.
      published=$(jq -r '.message | .attributes.published // .attributes.CloudPubSubDeadLetterSourceTopicPublishTime // .publishTime' <<<"$letter")
      jq -c --arg published "$published" '.message | {messages: [{data, orderingKey, attributes: ((.attributes // {})
        | with_entries(select(.key != "reason" and .key != "error" and (.key | startswith("CloudPubSubDeadLetter") | not)))
        | .published = (.published // $published)
        | .redrive = ((.redrive // "0" | tonumber) + 1 | tostring))} | with_entries(select(.value != null))]}' <<<"$letter" |
        post "topics/$to:publish" >/dev/null || fail "cannot publish to $to; nothing is lost: the letter is still in $from"
      jq -c '{ackIds: [.ackId]}' <<<"$letter" | post "subscriptions/$from:acknowledge" >/dev/null ||
        fail "published, but cannot acknowledge in $from: it will be sent once more, which answers nobody twice"
    fi
    sent=$((sent + 1))
  done <<<"$letters"
done

if $dry_run; then
  printf '%d listed, none taken; they can be taken again in a minute\n' "$sent"
else
  printf '%d sent again to %s\n' "$sent" "$to"
fi
