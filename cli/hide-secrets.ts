/** What makes a URL open to whoever has it: a signature, who signed, a token. */
const SECRET = /([?&;][\w.-]*(?:signature|credential|token|sig|key)=)[^&\s"'<>]+/gi;

/**
 * Leaves the secrets out of URLs, as far as their names tell. A terminal is no log: a developer may see there what a user wrote. But
 * its text is copied into tickets, and a signed URL opens a user's file to whoever reads it there.
 * @see https://cloud.google.com/storage/docs/authentication/signatures
 */
export function hideSecrets(text: string): string {
  return text.replace(SECRET, "$1…");
}
