import { INGRESS_PUBLISH_MS } from "../../shared/base/budgets.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { worldBeside } from "../../shared/google/http/world.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { readIngressConfig, readMetadataServer, readSettings, tokenReader } from "../settings.ts";
import { start } from "../start.ts";
import { ingress as build } from "./ingress.ts";
import { WEBHOOK_LIMITS } from "./route.ts";

/** The function that Google's webhooks call. */
export const ingress = start((env, log) => {
  const { project, topicPrefix: prefix, pubsubEmulator: emulator, agents } = readSettings(env);
  const world = worldBeside(readMetadataServer(env));
  const publisher = googlePublisher({ project, prefix, emulator, timeoutMs: INGRESS_PUBLISH_MS, world });
  return build(readIngressConfig(env, agents), { publisher, clock: systemClock, log, readTokens: tokenReader(env) });
}, WEBHOOK_LIMITS);
