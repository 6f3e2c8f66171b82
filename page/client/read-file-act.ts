import type { UserDeed } from "../page-act.ts";

/** What is sent when a user chooses a file. */
export async function readFileAct(file: File): Promise<UserDeed> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  const base64 = btoa(characters.join(""));
  return { do: "file", name: file.name, base64, ...(file.type !== "" && { type: file.type }) };
}
