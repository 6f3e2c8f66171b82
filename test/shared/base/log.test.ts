import { describe, expect, it } from "vitest";
import { agentId } from "../../../shared/base/ids.ts";
import { jsonLog, withTrace } from "../../../shared/base/log.ts";
import type { Traceparent } from "../../../shared/base/traceparent.ts";
import { logged } from "../../support/log-lines.ts";

const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" as Traceparent;

describe("jsonLog()", () => {
  it("writes one line of JSON that ends", () => {
    const written: string[] = [];
    jsonLog((line) => written.push(line))("WARNING", "signal_failed", { kind: "two\nlines" });
    expect(written).toEqual([expect.stringMatching(/^\{.+\}\n$/)]);
  });

  it("names severity, event and every field as Cloud Logging reads them", () => {
    const written: unknown[] = [];
    const fields = { channel: "rcs", agent: agentId("rcs", "bank"), status: 404 } as const;
    jsonLog((line) => written.push(JSON.parse(line)))("ERROR", "act_refused", fields);
    expect(written).toEqual([{ severity: "ERROR", event: "act_refused", message: "act_refused", ...fields }]);
  });

  it("names the release on every line", () => {
    const { log, lines } = logged({ release: "1.2.3+4f2a9c01" });
    log("INFO", "message_sent");
    log("ERROR", "publish_failed");
    expect(lines).toMatchObject([{ release: "1.2.3+4f2a9c01" }, { release: "1.2.3+4f2a9c01" }]);
  });

  it("names trace and span as Cloud Logging groups by them", () => {
    const { log, lines } = logged({ project: "my-project" });
    withTrace(log, TRACE)("INFO", "message_sent");
    expect(lines).toMatchObject([
      {
        "logging.googleapis.com/trace": "projects/my-project/traces/4bf92f3577b34da6a3ce929d0e0e4736",
        "logging.googleapis.com/spanId": "00f067aa0ba902b7",
        traceparent: TRACE,
      },
    ]);
  });

  it("writes an error in the form that Error Reporting takes", () => {
    const { log, lines } = logged({ service: "heliograph-messages", release: "1.2.3" });
    log("ERROR", "act_refused", { error: "Cannot send: no", stack: "    at a.ts:1:2\n    at b.ts:3:4" });
    expect(lines).toEqual([
      {
        severity: "ERROR",
        event: "act_refused",
        message: "act_refused: Cannot send: no\n    at a.ts:1:2\n    at b.ts:3:4",
        "@type": "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent",
        serviceContext: { service: "heliograph-messages", version: "1.2.3" },
        error: "Cannot send: no",
        release: "1.2.3",
      },
    ]);
  });

  it.each(["INFO", "WARNING"] as const)("reports no line of severity %s as an error", (severity) => {
    const { log, lines } = logged({ service: "heliograph-messages" });
    log(severity, "signal_failed", { error: "Cannot send: no", stack: "    at a.ts:1:2" });
    expect(lines).toEqual([{ severity, event: "signal_failed", message: "signal_failed", error: "Cannot send: no" }]);
  });
});
