import { describe, expect, inject, it } from "vitest";
import { apply, formatDiff, plan, validate } from "./commands.ts";
import { openHcl } from "./hcl.ts";

const SECRET = `
resource "google_secret_manager_secret" "token" {
  secret_id = "token"
  replication {
    auto {}
  }
}
`;

const MISTAKES = [
  {
    mistake: "an unknown argument",
    hcl: 'resource "google_pubsub_topic" "t" {\n name = "t"\n colour = "red"\n}',
    finds: { summary: "Unsupported argument", detail: expect.stringContaining('"colour" is not expected here') },
  },
  {
    mistake: "an argument that only the provider sets",
    hcl: 'resource "google_service_account" "a" {\n account_id = "bot"\n email = "me@example.com"\n}',
    finds: { summary: "Invalid email", detail: expect.stringContaining("it can be read, but not set") },
  },
  {
    mistake: "a missing argument",
    hcl: 'resource "google_pubsub_subscription" "s" {\n name = "s"\n}',
    finds: { summary: "Missing required argument", detail: expect.stringContaining('"topic" is required') },
  },
  {
    mistake: "a missing block",
    hcl: 'resource "google_secret_manager_secret" "s" {\n secret_id = "s"\n}',
    finds: { summary: "Insufficient replication blocks" },
  },
  {
    mistake: "a block too many",
    hcl: 'resource "google_pubsub_subscription" "s" {\n name = "s"\n topic = "t"\n retry_policy {}\n retry_policy {}\n}',
    finds: { summary: "Too many retry_policy blocks" },
  },
  {
    mistake: "a value of another type",
    hcl: 'resource "google_pubsub_topic" "t" {\n name = "t"\n labels = ["red"]\n}',
    finds: { summary: "Incorrect attribute value type", detail: expect.stringContaining('attribute "labels"') },
  },
  {
    mistake: "a value that Google does not have",
    hcl: 'resource "google_cloudfunctions2_function" "f" {\n name = "f"\n location = "l"\n service_config {\n  ingress_settings = "ALLOW_NOBODY"\n }\n}',
    finds: {
      address: "google_cloudfunctions2_function.f",
      detail: expect.stringContaining('Got "ALLOW_NOBODY", expected one of ALLOW_ALL'),
      range: expect.objectContaining({ start: expect.objectContaining({ line: 13 }) }),
    },
  },
  {
    mistake: "a value that Google does not have, in a list",
    hcl: 'resource "google_monitoring_alert_policy" "p" {\n display_name = "p"\n combiner = "OR"\n conditions {\n  display_name = "c"\n }\n alert_strategy {\n  notification_prompts = ["OPENED", "SHUT"]\n }\n}',
    finds: { detail: expect.stringContaining('Got "SHUT", expected one of NOTIFICATION_PROMPT_UNSPECIFIED') },
  },
  {
    mistake: "a reference to an attribute that the resource lacks",
    hcl: `${SECRET}output "o" {\n value = google_secret_manager_secret.token.url\n}`,
    finds: { summary: "Unsupported attribute" },
  },
  {
    mistake: "a resource that Google does not have",
    hcl: 'resource "google_pubsub_tropic" "t" {\n name = "t"\n}',
    finds: { summary: "Invalid resource type" },
  },
  {
    mistake: "a data source's unknown argument",
    hcl: 'data "google_project" "p" {\n colour = "red"\n}',
    finds: { summary: "Unsupported argument" },
  },
];

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")("the stand-in provider", () => {
  it.each(MISTAKES)("validate() names $mistake", async ({ hcl, finds }) => {
    await using workspace = await openHcl(hcl);
    expect(await validate(workspace)).toMatchObject([finds]);
  });

  it("plan() names a value that Google does not have, behind a variable", async () => {
    await using workspace = await openHcl(`
      variable "edition" { type = string }
      resource "google_firestore_database" "d" {
        name             = "d"
        location_id      = "eur3"
        type             = "FIRESTORE_NATIVE"
        database_edition = var.edition
      }`);
    await expect(plan(workspace, "-var", "edition=GOLD")).rejects.toThrow(
      'Got "GOLD", expected one of STANDARD, ENTERPRISE',
    );
  });

  it("apply() leaves a secret in the state if the argument is not write-only", async () => {
    await using workspace = await openHcl(`${SECRET}
      resource "google_secret_manager_secret_version" "token" {
        secret      = google_secret_manager_secret.token.id
        secret_data = "seen-by-all"
      }`);
    await plan(workspace);
    expect((await apply(workspace)).file).toContain("seen-by-all");
  });

  it("formatDiff() shows what terraform fmt would change", async () => {
    await using workspace = await openHcl('output "o" {\nvalue=1\n}\n');
    expect(await formatDiff(workspace)).toContain("+  value = 1");
  });
});
