# Where what an earlier version of this deployment made has moved to: nothing that holds data is made anew.

moved {
  from = google_firestore_field.expiry["conversations"]
  to   = google_firestore_field.conversations_expire_at
}

moved {
  from = google_firestore_field.unindexed["conversations.state"]
  to   = google_firestore_field.conversations_state
}

moved {
  from = google_firestore_field.unindexed["conversations.lease"]
  to   = google_firestore_field.conversations_lease
}

moved {
  from = google_firestore_field.unindexed["conversations.committedBy"]
  to   = google_firestore_field.conversations_committed_by
}

moved {
  from = google_firestore_field.expiry["turns"]
  to   = google_firestore_field.turns_expire_at
}

moved {
  from = google_firestore_field.unindexed["turns.acts"]
  to   = google_firestore_field.turns_acts
}

moved {
  from = google_firestore_field.unindexed["turns.answers"]
  to   = google_firestore_field.turns_answers
}

moved {
  from = google_firestore_field.unindexed["turns.id"]
  to   = google_firestore_field.turns_id
}

moved {
  from = google_firestore_field.unindexed["turns.isAbandoned"]
  to   = google_firestore_field.turns_is_abandoned
}

moved {
  from = google_firestore_field.unindexed["turns.isComplete"]
  to   = google_firestore_field.turns_is_complete
}

moved {
  from = google_firestore_field.unindexed["turns.isRebuilt"]
  to   = google_firestore_field.turns_is_rebuilt
}

moved {
  from = google_firestore_field.unindexed["turns.received"]
  to   = google_firestore_field.turns_received
}

moved {
  from = google_firestore_field.unindexed["turns.body"]
  to   = google_firestore_field.turns_body
}

moved {
  from = google_firestore_field.unindexed["turns.type"]
  to   = google_firestore_field.turns_type
}

moved {
  from = google_firestore_field.expiry["failures"]
  to   = google_firestore_field.failures_expire_at
}

moved {
  from = google_firestore_field.unindexed["failures.count"]
  to   = google_firestore_field.failures_count
}

moved {
  from = google_firestore_field.expiry["replays"]
  to   = google_firestore_field.replays_expire_at
}

moved {
  from = google_firestore_field.unindexed["replays.isEnded"]
  to   = google_firestore_field.replays_is_ended
}

moved {
  from = google_firestore_field.unindexed["replays.others"]
  to   = google_firestore_field.replays_others
}

moved {
  from = google_firestore_field.unindexed["replays.published"]
  to   = google_firestore_field.replays_published
}

moved {
  from = google_firestore_field.unindexed["replays.read"]
  to   = google_firestore_field.replays_read
}

moved {
  from = google_firestore_field.unindexed["replays.replays"]
  to   = google_firestore_field.replays_replays
}

moved {
  from = google_firestore_field.unindexed["replays.request"]
  to   = google_firestore_field.replays_request
}
