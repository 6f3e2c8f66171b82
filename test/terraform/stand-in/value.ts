import { decode, ExtData, encode } from "@msgpack/msgpack";
import type { Attribute, Block, Type } from "./schema.ts";

/** A value as Terraform's core sends it; cty's unknown is msgpack's extension, kept as it came with its refinements. */
export type Value = null | boolean | number | string | ExtData | readonly Value[] | { readonly [name: string]: Value };

/** Where a value is: names of attributes and blocks, and the positions in lists (elements of sets have none). */
export type Path = readonly (string | number)[];

export interface Dynamic {
  readonly msgpack: Uint8Array;
}

export const UNKNOWN = new ExtData(0, new Uint8Array(1));

/** How every value begins that the stand-in made up. */
export const STUB = "stub-";

export function read({ msgpack }: Dynamic): Value {
  return toValue(decode(msgpack));
}

export function write(value: Value): Dynamic {
  return { msgpack: encode(value) };
}

/** Reads the JSON of a state file. */
export function readJson(json: Uint8Array): Value {
  return toValue(JSON.parse(Buffer.from(json).toString()));
}

/** Puts recognisable values where a plan has unknown ones. */
export function fillUnknown(type: string, block: Block, planned: Value): Value {
  const label = labelOf(type, planned);
  return mapBlock(block, planned, ({ attribute, value, path }) =>
    value instanceof ExtData ? stubOf(attribute.type, path, label) : value,
  );
}

/** Puts recognisable values where a data source's configuration says nothing. */
export function fillNull(type: string, block: Block, config: Value): Value {
  const label = labelOf(type, config);
  return mapBlock(block, config, ({ attribute, value, path }) =>
    value === null ? stubOf(attribute.type, path, label) : value,
  );
}

interface Visit {
  readonly attribute: Attribute;
  readonly value: Value;
  readonly path: Path;
}

/** Visits every attribute of a value and of its nested blocks, and puts what `change` returns in its place. */
export function mapBlock(block: Block, value: Value, change: (visit: Visit) => Value, path: Path = []): Value {
  if (!isObject(value)) return value;
  const attributes = Object.entries(block.attrs).map(([name, attribute]) => [
    name,
    change({ attribute, value: value[name] ?? null, path: [...path, name] }),
  ]);
  const blocks = Object.entries(block.blocks).map(([name, nested]) => {
    const inner = value[name] ?? null;
    const at = [...path, name];
    if (!isList(inner)) return [name, mapBlock(nested, inner, change, at)];
    const elements = inner.map((element, index) =>
      mapBlock(nested, element, change, nested.nesting === "set" ? at : [...at, index]),
    );
    return [name, elements];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function stubOf(type: Type, path: Path, label: (path: Path) => string): Value {
  if (type === "string") return label(path);
  if (type === "number") return 1;
  if (type === "bool") return true;
  if (type[0] === "map") return { stub: stubOf(type[1], [...path, "stub"], label) };
  if (type[0] === "object") {
    return Object.fromEntries(
      Object.entries(type[1]).map(([name, inner]) => [name, stubOf(inner, [...path, name], label)]),
    );
  }
  return [stubOf(type[1], type[0] === "set" ? path : [...path, 0], label)];
}

/** Names a value by its type and path, and by its resource's own name, so that instances of a for_each differ. */
function labelOf(type: string, value: Value): (path: Path) => string {
  const object = isObject(value) ? value : {};
  const name = ["account_id", "secret_id", "slo_id", "name", "display_name"]
    .map((key) => object[key])
    .find((id) => typeof id === "string");
  return (path) => `${STUB}${type}.${formatPath(path)}${name === undefined ? "" : `#${name}`}`;
}

function formatPath(path: Path): string {
  return path.map((step, at) => (typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${step}`)).join("");
}

function toValue(value: unknown): Value {
  if (value === null || value instanceof ExtData) return value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value !== "object")
    throw new Error(`Cannot read a value of type ${typeof value}: expected msgpack's or JSON's`);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toValue(inner)]));
}

/** A path as the protocol's `AttributePath`. */
export function toSteps(path: Path): object {
  return {
    steps: path.map((step) => (typeof step === "number" ? { element_key_int: step } : { attribute_name: step })),
  };
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !isList(value) && !(value instanceof ExtData);
}
