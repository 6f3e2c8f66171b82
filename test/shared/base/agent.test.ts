import { describe, expect, it } from "vitest";
import { readAgents } from "../../../shared/base/agent.ts";
import { SettingsError } from "../../../shared/base/errors.ts";

const RCS = { channel: "rcs", agent: "my_agent" };

describe("readAgents()", () => {
  it("reads agents of both channels in their order", () => {
    const agents = [RCS, { channel: "business-messages", agent: "brands/b/agents/a" }];
    expect(readAgents(JSON.stringify(agents))).toEqual(agents);
  });

  it("reads every optional member", () => {
    const agent = { ...RCS, brand: "Harbour Cafe", region: "europe", trafficType: "TRANSACTION" };
    expect(readAgents(JSON.stringify([agent]))).toEqual([agent]);
  });

  it("shortens the long spelling of an RCS agent", () => {
    expect(readAgents('[{"channel":"rcs","agent":"my_agent@rbm.goog"}]')).toEqual([RCS]);
  });

  it.each([undefined, "", "  ", "my_agent", "{}", "[]", '[{"channel":"rcs",]'])("refuses %j as a whole", (setting) => {
    expect(() => readAgents(setting)).toThrow("Cannot read AGENTS: expected a JSON array with at least one agent");
  });

  it.each([
    ["no object", "my_agent", "AGENTS[1]"],
    ["no channel", { agent: "a" }, "AGENTS[1].channel"],
    ["an unknown channel", { channel: "sms", agent: "a" }, "AGENTS[1].channel"],
    ["no agent", { channel: "rcs" }, "AGENTS[1].agent"],
    ["an empty agent", { channel: "rcs", agent: "" }, "AGENTS[1].agent"],
    ["an agent with white space", { channel: "rcs", agent: "my agent" }, "AGENTS[1].agent"],
    ["an agent that looks like a phone number", { channel: "rcs", agent: "447700900123" }, "AGENTS[1].agent"],
    ["an agent of another host", { channel: "rcs", agent: "a@example.com" }, "AGENTS[1].agent"],
    ["the name of the other channel's agent", { channel: "rcs", agent: "brands/b/agents/a" }, "AGENTS[1].agent"],
    ["an agent without its brand", { channel: "business-messages", agent: "my_agent" }, "AGENTS[1].agent"],
    ["a brand that is no text", { ...RCS, brand: 7 }, "AGENTS[1].brand"],
    ["an empty brand", { ...RCS, brand: "" }, "AGENTS[1].brand"],
    ["an unknown region", { ...RCS, region: "EU" }, "AGENTS[1].region"],
    ["a mistyped member", { ...RCS, agent: "b", trafictype: "TRANSACTION" }, "AGENTS[1].trafictype"],
    ["an agent that was there before", { ...RCS, agent: "my_agent@rbm.goog" }, "AGENTS[1].agent"],
    ["an unknown traffic type", { ...RCS, trafficType: "transaction" }, "AGENTS[1].trafficType"],
  ])("refuses %s and names the place", (_claim, agent, place) => {
    const setting = JSON.stringify([RCS, agent]);
    expect(() => readAgents(setting)).toThrow(`Cannot read ${place}: expected `);
  });

  it("refuses with the error that ends a start", () => expect(() => readAgents("[]")).toThrow(SettingsError));
});
