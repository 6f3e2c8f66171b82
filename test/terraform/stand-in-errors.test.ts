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
      range: expect.objectContaining({ start: expect.objectContaining({ line: 16 }) }),
    },
  },
  {
    mistake: "a value that Google does not have, in a list",
    hcl: 'resource "google_monitoring_alert_policy" "p" {\n display_name = "p"\n combiner = "OR"\n conditions {\n  display_name = "c"\n }\n alert_strategy {\n  notification_prompts = ["OPENED", "SHUT"]\n }\n}',
    finds: { detail: expect.stringContaining('Got "SHUT", expected one of NOTIFICATION_PROMPT_UNSPECIFIED') },
  },
  {
    mistake: "a value of another form",
    hcl: 'resource "google_service_account" "a" {\n account_id = "Bot"\n}',
    finds: { summary: "Invalid account_id", detail: 'Got "Bot", expected what matches ^[a-z]([-a-z0-9]*[a-z0-9])?$.' },
  },
  {
    mistake: "arguments that exclude each other",
    hcl: 'resource "google_storage_bucket_object" "o" {\n bucket = "b"\n name = "o"\n content = "c"\n event_based_hold = true\n retention {\n  mode = "Unlocked"\n  retain_until_time = "2027-01-01T00:00:00Z"\n }\n}',
    finds: { summary: "Invalid event_based_hold", detail: "It conflicts with retention." },
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

  it.each(["plan", "apply", "destroy"])("%s ends with what is missing, and asks nobody", async (command) => {
    await using workspace = await openHcl(
      'variable "edition" { type = string }\noutput "o" {\n value = var.edition\n}',
    );
    const { exitCode, stderr } = await workspace.run(command);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("No value for required variable")]);
  });

  it("plan() names a choice that was not made", async () => {
    await using workspace = await openHcl(
      'resource "google_storage_bucket_object" "o" {\n bucket = "b"\n name = "o"\n}',
    );
    await expect(plan(workspace)).rejects.toThrow(/Got 0 of (content, source|source, content), expected exactly one/);
  });

  it("apply() finds rights only where a minute was waited for them", async () => {
    await using hasty = await openHcl(built("google_project_iam_member.builds"));
    await plan(hasty);
    await expect(apply(hasty)).rejects.toThrow("build failed");
    // What failed is there, and made anew: then the rights have arrived.
    expect((await plan(hasty)).changes["google_cloudfunctions2_function.f"]?.actions).toEqual(["delete", "create"]);
    await apply(hasty);
    await using patient = await openHcl(built("time_sleep.rights"));
    await plan(patient);
    expect(Object.keys((await apply(patient)).resources)).toContain("google_cloudfunctions2_function.f");
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

/** A function that is built as an account, once something is there. */
function built(awaited: string): string {
  return `
    resource "google_service_account" "build" {
      account_id = "build"
    }
    resource "google_project_iam_member" "builds" {
      project = "p"
      role    = "roles/logging.logWriter"
      member  = "serviceAccount:\${google_service_account.build.email}"
    }
    resource "time_sleep" "rights" {
      create_duration = "1m"
      triggers        = { right = google_project_iam_member.builds.id }
    }
    resource "google_cloudfunctions2_function" "f" {
      name     = "f"
      location = "l"
      build_config {
        service_account = google_service_account.build.id
      }
      depends_on = [${awaited}]
    }`;
}
