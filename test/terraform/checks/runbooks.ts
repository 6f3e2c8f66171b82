import { heliographCommands, parkedReasons } from "./code.ts";
import type { DeploymentCheck } from "./deployed.ts";

/** One sentence that says where to look. */
const LEAST_RUNBOOK_LENGTH = 100;

/** What whoever is woken reads. */
export const RUNBOOKS: Readonly<Record<string, DeploymentCheck>> = {
  "whoever is woken reads what each reason of a parked webhook asks for": (deployed) => {
    const runbooks = (deployed.google_monitoring_alert_policy ?? []).map(({ documentation: [one] }) => one?.content);
    const named = runbooks.join("\n");
    const reasons = parkedReasons();
    return reasons.length === 0 ? ["no reasons"] : reasons.filter((reason) => !named.includes(`\`${reason}\``));
  },

  "the runbooks name the commands for whoever is on call, and no other": (deployed) => {
    const runbooks = (deployed.google_monitoring_alert_policy ?? []).map(
      ({ documentation: [one] }) => one?.content ?? "",
    );
    const commands = runbooks.flatMap((runbook) => [...runbook.matchAll(/`npx heliograph ([\w-]+)[^`]*`/g)]);
    const known = heliographCommands();
    const unknown = commands.filter(([, name = ""]) => !known.includes(name));
    const wanted = ["dead-letters", "parked", "pause", "replay", "resume", "status", "timeline"];
    const missing = wanted.filter((name) => !commands.some(([, one]) => one === name));
    return [...unknown.map(([command]) => command), ...missing];
  },

  "an alert says what to do, to everyone who is told": (deployed) => {
    const { google_monitoring_alert_policy: policies = [], google_monitoring_notification_channel: told = [] } =
      deployed;
    return policies
      .filter(({ documentation: [runbook], notification_channels: channels }) => {
        return (runbook?.content ?? "").length < LEAST_RUNBOOK_LENGTH || (channels ?? []).length < told.length;
      })
      .map(({ display_name }) => display_name);
  },
};
