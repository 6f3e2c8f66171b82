import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { StatementSync } from "node:sqlite";

/**
 * Loaded before a function (`node --import`), this ends the process with SIGKILL at the n-th step that others can see:
 * a write to a socket, data from a socket, or an SQL statement, counted from the first POST on, or from the start with KILL_ARMED. n is KILL_AT. The function
 * knows nothing of it.
 */
const killAt = Number(process.env.KILL_AT);
let isArmed = process.env.KILL_ARMED !== undefined;
let step = 0;

subscribe("http.server.request.start", (started) => {
  isArmed ||= (started as { readonly request: IncomingMessage }).request.method === "POST";
});
for (const method of ["write", "push"] as const) spy(Socket.prototype, method);
for (const method of ["run", "get", "all"] as const) spy(StatementSync.prototype, method);

function spy<T extends object>(prototype: T, method: keyof T): void {
  const original = prototype[method] as (...args: unknown[]) => unknown;
  const counted = function (this: unknown, ...args: unknown[]): unknown {
    step += isArmed ? 1 : 0;
    if (isArmed && step === killAt) process.kill(process.pid, "SIGKILL");
    return Reflect.apply(original, this, args);
  };
  prototype[method] = counted as T[keyof T];
}
