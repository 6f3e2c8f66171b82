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
  readonly writeOnly?: true;
  readonly enum?: readonly string[];
}

export interface Block {
  readonly attrs: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

interface NestedBlock extends Block {
  readonly nesting: "single" | "list" | "set";
  readonly min?: number;
  readonly max?: number;
}

interface ProviderSchema {
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}

/** The arguments of the google provider's resources and data sources; the file's `meta` names its source. */
export const GOOGLE: ProviderSchema = JSON.parse(
  readFileSync(new URL("../google-provider-schema.json", import.meta.url), "utf8"),
);

const OPTIONAL_STRING: Attribute = { type: "string", optional: true };

/** What the provider block itself takes, as far as a deployment sets it in code. */
export const PROVIDER: Block = {
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
