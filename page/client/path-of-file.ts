/** Only what a user has sent lies on this machine. The page asks nobody else for anything. */
const LOCAL =
  /^https?:\/\/(?:127\.0\.0\.1|localhost|storage\.googleapis\.com)(?::\d+)?(\/(?:user-content|business-messages-us)\/[\w/-]+)/;

/** Where the page gets a user's file that has this URL; `undefined` for any other URL. */
export function pathOfFile(url: string): string | undefined {
  const [, path] = LOCAL.exec(url) ?? [];
  return path === undefined ? undefined : `files${path}`;
}
