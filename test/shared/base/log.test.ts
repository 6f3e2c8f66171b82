import { describe, expect, it } from "vitest";
import { agentId } from "../../../shared/base/ids.ts";
import { jsonLog } from "../../../shared/base/log.ts";

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
});
