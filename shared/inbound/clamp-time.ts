import { type Json, refuse, time } from "../base/json.ts";

/** Google sends a webhook again for seven days, and a phone may have been off for longer: what is told as older is a mistake. */
const MAX_AGE_MS = 30 * 86_400_000;

/**
 * A reader of the times that strangers tell of their facts. Such a time orders facts, decides which choice of a user is the
 * last one, and is stored. So it is never later than ingress accepted the webhook: a later one counts as that moment.
 * @throws PermanentError with reason `unreadable` for no RFC 3339 time, and for one that lies more than 30 days before.
 */
export function timeBefore(received: Date): (json: Json) => Date {
  return (json) => {
    const told = time(json);
    if (told.getTime() < received.getTime() - MAX_AGE_MS) refuse(json, "a time of the last 30 days", "an older one");
    return told > received ? received : told;
  };
}
