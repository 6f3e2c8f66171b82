import type { PlatformState } from "../../simulator/state/platform-state.ts";
import type { TaskRequest } from "../../simulator/tasks/task-queue.ts";
import { ORIGINS, PREFIX } from "./build-function.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { gatewayService } from "./gateway-service.ts";
import { googleService } from "./google-platform.ts";
import type { Observation } from "./observation.ts";
import { type PubsubJson, pubsubService, readPubsubJson } from "./pubsub-service.ts";
import type { SimulatedQueue } from "./queue.ts";
import type { Scheduler } from "./scheduler.ts";
import { tasksService } from "./tasks-service.ts";
import type { ServiceMap } from "./transport.ts";

/** What services are made of. */
interface ServicePorts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly platform: PlatformState;
  readonly queue: SimulatedQueue;
  readonly observe: (seen: Observation) => void;
}

/** Opens all services that functions call over HTTP. */
export function openServices(ports: ServicePorts): ServiceMap {
  const { scheduler, chance, platform, queue, observe } = ports;
  const post = async (request: TaskRequest) => publishDue(request, ports);
  return {
    [ORIGINS.google]: googleService(platform),
    [ORIGINS.pubsub]: pubsubService(queue, PREFIX),
    [ORIGINS.tasks]: tasksService({ scheduler, chance: chance.split("tasks"), post, observe }),
    [ORIGINS.gateway]: gatewayService(scheduler.now, observe),
  };
}

/** The task of a timer that is due publishes the timer's message. */
function publishDue(
  { body }: TaskRequest,
  { scheduler, faults, queue, observe }: ServicePorts,
): { readonly status: number } {
  const { messages } = JSON.parse(body.toString()) as { readonly messages: readonly PubsubJson[] };
  const isRefused = faults.isAway("tasks") || faults.isAway("pubsub");
  for (const message of messages.map(readPubsubJson)) {
    const type = isRefused ? "timer-refused" : "timer-fired";
    observe({ type, at: scheduler.now(), name: message.attributes.id ?? "" });
    if (isRefused) return { status: 503 };
    queue.publish("deadline", message, { from: "tasks" });
  }
  return { status: 200 };
}
