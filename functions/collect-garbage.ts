import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Opens a function that collects garbage when it is called. V8 lets what lies outside of its heap, such as the bytes of bodies, come
 * to 64 MiB before it collects any: half of what ingress may take. V8's own function is there only in a context that is made after
 * the flag is set.
 */
export function garbageCollector(): () => void {
  let collect: (() => void) | undefined;
  return () => {
    setFlagsFromString("--expose-gc");
    collect ??= runInNewContext("gc") as () => void;
    collect();
  };
}
