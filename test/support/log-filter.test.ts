import { describe, expect, it } from "vitest";
import { type LogEntry, readLogFilter } from "./log-filter.ts";

const RESOURCE = { type: "cloud_run_revision", labels: { service_name: "bot-ingress" } };
const LINE: LogEntry = { resource: RESOURCE, severity: "ERROR", jsonPayload: { event: "start_failed", status: 500 } };
const REQUEST: LogEntry = {
  resource: RESOURCE,
  logName: "projects/p/logs/run.googleapis.com%2Frequests",
  httpRequest: { status: 403 },
  textPayload: "The request was not authenticated.",
};

describe("readLogFilter()", () => {
  it.each([
    ["a field that is equal", 'resource.type="cloud_run_revision"', LINE, true],
    ["a field that is not equal", 'resource.type="cloud_run_job"', LINE, false],
    ["a field that is missing", 'jsonPayload.reason="wrong"', LINE, false],
    ["one of several values", 'jsonPayload.event=("a" OR "start_failed")', LINE, true],
    ["none of several values", 'jsonPayload.event=("a" OR "b")', LINE, false],
    ["a field that is there", "jsonPayload.status:*", LINE, true],
    ["a part of a text, in any case", 'textPayload:"NOT AUTHENTICATED"', REQUEST, true],
    ["a log by its id", 'log_id("run.googleapis.com/requests")', REQUEST, true],
    ["another log", 'log_id("run.googleapis.com/stdout")', REQUEST, false],
    ["a number that is large enough", "httpRequest.status>=400", REQUEST, true],
    ["AND before OR", 'severity="INFO" AND severity="X" OR severity="ERROR"', LINE, true],
    ["brackets before AND", 'severity="INFO" AND (severity="X" OR severity="ERROR")', LINE, false],
  ])("reads %s", (_, filter, entry, isMet) => {
    expect(readLogFilter(filter)(entry)).toBe(isMet);
  });

  it.each(['severity~"E"', 'NOT severity="E"', 'severity="E" severity="F"', "sample(insertId, 0.1)", "(a=b"])(
    "refuses what it does not know: %s",
    (filter) => {
      expect(() => readLogFilter(filter)).toThrow("Cannot read a filter");
    },
  );
});
