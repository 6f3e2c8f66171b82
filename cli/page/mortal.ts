import { AsyncLocalStorage } from "node:async_hooks";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { Log } from "../../shared/base/log.ts";
import type { World } from "../../shared/google/http/world.ts";

/**
 * Functions of this process that can die as a process does: from one moment on, none of what they do reaches anything. What is
 * made mortal is the functions, and all that they reach the outside by.
 */
export interface Mortals {
  fn(run: HttpFunction): HttpFunction;
  /** A port: an object whose methods return promises. */
  port<P extends object>(port: P): P;
  world(world: World): World;
  /** What the dead would log is not told. */
  log(log: Log): Log;
  /** Kills whatever handles a request now. Later requests are handled by a new life. */
  kill(): void;
}

/** One handling of a request. */
interface Life {
  readonly end: PromiseWithResolvers<never>;
  isOver: boolean;
}

/** Nobody has died yet. */
export function openMortals(): Mortals {
  const scope = new AsyncLocalStorage<Life>();
  const lives = new Set<Life>();
  const whileAlive = <T>(run: () => T): T => {
    const life = scope.getStore();
    if (life === undefined) return run();
    if (life.isOver) return never() as T;
    const result = run();
    return result instanceof Promise ? (result.then((value) => (life.isOver ? never() : value)) as T) : result;
  };
  return {
    fn: (run) => async (request) => {
      const life: Life = { end: Promise.withResolvers<never>(), isOver: false };
      lives.add(life);
      try {
        return await Promise.race([scope.run(life, () => run(request)), life.end.promise]);
      } finally {
        lives.delete(life);
      }
    },
    port: (port) =>
      mapMethods(
        port,
        (method) =>
          (...given: unknown[]) =>
            whileAlive(() => method(...given)),
      ),
    world: (world) => ({
      ...world,
      openTransport() {
        const transport = world.openTransport();
        return { ...transport, exchange: (...given) => whileAlive(() => transport.exchange(...given)) };
      },
    }),
    log:
      (log) =>
      (...given) =>
        void whileAlive(() => log(...given)),
    kill() {
      for (const life of lives) {
        life.isOver = true;
        life.end.reject(new Error("The function was killed"));
      }
    },
  };
}

type Method = (...given: unknown[]) => unknown;

function mapMethods<P extends object>(port: P, map: (method: Method) => Method): P {
  const members = Object.entries(port).map(([name, member]) => [
    name,
    isMethod(member) ? map(member.bind(port)) : member,
  ]);
  return { ...port, ...Object.fromEntries(members) } as P;
}

function isMethod(member: unknown): member is Method {
  return typeof member === "function";
}

/** What a dead process waits for. */
function never(): Promise<never> {
  return new Promise<never>(() => {});
}
