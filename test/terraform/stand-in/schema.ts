import { readFileSync } from "node:fs";

/** A type as cty writes it in JSON. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | readonly ["list" | "set" | "map", Type]
  | readonly ["object", Readonly<Record<string, Type>>];

export interface Attribute {
  readonly type: Type;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly writeOnly?: true;
  /** Another value needs another resource. */
  readonly forceNew?: true;
  /** What the provider plans where the configuration says nothing. */
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
  /** An expression as Go's regexp takes it. */
  readonly pattern?: string;
  /** Paths from the resource, as in `amount.0.specified_amount`, of what may not be set beside it. */
  readonly conflictsWith?: readonly string[];
  /** Paths of which exactly one is set. */
  readonly exactlyOneOf?: readonly string[];
}

export interface Block {
  readonly attrs: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

export interface NestedBlock extends Block {
  readonly nesting: "single" | "list" | "set";
  readonly min?: number;
  readonly max?: number;
  /** Another number of them needs another resource. */
  readonly forceNew?: true;
  readonly conflictsWith?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
}

export interface ProviderSchema {
  /** What the provider block itself takes. */
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}

const OPTIONAL_STRING: Attribute = { type: "string", optional: true };

/** What the provider block itself takes, as far as a deployment sets it in code. */
const PROVIDER: Block = {
  attrs: {
    access_token: OPTIONAL_STRING,
    add_terraform_attribution_label: { type: "bool", optional: true },
    billing_project: OPTIONAL_STRING,
    credentials: OPTIONAL_STRING,
    default_labels: { type: ["map", "string"], optional: true },
    impersonate_service_account: OPTIONAL_STRING,
    project: OPTIONAL_STRING,
    region: OPTIONAL_STRING,
    request_timeout: OPTIONAL_STRING,
    scopes: { type: ["list", "string"], optional: true },
    user_project_override: { type: "bool", optional: true },
    zone: OPTIONAL_STRING,
  },
  blocks: {},
};

/** The arguments of the google provider's resources and data sources; the file's `meta` names its source. */
export const GOOGLE: ProviderSchema = {
  provider: PROVIDER,
  ...JSON.parse(readFileSync(new URL("../google-provider-schema.json", import.meta.url), "utf8")),
};

const DURATION: Attribute = { type: "string", optional: true, pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$" };

/** The part of hashicorp/time that a deployment uses. */
export const TIME: ProviderSchema = {
  provider: { attrs: {}, blocks: {} },
  resources: {
    time_sleep: {
      attrs: {
        create_duration: DURATION,
        destroy_duration: DURATION,
        id: { type: "string", computed: true },
        triggers: { type: ["map", "string"], optional: true, forceNew: true },
      },
      blocks: {},
    },
  },
  data: {},
};

const NESTING = { single: 1, list: 2, set: 3 };

/** A block as the protocol's `Schema` message. */
export function toMessage(block: Block): object {
  return { block: toBlock(block) };
}

function toBlock({ attrs, blocks }: Block): object {
  return {
    attributes: Object.entries(attrs).map(([name, { type, writeOnly, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      required: flags.required,
      optional: flags.optional,
      computed: flags.computed,
      sensitive: flags.sensitive,
      write_only: writeOnly,
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      type_name: name,
      block: toBlock(nested),
      nesting: NESTING[nested.nesting],
      min_items: nested.min,
      max_items: nested.max,
    })),
  };
}
