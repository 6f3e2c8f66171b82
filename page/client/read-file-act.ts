import type { UserDeed } from "../page-act.ts";
import { dataUrlOf } from "./data-url-of.ts";

/** What is sent when a user chooses a file. */
export async function readFileAct(file: File): Promise<UserDeed> {
  const url = await dataUrlOf(file);
  const base64 = url.slice(url.indexOf(",") + 1);
  return { do: "file", name: file.name, base64, ...(file.type !== "" && { type: file.type }) };
}
