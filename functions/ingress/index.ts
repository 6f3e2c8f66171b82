import { jsonLog } from "../../shared/base/log.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { googlePublisher } from "../../shared/google/publisher.ts";
import { host } from "../host.ts";
import { readSettings, readTokens } from "../settings.ts";
import { start } from "../start.ts";
import { ingress as build } from "./ingress.ts";

/** Below the patience that a webhook's sender may have, so that it is told 503 instead of hanging up. */
const PUBLISH_TIMEOUT_MS = 2500;

/** The function that Google's webhooks call. */
export const ingress = host(
  start((env) => {
    const { project, topicPrefix, pubsubEmulator, agents, conversationKey } = readSettings(env);
    const trust = { ring: readTokens(env, agents), agents: new Set(agents.map(({ agent }) => agent)), conversationKey };
    const publisher = googlePublisher({
      project,
      prefix: topicPrefix,
      emulator: pubsubEmulator,
      timeoutMs: PUBLISH_TIMEOUT_MS,
    });
    return build(trust, { publisher, clock: systemClock, log: jsonLog((line) => process.stdout.write(line)) });
  }),
);
