/** What a process needs to start, and nothing that this one was set: where commands are, and what was compiled before. */
export const BARE_ENV: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "",
};
