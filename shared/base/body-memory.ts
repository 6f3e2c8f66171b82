/** The memory that all bodies under way share. */
export interface BodyMemory {
  /** Opens a buffer for a body of at most `most` bytes. */
  open(most: number): BodyBuffer;
}

/** A buffer that grows as bytes come, never because a header says so. */
export interface BodyBuffer {
  /** Copies as much of the chunk as there is room for. @returns False where memory has no place for it. */
  add(chunk: Buffer): boolean;
  /** Counts a chunk that nobody reads. */
  drop(chunk: Buffer): void;
  /** All that was added. */
  bytes(): Buffer;
  /** Gives its place back; its bytes are not to be used any more. */
  free(): void;
}

/** How much is kept, and how it is kept clean. */
export interface MemoryOptions {
  /** How many bodies of more than 64 KiB there may be at once. A smaller one always has a place. */
  readonly places: number;
  /** The size of such a place, in bytes. */
  readonly placeBytes: number;
  /**
   * Collects garbage. Called when large bodies have left as much of it as all places hold: V8 alone would let far more lie about.
   */
  readonly collect: () => void;
}

/** A webhook fits in. */
const FIRST_BYTES = 4096;
const MAX_SMALL_BYTES = 65_536;

/** Opens a memory. Large places are used again and again, never let go. */
export function openBodyMemory({ places, placeBytes, collect }: MemoryOptions): BodyMemory {
  const free: Buffer[] = [];
  let opened = 0;
  let leftBehind = 0;
  const take = (): Buffer | undefined => {
    const known = free.pop();
    if (known !== undefined || opened >= places) return known;
    opened += 1;
    return Buffer.allocUnsafeSlow(placeBytes);
  };
  const giveBack = (place: Buffer | undefined) => {
    if (place !== undefined) free.push(place);
  };
  const leave = (bytes: number) => {
    if (bytes > FIRST_BYTES) leftBehind += bytes;
    if (leftBehind < places * placeBytes) return;
    leftBehind = 0;
    collect();
  };
  return { open: (most) => openBuffer(most, { take, giveBack, leave }) };
}

interface Places {
  take(): Buffer | undefined;
  giveBack(place: Buffer | undefined): void;
  /** Counts what becomes garbage. */
  leave(bytes: number): void;
}

function openBuffer(most: number, { take, giveBack, leave }: Places): BodyBuffer {
  let buffer: Buffer = Buffer.alloc(0);
  let length = 0;
  let place: Buffer | undefined;
  const grow = (needed: number): boolean => {
    const isLarge = needed > MAX_SMALL_BYTES;
    if (isLarge) place = take();
    const larger = isLarge ? place : Buffer.allocUnsafe(Math.max(needed, FIRST_BYTES, buffer.length * 2));
    if (larger === undefined) return false;
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
    return true;
  };
  return {
    add(chunk) {
      leave(chunk.length);
      const needed = Math.min(length + chunk.length, most);
      if (needed > buffer.length && !grow(needed)) return false;
      length += chunk.copy(buffer, length, 0, needed - length);
      return true;
    },
    drop: (chunk) => leave(chunk.length),
    bytes: () => buffer.subarray(0, length),
    free() {
      // Texts and objects were made of it, about as large.
      leave(length);
      giveBack(place);
      place = undefined;
      buffer = Buffer.alloc(0);
      length = 0;
    },
  };
}
