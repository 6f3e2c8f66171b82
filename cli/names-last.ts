import { isConversationId } from "../shared/base/ids.ts";

/**
 * The arguments with each conversation that begins with a hyphen, as every 64th does, behind `--`: before it, it would be taken for an
 * option. What follows an option of its own, such as `--conversation`, stays there.
 */
export function namesLast(args: readonly string[]): readonly string[] {
  const isName = (arg: string, index: number) =>
    arg.startsWith("-") && isConversationId(arg) && !args[index - 1]?.startsWith("--");
  const names = args.filter(isName);
  if (names.length === 0) return args;
  return [...args.filter((arg, index) => !isName(arg, index)), "--", ...names];
}
