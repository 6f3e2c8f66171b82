import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Keeps V8 from taking memory only because it may. From now on the part of the heap where garbage waits does not grow, which under
 * load would come to 64 MiB; it is collected more often instead. What lies outside of the heap, such as the bytes of bodies, V8
 * collects when that comes to another 64 MiB, unless the returned function is called before.
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function boundHeap(): () => void {
  setFlagsFromString("--semi-space-growth-factor=1");
  let collect: (() => void) | undefined;
  return () => {
    // V8's own function is there only in a context that is made after the flag is set.
    setFlagsFromString("--expose-gc");
    collect ??= runInNewContext("gc") as () => void;
    collect();
  };
}
