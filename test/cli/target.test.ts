import { describe, expect, it } from "vitest";
import { chooseTarget } from "../../cli/target.ts";

const DATA = { data: "nowhere.sqlite" };
const EMULATORS = { PUBSUB_EMULATOR_HOST: "127.0.0.1:1", FIRESTORE_EMULATOR_HOST: "127.0.0.1:2" };

describe("chooseTarget()", () => {
  it("names the places of a project as Terraform does", () => {
    expect(chooseTarget({ ...DATA, project: "p", region: "europe-west1" }, {})).toEqual({
      type: "deployed",
      env: {
        GOOGLE_CLOUD_PROJECT: "p",
        FIRESTORE_DATABASE: "heliograph",
        MEDIA_BUCKET: "p-heliograph-media",
        TIMER_QUEUE: "projects/p/locations/europe-west1/queues/heliograph-timers",
      },
      region: "europe-west1",
    });
    expect(chooseTarget({ ...DATA, project: "p", prefix: "shop" }, {})).toMatchObject({
      env: { TOPIC_PREFIX: "shop", FIRESTORE_DATABASE: "shop", MEDIA_BUCKET: "p-shop-media" },
    });
  });

  it("takes another place where one is named", () => {
    const named = chooseTarget({ ...DATA, project: "p", database: "(default)" }, { FIRESTORE_DATABASE: "other" });
    expect(named).toMatchObject({ env: { FIRESTORE_DATABASE: "(default)" } });
    expect(chooseTarget({ ...DATA, project: "p" }, { FIRESTORE_DATABASE: "other" })).toMatchObject({
      env: { FIRESTORE_DATABASE: "other" },
    });
  });

  it("leaves the emulators the database that npm start has there", () => {
    const { type, env } = chooseTarget(DATA, EMULATORS) as { readonly type: string; readonly env: object };
    expect([type, "FIRESTORE_DATABASE" in env]).toEqual(["emulators", false]);
  });

  it.each(["project", "prefix", "database", "data", "region"])(
    "refuses an empty --%s, as of a variable that is not set",
    (name) => {
      expect(() => chooseTarget({ ...DATA, project: "p", [name]: "" }, EMULATORS)).toThrow(
        `Cannot operate with an empty --${name}: set the variable that it is taken from, or leave it out`,
      );
    },
  );
});
