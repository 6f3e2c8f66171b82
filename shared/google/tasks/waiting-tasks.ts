import { isObject, type Json, member, parseJson, text } from "../../base/json.ts";
import { optionalMember } from "../../base/lenient.ts";
import { checkUrl } from "../../base/loopback.ts";
import { present } from "../../base/present.ts";
import { whenSet } from "../../conversation/when-set.ts";
import type { PersonalStore } from "../../ports/personal-store.ts";
import { accessToken } from "../http/access-token.ts";
import { deleteAt, listPages, type RestCollection } from "../http/list-and-delete.ts";
import { systemWorld, type World } from "../http/world.ts";

/** Where timers wait. */
export interface WaitingTasksOptions {
  /** Such as `projects/my-project/locations/europe-west1/queues/heliograph-timers`. */
  readonly queue: string;
  /** CLOUD_TASKS_API: a base URL in place of Google's; on loopback it is called without credentials. */
  readonly base?: string | undefined;
  readonly world?: World;
}

const GOOGLE = "https://cloudtasks.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** The most there is. Without FULL the bodies are missing, and only they say whose timer it is. */
const QUERY = { pageSize: "1000", responseView: "FULL" };

/**
 * Timers that wait as tasks, for whoever may read and delete them: the functions may not. All are looked through, because a task's
 * name says nothing of whom it is about. @throws SettingsError when the base is neither https nor on loopback.
 * @see https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks/list
 */
export function waitingTasks({ queue, base = GOOGLE, world = systemWorld }: WaitingTasksOptions): PersonalStore {
  const tasks: RestCollection = {
    name: "tasks",
    base,
    caller: {
      token: checkUrl(base, "CLOUD_TASKS_API") ? undefined : accessToken(SCOPE, {}, world),
      transport: world.openTransport(),
      clock: world.clock,
    },
    wanted: `the role Cloud Tasks Admin on the queue ${queue}`,
  };
  return {
    name: "timers",
    async *find({ conversation }, signal) {
      const list = { path: `/v2/${queue}/tasks`, query: QUERY, items: "tasks" };
      for await (const task of listPages(tasks, list, signal)) {
        const { attributes, body } = publishedBy(task);
        if (attributes.conversation !== conversation) continue;
        const about = { attributes, body };
        yield { id: text(member(task, "name")), about, ...present({ at: whenSet(body) }) };
      }
    },
    remove: (id) => deleteAt(tasks, `/v2/${id}`),
  };
}

/** The message that a task will publish: its attributes, and its body. A task of another system has none. */
function publishedBy(task: Json): { readonly attributes: Readonly<Record<string, unknown>>; readonly body: unknown } {
  const request = optionalMember(member(task, "httpRequest"), "body", text) ?? "";
  const json = parseJson(Buffer.from(request, "base64").toString());
  const [message] = isObject(json) && Array.isArray(json.messages) ? json.messages : [];
  if (!isObject(message)) return { attributes: {}, body: undefined };
  const { attributes, data } = message;
  return {
    attributes: isObject(attributes) ? attributes : {},
    body: parseJson(Buffer.from(String(data), "base64").toString()),
  };
}
