import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { type Attribute, type Block, GOOGLE, PROVIDER, toMessage } from "./schema.ts";
import {
  type Dynamic,
  fillNull,
  fillUnknown,
  mapBlock,
  type Path,
  plan,
  read,
  readJson,
  type Value,
  write,
} from "./value.ts";

/** A change that Terraform is about to make. */
interface Change {
  readonly type: string;
  readonly action: "create" | "update" | "delete";
  readonly value: Value;
}

export interface Behaviour {
  /** Says why a change cannot be made, or undefined to let it pass. */
  readonly refuse?: (change: Change) => string | undefined;
  /** Plans computed values as an apply would fill them: what is made of them can be checked without one. */
  readonly foresees?: boolean;
}

interface Typed {
  readonly type_name: string;
}

interface Apply extends Typed {
  readonly prior_state: Dynamic;
  readonly planned_state: Dynamic;
}

/**
 * The calls of Terraform's plugin protocol 5, answered from data. It does not know which changes force a replacement, what
 * Google defaults to, and what the provider's own code refuses; no call reaches anything.
 */
export function createProvider({ refuse, foresees = false }: Behaviour): UntypedServiceImplementation {
  return {
    GetSchema: unary(() => ({
      provider: toMessage(PROVIDER),
      resource_schemas: toMessages(GOOGLE.resources),
      data_source_schemas: toMessages(GOOGLE.data),
    })),
    PrepareProviderConfig: unary(({ config }: { config: Dynamic }) => ({ prepared_config: config })),
    Configure: unary(() => ({})),
    Stop: unary(() => ({})),
    ValidateResourceTypeConfig: unary((request: Typed & { config: Dynamic }) => ({
      diagnostics: validate(resource(request), read(request.config)),
    })),
    ValidateDataSourceConfig: unary((request: Typed & { config: Dynamic }) => ({
      diagnostics: validate(data(request), read(request.config)),
    })),
    UpgradeResourceState: unary((request: Typed & { raw_state: { json: Uint8Array } }) => ({
      upgraded_state: write(mapBlock(resource(request), readJson(request.raw_state.json), ({ value }) => value)),
    })),
    ReadResource: unary((request: { current_state: Dynamic }) => ({ new_state: request.current_state })),
    ReadDataSource: unary((request: Typed & { config: Dynamic }) => ({
      state: write(fillNull(request.type_name, data(request), read(request.config))),
    })),
    PlanResourceChange: unary((request: Typed & { proposed_new_state: Dynamic }) => {
      const planned = plan(resource(request), read(request.proposed_new_state));
      const known = foresees ? fillUnknown(request.type_name, resource(request), planned) : planned;
      return { planned_state: write(known) };
    }),
    ApplyResourceChange: unary((request: Apply) => apply(request, refuse)),
  };
}

function apply(request: Apply, refuse: Behaviour["refuse"]): object {
  const [prior, planned] = [read(request.prior_state), read(request.planned_state)];
  const action = planned === null ? "delete" : prior === null ? "create" : "update";
  const refusal = refuse?.({ type: request.type_name, action, value: planned ?? prior });
  if (refusal !== undefined)
    return { new_state: request.prior_state, diagnostics: [{ severity: "ERROR", summary: refusal }] };
  return { new_state: write(fillUnknown(request.type_name, resource(request), planned)) };
}

function validate(block: Block, config: Value): readonly object[] {
  const diagnostics: object[] = [];
  mapBlock(block, config, ({ attribute, value, path }) => {
    const detail = findMistake(attribute, value);
    if (detail !== undefined) {
      diagnostics.push({ severity: "ERROR", summary: `Invalid ${path.at(-1)}`, detail, attribute: toSteps(path) });
    }
    return value;
  });
  return diagnostics;
}

/** What core leaves to the provider; arguments' names, types and number it checks itself. */
function findMistake({ computed, optional, enum: values }: Attribute, value: Value): string | undefined {
  if (computed && !optional && value !== null) return "Google decides this value: it can be read, but not set.";
  const strange = [value].flat().find((word) => typeof word === "string" && values?.includes(word) === false);
  return strange === undefined ? undefined : `Got "${strange}", expected one of ${values?.join(", ")}.`;
}

function toSteps(path: Path): object {
  return {
    steps: path.map((step) => (typeof step === "number" ? { element_key_int: step } : { attribute_name: step })),
  };
}

function toMessages(blocks: Readonly<Record<string, Block>>): object {
  return Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, toMessage(block)]));
}

function resource({ type_name }: Typed): Block {
  return known(GOOGLE.resources[type_name], type_name);
}

function data({ type_name }: Typed): Block {
  return known(GOOGLE.data[type_name], type_name);
}

function known(block: Block | undefined, type: string): Block {
  if (!block) throw new Error(`Cannot answer for ${type}: google-provider-schema.json has no such type`);
  return block;
}

function unary<Request>(answer: (request: Request) => object): handleUnaryCall<Request, object> {
  return (call, callback) => callback(null, answer(call.request));
}
