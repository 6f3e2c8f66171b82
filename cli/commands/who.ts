import { chooseTarget, type TargetOptions } from "../target.ts";
import { whoAmI } from "../who-am-i.ts";

/** Who runs a command, for the record. */
export function who(options: TargetOptions): Promise<string> {
  return whoAmI(chooseTarget(options, process.env), process.env);
}
