import { isObject, time } from "../base/json.ts";
import { lenient } from "../base/lenient.ts";

/** When the timer was set whose message has this body; `undefined` of any other body. */
export function whenSet(body: unknown): Date | undefined {
  return isObject(body) ? lenient({ value: body, path: "" }, "set", time) : undefined;
}
