import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { serveHttp } from "./serve-http.ts";

/** The only queue that exists. */
export const TASK_QUEUE = "projects/my-project/locations/europe-west1/queues/heliograph-timers";

/** A page is short, so that there are several. */
const PAGE = 2;

type Tasks = Map<string, object>;

/**
 * Opens a queue of Cloud Tasks in which nothing is ever due, until the test is over. @returns Its base URL.
 * @see https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks
 */
export async function openTasks(): Promise<string> {
  const tasks: Tasks = new Map();
  return `http://${await serveHttp((request, response) => void answer(request, response, tasks))}`;
}

async function answer(request: IncomingMessage, response: ServerResponse, tasks: Tasks): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://tasks");
  const name = decodeURIComponent(pathname.slice("/v2/".length));
  if (request.method === "POST" && name === `${TASK_QUEUE}/tasks`) {
    const { task } = (await json(request)) as { readonly task: { readonly name: string } };
    tasks.set(task.name, task);
    return send(response, 200, task);
  }
  if (request.method === "GET" && name === `${TASK_QUEUE}/tasks`)
    return send(response, 200, pageOf(tasks, searchParams));
  if (request.method === "DELETE" && tasks.delete(name)) return send(response, 200, {});
  return send(response, 404, { error: { code: 404, status: "NOT_FOUND" } });
}

/** The basic view has no body. Proto3 JSON leaves out what is empty. */
function pageOf(tasks: Tasks, query: URLSearchParams): object {
  const start = Number(query.get("pageToken") ?? 0);
  const isFull = query.get("responseView") === "FULL";
  const all = [...tasks.values()].map((task) => (isFull ? task : { ...task, httpRequest: {} }));
  const found = all.slice(start, start + PAGE);
  return {
    ...(found.length === 0 ? {} : { tasks: found }),
    ...(start + PAGE < all.length ? { nextPageToken: String(start + PAGE) } : {}),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}
