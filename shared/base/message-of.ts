/** What an error says, for whoever runs the command: a log may not have it, for it may quote a user. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
