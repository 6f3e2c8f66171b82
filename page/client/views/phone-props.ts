import type { ViewProps } from "../desktop.ts";
import type { PagePhone } from "../state.ts";

/** Which phone is drawn. */
export type Skin = "android" | "iphone";

/** What a part of a phone gets. */
export interface PhoneProps extends ViewProps {
  readonly phone: PagePhone;
  readonly skin: Skin;
}
