import { SettingsError } from "./errors.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Where our own servers on this machine listen. */
export const LOOPBACK_HOST = "127.0.0.1";

/** The URL of a server that listens there, without a slash at its end. */
export function loopbackUrl(server: { address(): string | { readonly port: number } | null }): string {
  const address = server.address();
  return `http://${LOOPBACK_HOST}:${typeof address === "object" ? address?.port : address}`;
}

/** True for a host, without its port, that is this very machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}

/** True for plain http to this very machine, the only place where it is accepted. */
export function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && isLoopbackHost(url.hostname);
}

/**
 * Checks a URL that a setting names. @returns True for loopback.
 * @throws SettingsError naming `setting` unless it is https, or plain http on loopback.
 */
export function checkUrl(text: string, setting: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && isLoopback(url);
  if (url?.protocol !== "https:" && !isLocal) {
    throw new SettingsError(`Cannot use ${setting}: expected an https URL, or http on loopback only`);
  }
  return isLocal;
}
