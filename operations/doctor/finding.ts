import { messageOf } from "../../shared/base/message-of.ts";
import { present } from "../../shared/base/present.ts";
import type { Absence } from "../set-up.ts";

/** One thing that was looked at. */
export interface Finding {
  /** `warning` is worth reading; `wrong` does not work, or will not; `unknown` could not be asked. */
  readonly level: "ok" | "warning" | "wrong" | "unknown";
  readonly says: string;
  /** What to do, which names the setting or the command. */
  readonly mend?: string;
}

/** What is as it should be. */
export function ok(says: string): Finding {
  return { level: "ok", says };
}

/** What does not work, and how to mend it. */
export function wrong(says: string, mend: string): Finding {
  return { level: "wrong", says, mend };
}

/** What may be meant so. */
export function warning(says: string, mend: string): Finding {
  return { level: "warning", says, mend };
}

/** What cannot be asked here. */
export function unknown(says: string, mend?: string): Finding {
  return { level: "unknown", says, ...present({ mend }) };
}

/** What a part that is missing leaves unknown. */
export function absent(what: string, { absence, mend }: Absence): Finding {
  return unknown(`${what}: ${absence}`, mend);
}

/** Holds as claimed, or is wrong. */
export function claim(isTrue: boolean, says: string, otherwise: readonly [says: string, mend: string]): Finding {
  return isTrue ? ok(says) : wrong(...otherwise);
}

/** What looking at something finds; when that fails, that it could not be asked. */
export async function examine(what: string, at: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await at();
  } catch (error) {
    const why = messageOf(error);
    return [unknown(`${what} could not be asked: ${why}`)];
  }
}
