import type { View } from "./state.ts";
import { SKINS, TABS } from "./view-words.ts";

/** What of a view stands in the address, after its `#`. */
export function writeAddress({ phone, way, tab, skins }: View): string {
  const query = new URLSearchParams();
  if (tab !== "way") query.set("tab", tab);
  if (skins !== "android") query.set("phones", skins);
  if (way !== undefined) query.set("way", way);
  const search = query.size === 0 ? "" : `?${query}`;
  return `#/${phone ?? ""}${search}`;
}

/** Reads an address back. What it does not name is as at the start. */
export function readAddress(hash: string): Pick<View, "phone" | "way" | "tab" | "skins"> {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const query = new URLSearchParams(search);
  const phone = safeDecode(path);
  return {
    phone: /^(rcs|business-messages)\/./.test(phone) ? phone : undefined,
    way: query.get("way") ?? undefined,
    tab: TABS.find((tab) => tab === query.get("tab")) ?? "way",
    skins: SKINS.find((skins) => skins === query.get("phones")) ?? "android",
  };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
