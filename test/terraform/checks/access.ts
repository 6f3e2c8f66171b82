import { IS_WHOLE, publishes } from "./code.ts";
import { bare, type Deployed, type DeploymentCheck, services } from "./deployed.ts";
import { type Grant, grantsOf } from "./grants.ts";

const PUBSUB = "service-<number>@gcp-sa-pubsub.iam.gserviceaccount.com";
const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

/** Who may do what. */
export const ACCESS: Readonly<Record<string, DeploymentCheck>> = {
  "no grant takes others away": (deployed) =>
    Object.keys(deployed).filter((type) => /_iam_(binding|policy)$/.test(type)),

  "no role is wider than its task": (deployed) =>
    grantsOf(deployed)
      .map(({ role }) => role)
      .filter((role) => /owner|editor|admin|roles\/viewer/i.test(role)),

  "what is granted on the project is bound by a condition": (deployed) =>
    grantsOf(deployed)
      .filter(({ on, only, role }) => on === "the project" && only === "" && role !== "roles/logging.logWriter")
      .map(({ member, role }) => `${member} has ${role}`),

  "everybody reaches ingress, and nothing else": (deployed) =>
    grantsOf(deployed)
      .filter(({ member, on }) => EVERYBODY.includes(member) && on !== "service ingress")
      .map(({ role, on }) => `everybody has ${role} on ${on}`),

  "subscribers are called by Pub/Sub's push account alone": (deployed) =>
    subscribers(deployed).flatMap((name) => {
      const callers = who(deployed, { role: "roles/run.invoker", on: `service ${name}` });
      return callers.join() === "push" ? [] : [`${name} is called by ${callers.join(" and ") || "nobody"}`];
    }),

  "the push account calls, and does nothing else": (deployed) =>
    grantsOf(deployed)
      .filter(({ member, role }) => member === "push" && role !== "roles/run.invoker")
      .map(({ role, on }) => `push has ${role} on ${on}`),

  "subscribers are reached from inside only": (deployed) =>
    subscribers(deployed).filter((name) => services(deployed).get(name)?.ingress_settings !== "ALLOW_INTERNAL_ONLY"),

  "a function runs as an account of its own": (deployed) =>
    [...services(deployed)].flatMap(([name, { service_account_email: account }]) =>
      account.endsWith(`-${name}`) ? [] : [`${name} runs as ${account}`],
    ),

  "Pub/Sub may move what fails to the dead letters": (deployed) =>
    (deployed.google_pubsub_subscription ?? []).flatMap(({ name, dead_letter_policy: [policy] }) => {
      if (policy === undefined) return [];
      const [subscription, topic] = [name, policy.dead_letter_topic.replace(/.*#/, "")].map((of) => bare(of, deployed));
      return [
        ...lacks(deployed, { member: PUBSUB, role: "roles/pubsub.subscriber", on: `subscription ${subscription}` }),
        ...lacks(deployed, { member: PUBSUB, role: "roles/pubsub.publisher", on: `topic ${topic}` }),
      ];
    }),

  "Pub/Sub may sign as the push account": (deployed) =>
    lacks(deployed, { member: PUBSUB, role: "roles/iam.serviceAccountTokenCreator", on: "account push" }),

  "a function may publish what its code publishes": (deployed) =>
    IS_WHOLE
      ? compare(deployed, "roles/pubsub.publisher", (name) => [...publishes(name)].map((topic) => `topic ${topic}`))
      : [],

  "a topic that code publishes to exists": (deployed) => {
    const topics = (deployed.google_pubsub_topic ?? []).map(({ name }) => bare(name, deployed));
    const published = IS_WHOLE ? [...services(deployed).keys()].flatMap((name) => [...publishes(name)]) : [];
    return published.filter((topic) => !topics.includes(topic));
  },

  "a function may set timers where it is told, and have them published": (deployed) => {
    const needs = (what: string) => (name: string) =>
      services(deployed).get(name)?.environment_variables.TIMER_QUEUE === undefined ? [] : [what];
    return [
      ...compare(deployed, "roles/cloudtasks.enqueuer", needs("queue timers")),
      ...compare(deployed, "roles/iam.serviceAccountUser", needs("account timers")),
    ];
  },

  "due timers are published by an account that does nothing else": (deployed) => {
    const granted = grantsOf(deployed).filter(({ member }) => member === "timers");
    const rights = granted.map(({ role, on }) => `${role} on ${on}`).join(" and ");
    return rights === "roles/pubsub.publisher on topic deadline" ? [] : [`timers has ${rights || "nothing"}`];
  },

  "nobody but Cloud Tasks publishes timers": (deployed) =>
    who(deployed, { role: "roles/pubsub.publisher", on: "topic deadline" })
      .filter((member) => member !== "timers")
      .map((member) => `${member} publishes them`),

  "a function may read the secrets that it is given, and no others": (deployed) =>
    compare(deployed, "roles/secretmanager.secretAccessor", (name) => {
      const { secret_environment_variables: values = [], secret_volumes: files = [] } =
        services(deployed).get(name) ?? {};
      return [...values, ...files].map(({ secret }) => `secret ${bare(secret, deployed)}`);
    }),

  "a function may use history if it is told where that is": (deployed) =>
    compare(deployed, "roles/datastore.user", (name) =>
      services(deployed).get(name)?.environment_variables.FIRESTORE_DATABASE === undefined ? [] : ["the project"],
    ),
};

function subscribers(deployed: Deployed): readonly string[] {
  return [...services(deployed).keys()].filter((name) => name !== "ingress");
}

function who(deployed: Deployed, { role, on }: Pick<Grant, "role" | "on">): readonly string[] {
  const granted = grantsOf(deployed).filter((grant) => grant.role === role && grant.on === on);
  return granted.map(({ member }) => member);
}

function lacks(deployed: Deployed, { member, role, on }: Omit<Grant, "only">): readonly string[] {
  return who(deployed, { role, on }).includes(member) ? [] : [`${member} lacks ${role} on ${on}`];
}

/** What each function's account is granted with a role, against what it needs. */
function compare(deployed: Deployed, role: string, needs: (name: string) => readonly string[]): readonly string[] {
  return [...services(deployed).keys()].flatMap((name) => {
    const granted = grantsOf(deployed).filter((grant) => grant.member === name && grant.role === role);
    const [met, wanted] = [granted.map(({ on }) => on), needs(name)].map((list) =>
      [...new Set(list)].sort().join(", "),
    );
    return met === wanted ? [] : [`${name} needs ${role} on ${wanted || "nothing"}, and has it on ${met || "nothing"}`];
  });
}
