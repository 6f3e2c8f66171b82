import { systemClock } from "../../shared/google/clock.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { readIngressConfig, readSettings, tokenReader } from "../settings.ts";
import { start } from "../start.ts";
import { ingress as build } from "./ingress.ts";

/** Shorter than Google may wait, so that it gets 503 and does not have to give up. */
const PUBLISH_TIMEOUT_MS = 2500;

/** The function that Google's webhooks call. */
export const ingress = start((env, log) => {
  const { project, topicPrefix: prefix, pubsubEmulator: emulator, agents } = readSettings(env);
  const publisher = googlePublisher({ project, prefix, emulator, timeoutMs: PUBLISH_TIMEOUT_MS });
  return build(readIngressConfig(env, agents), { publisher, clock: systemClock, log, readTokens: tokenReader(env) });
});
