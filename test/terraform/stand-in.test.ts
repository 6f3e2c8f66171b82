import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apply, destroy, formatDiff, type Plan, plan, readState, type State, validate } from "./commands.ts";
import { openWorkspace, type Workspace } from "./terraform.ts";

const FIXTURE = new URL("fixture", import.meta.url).pathname;
const TOKEN = "a-token-that-nobody-may-see";
const variables = { project: "fixture", token: TOKEN };

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("the stand-in provider", () => {
  describe("through a whole life", () => {
    let workspace: Workspace;
    let planned: Plan;
    let applied: State;
    let again: Plan;

    beforeAll(async () => {
      workspace = await openWorkspace(FIXTURE, { variables });
      planned = await plan(workspace);
      applied = await apply(workspace);
      again = await plan(workspace);
    });

    afterAll(() => workspace[Symbol.asyncDispose]());

    it("plan() creates every instance of a for_each", () => {
      expect(planned.changes).toMatchObject({
        'google_pubsub_topic.kind["message"]': { actions: ["create"], after: { name: "fixture-message" } },
        'google_pubsub_topic.kind["receipt"]': { actions: ["create"], after: { name: "fixture-receipt" } },
      });
    });

    it("plan() leaves computed values and what is made of them unknown", () => {
      expect(planned.changes['google_pubsub_topic_iam_member.publisher["message"]']?.after_unknown).toMatchObject({
        etag: true,
        member: true,
        topic: true,
      });
    });

    it("apply() keeps maps, sets, lists and blocks as they are configured", () => {
      expect(applied.resources).toMatchObject({
        'google_pubsub_topic.kind["message"]': {
          labels: { kind: "message" },
          message_storage_policy: [{ allowed_persistence_regions: ["europe-west1", "europe-west4"] }],
        },
        "google_storage_bucket.source": {
          lifecycle_rule: [{ action: [{ type: "Delete" }], condition: [{ age: 30 }] }],
        },
      });
    });

    it("apply() lets a computed value be followed from resource to resource", () => {
      expect(applied.resources).toMatchObject({
        'google_pubsub_subscription.kind["message"]': {
          topic: "stub-google_pubsub_topic.id#fixture-message",
          push_config: [
            {
              push_endpoint: "stub-google_cloudfunctions2_function.service_config[0].uri#subscriber",
              oidc_token: [{ service_account_email: "stub-google_service_account.email#bot-push" }],
            },
          ],
        },
        'google_pubsub_topic_iam_member.publisher["receipt"]': {
          member: "serviceAccount:stub-google_service_account.email#bot-ingress",
        },
      });
    });

    it("apply() gives computed values their types", () => {
      expect(applied.resources["google_cloudfunctions2_function.subscriber"]).toMatchObject({
        effective_labels: { stub: "stub-google_cloudfunctions2_function.effective_labels.stub#subscriber" },
        service_config: [{ max_instance_count: 1 }],
      });
    });

    it("apply() makes the blocks whose number a plan cannot know", () => {
      expect(applied.resources["google_storage_bucket.source"]).toMatchObject({
        cors: [{ origin: ["stub-google_cloudfunctions2_function.effective_labels.stub#subscriber"] }],
      });
    });

    it("a data source answers what was not asked", () => {
      expect(applied.resources["google_cloudfunctions2_function.subscriber"]).toMatchObject({
        service_config: [
          {
            environment_variables: { PROJECT_NUMBER: "stub-google_project.number" },
            secret_environment_variables: [{ project_id: "stub-google_project.project_id", secret: "token" }],
          },
        ],
      });
    });

    it("outputs come with the state", () => {
      expect(applied.outputs.topics).toEqual({
        message: "stub-google_pubsub_topic.id#fixture-message",
        receipt: "stub-google_pubsub_topic.id#fixture-receipt",
      });
    });

    it("a write-only argument is null in plan and state", () => {
      const address = "google_secret_manager_secret_version.token";
      const kept = { secret_data_wo: null, secret_data_wo_version: 1 };
      expect([planned.changes[address]?.after, applied.resources[address]]).toMatchObject([kept, kept]);
    });

    it("a secret is nowhere in plan and state", () => {
      expect(planned.json + applied.file + again.json).not.toContain(TOKEN);
    });

    it("a second plan is empty", () => {
      expect(again.isEmpty).toBe(true);
    });

    it("plan() of another argument updates in place and keeps computed values", async () => {
      const { changes } = await plan(workspace, "-var", "retention=86400s");
      expect(changes['google_pubsub_topic.kind["message"]']).toMatchObject({
        actions: ["update"],
        after: { message_retention_duration: "86400s", id: "stub-google_pubsub_topic.id#fixture-message" },
        after_unknown: {},
      });
    });

    it("plan() replaces what cannot be changed, and makes its computed values anew", async () => {
      const { changes } = await plan(workspace, "-var", "secret=another");
      expect(changes["google_secret_manager_secret.token"]).toMatchObject({
        actions: ["delete", "create"],
        after_unknown: { id: true },
      });
    });

    it("plan() fills in what the provider defaults to", () => {
      expect(planned.changes["google_storage_bucket.source"]?.after).toMatchObject({ storage_class: "STANDARD" });
    });

    it("validate() and formatDiff() find nothing in it", async () => {
      expect([await validate(workspace), await formatDiff(workspace)]).toEqual([[], ""]);
    });

    it("terraform test passes", async () => {
      expect((await workspace.run("test")).stdout).toContain("1 passed, 0 failed");
    });
  });

  it("plan() knows computed values from before the apply where it is told to foresee them", async () => {
    await using workspace = await openWorkspace(FIXTURE, { variables, foresees: true });
    const { changes } = await plan(workspace);
    expect(changes['google_pubsub_topic_iam_member.publisher["message"]']).toMatchObject({
      after: { member: "serviceAccount:stub-google_service_account.email#bot-ingress" },
      after_unknown: {},
    });
  });

  it("destroy() leaves an empty state", async () => {
    await using workspace = await openWorkspace(FIXTURE, { variables });
    await plan(workspace);
    await apply(workspace);
    expect((await destroy(workspace)).resources).toEqual({});
  });

  it("a refused change fails the apply, says why, and leaves what came before it", async () => {
    await using workspace = await openWorkspace(FIXTURE, {
      variables,
      refuse: ({ type, action }) =>
        type === "google_cloudfunctions2_function" && action === "create" ? "The build failed" : undefined,
    });
    await plan(workspace);
    await expect(apply(workspace)).rejects.toThrow("The build failed");
    const { resources } = await readState(workspace);
    expect(Object.keys(resources).filter((address) => /token|subscriber/.test(address))).toEqual([
      "google_secret_manager_secret.token",
      "google_secret_manager_secret_version.token",
    ]);
  });
});
