import { isConversationId } from "../shared/base/ids.ts";

/**
 * The arguments with each conversation that begins with a hyphen, as every 64th does, behind `--`: before it, it would be taken for an
 * option. What `--conversation` names stays there.
 */
export function namesLast(args: readonly string[]): readonly string[] {
  const isName = (arg: string, index: number) =>
    arg.startsWith("-") && isConversationId(arg) && args[index - 1] !== "--conversation";
  const names = args.filter(isName);
  if (names.length === 0 || args.includes("--")) return args;
  return [...args.filter((arg, index) => !isName(arg, index)), "--", ...names];
}
