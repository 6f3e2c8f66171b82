/** A port that was asked for, or one that is taken where it is free. */
interface WantedPort {
  /** `undefined`: the usual one, or any free one when that is taken. */
  readonly asked: number | undefined;
  readonly usual: number;
  /** What cannot be done without it, in the words of an error. */
  readonly deed: string;
  /** Names the port on the command line. */
  readonly option: string;
}

/** Starts what listens on a port. @throws Error when the port that was asked for is taken. */
export function listenNear<T>(
  { asked, usual, deed, option }: WantedPort,
  start: (port: number) => Promise<T>,
): Promise<T> {
  return start(asked ?? usual).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    if (asked === undefined) return start(0);
    throw new Error(`Cannot ${deed} on port ${asked}: it is taken, choose another with ${option}`);
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
