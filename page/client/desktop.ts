import type { FaultName } from "../faults.ts";
import type { ActAnswer, PageAct, UserDeed } from "../page-act.ts";
import type { PageState, View } from "./state.ts";
import type { Change } from "./update.ts";

/** What the views can do. */
export interface Desktop {
  change(change: Change): void;
  /** Goes somewhere else on the page; the address follows. */
  go(view: Partial<View>): void;
  /** Asks the server, and tells on the page what was refused. */
  act(act: PageAct): Promise<ActAnswer>;
}

/** What every view gets. */
export interface ViewProps {
  readonly state: PageState;
  readonly desktop: Desktop;
}

/** Switches a fault, which shows at once. */
export async function switchFault(desktop: Desktop, fault: FaultName, isOn: boolean): Promise<void> {
  desktop.change({ type: "fault-asked", fault, isOn });
  const { isDone } = await desktop.act({ act: "fault", fault, isOn });
  if (!isDone) desktop.change({ type: "fault-asked", fault, isOn: !isOn });
}

/** The phone that is open, as an act of its user. */
export function deed(desktop: Desktop, phone: string, does: UserDeed): Promise<ActAnswer> {
  return desktop.act({ act: "phone", phone, does });
}
