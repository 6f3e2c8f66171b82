import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { TerraformClock } from "./clock.ts";
import type { Cloud, CloudId } from "./cloud.ts";
import { findMistakes } from "./find-mistakes.ts";
import { giveBack } from "./give-back.ts";
import { findReplacements, planChange } from "./plan.ts";
import type { GoogleApis, PlannedChange } from "./platform.ts";
import { type Block, type ProviderSchema, toMessage } from "./schema.ts";
import {
  type Dynamic,
  fillNull,
  fillUnknown,
  isObject,
  mapBlock,
  read,
  readJson,
  toSteps,
  type Value,
  write,
} from "./value.ts";

export interface Behaviour {
  /** Says why a change cannot be made, or undefined to let it pass. */
  readonly refuse?: (change: PlannedChange) => string | undefined;
  /** Plans computed values as an apply would fill them: what is made of them can be checked without one. */
  readonly foresees?: boolean;
}

/** What a provider answers from. */
export interface Source extends Behaviour {
  readonly schema: ProviderSchema;
  readonly platform: GoogleApis;
  readonly cloud: Cloud;
  readonly clock: TerraformClock;
}

interface Typed {
  readonly type_name: string;
}

interface ReadRequest extends Typed {
  readonly current_state: Dynamic;
  readonly private: CloudId;
}

interface PlanRequest extends Typed {
  readonly prior_private: CloudId;
  readonly prior_state: Dynamic;
  readonly proposed_new_state: Dynamic;
}

interface ApplyRequest extends Typed {
  readonly planned_private: CloudId;
  readonly prior_state: Dynamic;
  readonly planned_state: Dynamic;
}

/**
 * The calls of Terraform's plugin protocol 5, answered from data; no call reaches anything. What the provider's own code adds to its
 * schema it knows only as far as it was taught.
 */
export function createProvider(source: Source): UntypedServiceImplementation {
  const { schema, clock } = source;
  const resource = ({ type_name }: Typed) => known(schema.resources[type_name], type_name);
  const data = ({ type_name }: Typed) => known(schema.data[type_name], type_name);
  const unary = answering(clock);
  return {
    GetSchema: unary(() => ({
      provider: toMessage(schema.provider),
      resource_schemas: toMessages(schema.resources),
      data_source_schemas: toMessages(schema.data),
    })),
    PrepareProviderConfig: unary(({ config }: { config: Dynamic }) => ({ prepared_config: config })),
    Configure: unary(() => ({})),
    Stop: unary(() => ({})),
    ValidateResourceTypeConfig: unary((request: Typed & { config: Dynamic }) => ({
      diagnostics: findMistakes(resource(request), read(request.config)),
    })),
    ValidateDataSourceConfig: unary((request: Typed & { config: Dynamic }) => ({
      diagnostics: findMistakes(data(request), read(request.config)),
    })),
    UpgradeResourceState: unary((request: Typed & { raw_state: { json: Uint8Array } }) => ({
      upgraded_state: write(mapBlock(resource(request), readJson(request.raw_state.json), ({ value }) => value)),
    })),
    ReadResource: unary((request: ReadRequest) => answerRead(request, source)),
    ReadDataSource: unary((request: Typed & { config: Dynamic }) => ({
      state: write(fillNull(request.type_name, data(request), read(request.config))),
    })),
    PlanResourceChange: unary((request: PlanRequest) => answerPlan(request, resource(request), source)),
    ApplyResourceChange: unary((request: ApplyRequest) => answerApply(request, resource(request), source)),
  };
}

function answerRead({ type_name: type, current_state, private: id }: ReadRequest, { cloud }: Source): object {
  const state = read(current_state);
  return { new_state: write(giveBack(type, state)), private: cloud.adopt(type, state, id) };
}

function answerPlan(request: PlanRequest, block: Block, { foresees }: Source): object {
  const [prior, proposed] = [read(request.prior_state), read(request.proposed_new_state)];
  const planned = planChange(block, prior, proposed);
  const known = foresees ? fillUnknown(request.type_name, block, planned) : planned;
  return {
    planned_state: write(known),
    planned_private: request.prior_private,
    requires_replace: findReplacements(block, prior, planned).map(toSteps),
    // Core then bears defaults where the configuration says nothing.
    legacy_type_system: true,
  };
}

async function answerApply(request: ApplyRequest, block: Block, source: Source): Promise<object> {
  const { cloud, clock } = source;
  const [prior, planned] = [read(request.prior_state), read(request.planned_state)];
  const action = planned === null ? "delete" : prior === null ? "create" : "update";
  const change: PlannedChange = { type: request.type_name, action, value: planned ?? prior };
  const refusal = await findRefusal(change, source);
  const made = fillUnknown(request.type_name, block, planned);
  const diagnostics = refusal === undefined ? [] : [{ severity: "ERROR", summary: refusal.why }];
  if (refusal !== undefined && !refusal.isMade)
    return { new_state: request.prior_state, private: request.planned_private, diagnostics, legacy_type_system: true };
  const id = cloud.change({ ...change, value: made ?? prior }, request.planned_private);
  if (request.type_name === "time_sleep" && action === "create") await clock.sleep(durationOf(planned));
  return { new_state: write(made), private: id, diagnostics, legacy_type_system: true };
}

async function findRefusal(change: PlannedChange, { refuse, platform, cloud }: Source): ReturnType<GoogleApis> {
  const why = refuse?.(change);
  return why === undefined ? (cloud.refuse(change) ?? (await platform(change))) : { why };
}

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function durationOf(sleep: Value): number {
  const { create_duration: duration } = isObject(sleep) ? sleep : {};
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(String(duration)) ?? [];
  return unit === undefined ? 0 : Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

function toMessages(blocks: Readonly<Record<string, Block>>): object {
  return Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, toMessage(block)]));
}

function known(block: Block | undefined, type: string): Block {
  if (!block) throw new Error(`Cannot answer for ${type}: google-provider-schema.json has no such type`);
  return block;
}

type Answer<Request> = (request: Request) => object | Promise<object>;

/** Every call is something that happens. */
function answering(clock: TerraformClock): <Request>(answer: Answer<Request>) => handleUnaryCall<Request, object> {
  return (answer) => async (call, callback) => {
    clock.touch();
    try {
      callback(null, await answer(call.request));
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    } finally {
      clock.touch();
    }
  };
}
