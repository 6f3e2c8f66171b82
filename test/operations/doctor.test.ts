import { describe, expect, it } from "vitest";
import type { Operator } from "../../operations/operator.ts";
import { examine, found, healthy, RCS } from "../support/doctor-bench.ts";
import { PROJECT, queuePath } from "../support/healthy-project.ts";
import { BROKEN_PROJECTS } from "./broken-projects.ts";
import { BROKEN_SET_UPS } from "./broken-set-ups.ts";

describe("doctor", { timeout: 30_000 }, () => {
  it("finds nothing wrong with a deployment as Terraform makes it", async () => {
    const facts = await examine((await healthy()).operator);
    expect([found(facts, "wrong"), found(facts, "warning")]).toEqual([[], []]);
    expect(found(facts, "ok")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^the handshake of rcs with the token of demo_agent is answered/),
        expect.stringMatching(/^demo_agent: launched with demo-carrier/),
        expect.stringMatching(/^demo_agent: its webhook is ours/),
      ]),
    );
  });

  it.each([...BROKEN_SET_UPS, ...BROKEN_PROJECTS])(
    "finds %s, and names the mend",
    async (_what, breaks, says, mend) => {
      const bench = await healthy();
      await breaks(bench);
      const wrongs = found(await examine(bench.operator), "wrong");
      const named = wrongs.filter((one) => says.test(one));
      expect(named.length, wrongs.join("\n")).toBeGreaterThan(0);
      for (const one of named) expect(one).toMatch(mend);
    },
  );

  it("asks ingress nothing that becomes a conversation", async () => {
    const { operator, system } = await healthy();
    const before = system.facts;
    const seen: string[] = [];
    before.listen((fact) => seen.push(fact.type));
    await examine(operator);
    expect(seen).not.toContain("published");
  });

  it("warns of a low reputation, a traffic limit, a carrier that has refused, and an old token", async () => {
    const { operator, system } = await healthy();
    system.platform.setAgent(RCS.agent, {
      performances: [{ country: "IN", reputation: "LOW", trafficLimit: 3 }],
      launches: { "/v1/regions/one": "LAUNCHED", "/v1/regions/two": "REJECTED" },
    });
    const line = { at: new Date(), severity: "INFO", event: "token_matched" };
    const logLines: Operator["logLines"] = {
      async *find() {
        yield { ...line, fields: { tokenOwner: "demo_agent", tokenPosition: 1 } };
      },
    };
    expect(found(await examine({ ...operator, logLines }), "warning")).toEqual([
      expect.stringMatching(/rejected with two/),
      expect.stringMatching(/in IN its reputation is low, at most 3 first messages/),
      expect.stringMatching(/old token of demo_agent/),
    ]);
  });

  it("says what it may not ask, and goes on", async () => {
    const { operator, answers } = await healthy();
    answers.set(queuePath, 403);
    const facts = await examine(operator);
    expect(found(facts, "unknown")).toEqual(
      expect.arrayContaining([expect.stringMatching(/queue of timers could not be asked: .*403.*Viewer/)]),
    );
    expect(found(facts, "ok")).toEqual(expect.arrayContaining([expect.stringMatching(/^no dead letters wait/)]));
  });

  it("says nothing but that nobody is logged in, where that is so", async () => {
    const { operator, answers } = await healthy();
    answers.set(`cloudresourcemanager/v1/projects/${PROJECT}`, 401);
    const facts = await examine(operator);
    expect(found(facts, "wrong")).toEqual([
      expect.stringMatching(/who asks.*: gcloud auth application-default login$/),
    ]);
    expect(facts).toHaveLength(2);
  });

  it("tells before the first apply what would stop it", async () => {
    const { operator, answers } = await healthy();
    const before = { isBefore: true };
    expect(found(await examine(operator, before), "wrong")).toEqual([]);
    answers.set(`cloudbilling/v1/projects/${PROJECT}/billingInfo`, {});
    answers.set(`serviceusage/v1/projects/${PROJECT}/services`, {});
    const policy = { listPolicy: { allowedValues: ["in:us-locations"] } };
    answers.set(`cloudresourcemanager/v1/projects/${PROJECT}:getEffectiveOrgPolicy`, policy);
    const facts = await examine(operator, before);
    expect(found(facts, "wrong").join(" ")).toMatch(/billing is not enabled.*serviceusage.*gcloud services enable/);
    expect(found(facts, "warning").join("\n")).toMatch(/gcp.resourceLocations restricts: choose another region/);
  });
});
