import { isAgentName } from "../shared/base/ids.ts";
import { shape } from "../shared/base/json.ts";
import { isTraceparent } from "../shared/base/traceparent.ts";
import type { ParkedReason } from "../shared/envelope/kind.ts";
import { redriveAttributes } from "../shared/envelope/redriven.ts";
import { type SealOptions, seal } from "../shared/envelope/seal.ts";
import type { KeptMessage } from "../shared/ports/kept-messages.ts";
import { type Verified, verifiedBefore } from "../shared/webhook/verify.ts";
import type { Operation } from "./operation.ts";
import { REDRIVE_READERS } from "./redrive.ts";
import type { RedriveFact, RedriveRequest } from "./redrive-facts.ts";
import { redriveKept } from "./redrive-kept.ts";
import type { RouteKept } from "./redrive-kind.ts";

const NOT_OURS = "it has no channel and no time: ingress did not publish it";

/**
 * Classifies parked webhooks again, with this release and today's agents, and publishes those that a function can take now, as
 * ingress does, with the time when they came. The others stay.
 */
export const redriveParked: Operation<RedriveRequest, RedriveFact> = {
  name: "redrive-parked",
  read: shape(REDRIVE_READERS),
  async *run(request, operator, signal) {
    const { agents, conversationKey } = await operator.directory();
    const ours = { agents: new Set(agents.map(({ agent }) => agent)), conversationKey };
    const route: RouteKept = ({ kept }) => sealAgain(kept, ours);
    yield* redriveKept(request, { kinds: ["parked"], did: "redrive parked webhooks", route }, { operator, signal });
  },
};

function sealAgain(kept: KeptMessage, ours: Pick<SealOptions, "agents" | "conversationKey">): ReturnType<RouteKept> {
  const { channel, received, traceparent } = kept.message.attributes;
  const at = new Date(received ?? "");
  if ((channel !== "rcs" && channel !== "business-messages") || Number.isNaN(at.getTime())) return { why: NOT_OURS };
  const webhook = verifiedBefore(channel, kept.message.bytes);
  const trace = isTraceparent(traceparent) ? traceparent : undefined;
  const { to, message } = seal(webhook, { ...ours, received: at, traceparent: trace });
  if (to === "parked") return { why: explain(message.attributes.reason as ParkedReason, webhook) };
  return { to, message: { ...message, attributes: { ...message.attributes, ...redriveAttributes(kept) } } };
}

function explain(reason: ParkedReason, { agent }: Verified): string {
  switch (reason) {
    case "agent-not-configured":
      return `${reason}: ${agent !== undefined && isAgentName(agent) ? `agent ${agent}` : "its agent"} is not in AGENTS`;
    case "no-agent-named":
      return `${reason}: it says nothing of any agent, so no setting mends it; ask whoever sent it`;
    case "unknown-kind":
      return `${reason}: this release knows no such webhook; a newer one may`;
    case "unreadable":
      return `${reason}: it is not what its channel documents; read it with show`;
  }
}
