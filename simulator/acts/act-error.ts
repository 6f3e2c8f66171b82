/** An act that the user cannot do now. Its message may quote what the phone shows: it is for who asked, and never for a log. */
export class ActError extends Error {
  override readonly name = "ActError";
}
