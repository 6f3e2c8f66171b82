const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** True for plain http to this very machine, the only place where it is accepted. */
export function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && LOOPBACK.test(url.hostname);
}
