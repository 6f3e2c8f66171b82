import { type Row, rows } from "./rows.ts";

const BOTH = "both, errors";
const CLASS = "makes of %i %s the right error";
const AGAIN = "draws lots for the pause after %i";

/** Every way in which a call can fail. */
export const ERRORS: readonly Row[] = [
  ...rows(BOTH, "test/shared/google/http/api-error.test.ts", [
    ["400: the content, or what the device lacks", CLASS],
    [
      "400: the fields that Google refuses, and none of its words",
      "says which fields Google refuses, and never what Google says",
    ],
    ["401", CLASS],
    ["403: the user is no tester, or the agent not ours", CLASS],
    ["403: the project's set-up", "hopes that a project's set-up is fixed after 403 %s"],
    ["404: no RCS there", CLASS],
    [
      "404 and others that are not Google's own",
      "does not take %i with the body %j for Google's word, and names the setting to fix",
    ],
    ["409 of a conflict that passes", CLASS],
    ["413", CLASS],
    ["429", CLASS],
    ["408, 499, 5xx", CLASS],
    ["codes that are none of these", CLASS],
  ]),
  ...rows(BOTH, "test/shared/google/http/api-response.test.ts", [
    ["200 with a JSON object", "gives what the answer says"],
    [
      "200 without one, and any other 2xx",
      "does not believe that Google has what was answered %j, and names the setting to fix",
    ],
    ["409 ALREADY_EXISTS for an id of ours", "takes a call for done that Google has under its id"],
    ["409 without an id of ours", "takes no 409 for done of a call without an id of ours"],
    ["409 of another kind", "takes no 409 for done that says %j"],
    ["what may pass", "hopes for another delivery after %i"],
    ["what never does", "gives up for ever after %i"],
  ]),
  ...rows(BOTH, "test/shared/google/http/retry.test.ts", [
    ["400, 404, 409, 413, 501: made once", "lets %i stand"],
    ["401: again with a new token, once", "repeats a call with a new token at once, and once"],
    ["403: again a little later, once", "repeats a forbidden call a little later, and once"],
    ["429 without Retry-After: again after a back-off with jitter", AGAIN],
    ["429 with Retry-After: again when it says", "reads Retry-After %j"],
    ["408, 499, 5xx: again after a back-off with jitter", AGAIN],
    ["busy for good: four tries", "lets the fourth busy answer stand"],
  ]),
  ...rows(BOTH, "test/shared/google/http/api.test.ts", [
    ["a repeat has the same id", "makes the same call again after %i"],
    [
      "a call without an id that makes it harmless is not repeated",
      "makes no second call that must not be repeated after %i",
    ],
    ["a new token after 401", "calls with a new token when the old one is refused"],
    ["time-out: unknown whether it was taken", "knows nothing of a call that got no answer"],
  ]),
  ...rows(BOTH, "test/shared/google/http/api-cooldown.test.ts", [
    [
      "429 with a long Retry-After: no call about the user until then",
      "makes no call about a user before Google wants one, but for a probe",
    ],
    ["429 about one user", "lets one user who has had enough slow down nobody"],
    [
      "503 with a long Retry-After: one call of the method now and then, until one is answered",
      "finds out by one call whether a method is still down",
    ],
    [
      "503 with a long Retry-After to one user's call, then Google is well",
      "answers the others when one call was told to wait and Google is well",
    ],
  ]),
  ...rows(BOTH, "test/shared/google/http/concurrency-limit.test.ts", [
    ["429 about the agent", "lets in half as many when Google has too many, once for all that were under way together"],
  ]),
  ...rows(BOTH, "test/shared/google/http/with-retries.test.ts", [
    ["network: a connection that breaks", "makes the call a second time when the connection breaks"],
    ["network: a connection that keeps silent", "makes the call a second time when the first connection swallows it"],
    ["network: nobody there", "gives up on a server that is not there"],
    ["time-out: how long", "tells how long it has waited for an answer"],
  ]),
  ...rows("RCS, errors", "test/shared/google/rcs/recorded.test.ts", [
    ["agentMessages.delete: 404 when it is delivered", "agentMessages.delete already delivered"],
    ["phones.getCapabilities: 404 when it is out of reach", "phones.getCapabilities not reachable"],
    ["files.create: no second file after a lost answer", "makes no second file when the answer of %s() is lost"],
  ]),
  ...rows("RCS, errors", "test/shared/google/rcs/messenger.test.ts", [
    ["agentMessages.create: an id that is known", "may repeat an id: the user sees the first message"],
    ["agentMessages.delete: 409", "takes no message for removed whose revocation met a 409"],
  ]),
  ...rows("Business Messages, errors", "test/shared/google/business-messages/messenger.test.ts", [
    ["messages.create: an id that is known", "may repeat an id: 409 is no failure"],
    ["surveys.create: 429 within 24 h", "asks for no second survey within a day: not now, and not later"],
  ]),
  ...rows("both, acknowledgement", "test/functions/ingress/ingress.test.ts", [
    ["exactly 200, empty, when Pub/Sub has it", "answers exactly 200 and nothing more to what is published"],
    ["not before", "answers only when Pub/Sub has confirmed"],
    ["a repeat after a failure", "takes the repeated webhook after a failure"],
  ]),
  ...rows("both, acknowledgement", "test/shared/google/pubsub/publisher.test.ts", [
    ["nothing is durable without an id of Pub/Sub's", "knows that nothing is durable after 200 with the body %j"],
    ["nothing is durable after any other answer", "knows that nothing is durable after %s"],
    ["a busy Pub/Sub", "publishes again at once after %i"],
  ]),
  ...rows("both, acknowledgement", "test/functions/ingress/decide-webhook.test.ts", [
    ["a signature that does not match", "refuses a %s signature with 401"],
  ]),
];
