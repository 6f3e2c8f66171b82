/** Node's own https, which takes a cold process some 10 ms to load: a function that calls nobody over https does not. */
export function nodeHttps(): typeof import("node:https") {
  return process.getBuiltinModule("node:https");
}
