import { isDeepStrictEqual } from "node:util";
import { ExtData } from "@msgpack/msgpack";
import type { Block, NestedBlock } from "./schema.ts";
import { isList, isObject, mapBlock, type Path, UNKNOWN, type Value } from "./value.ts";

/**
 * What core will see in a plan: defaults where the configuration says nothing, computed values unknown unless known from
 * before, write-only ones absent.
 */
export function planChange(block: Block, prior: Value, proposed: Value): Value {
  const filled = mapBlock(block, proposed, ({ attribute, value }) => {
    if (attribute.writeOnly) return null;
    if (value !== null) return value;
    return attribute.computed ? UNKNOWN : (attribute.default ?? null);
  });
  return keepElements(block, prior, filled);
}

/** Core finds elements of sets by their configuration, which defaults are no part of: known ones are found again here. */
function keepElements(block: Block, prior: Value, planned: Value): Value {
  if (!isObject(prior) || !isObject(planned)) return planned;
  const blocks = Object.entries(block.blocks).map(([name, nested]) => {
    const [before, after] = [prior[name] ?? null, planned[name] ?? null];
    if (!isList(before) || !isList(after)) return [name, keepElements(nested, before, after)];
    const kept = after.map((element, index) =>
      nested.nesting === "set"
        ? (before.find((known) => fits(known, element)) ?? element)
        : keepElements(nested, before[index] ?? null, element),
    );
    return [name, kept];
  });
  return { ...planned, ...Object.fromEntries(blocks) };
}

/** Whether a value may turn out to be the other one, which has unknown parts. */
function fits(known: Value, planned: Value): boolean {
  if (planned instanceof ExtData) return true;
  if (isList(known) && isList(planned))
    return known.length === planned.length && known.every((one, index) => fits(one, planned[index] ?? null));
  if (!isObject(known) || !isObject(planned)) return known === planned;
  return Object.keys({ ...known, ...planned }).every((name) => fits(known[name] ?? null, planned[name] ?? null));
}

/** Where a plan differs from what is there in a way that needs another resource. */
export function findReplacements(block: Block, prior: Value, planned: Value, path: Path = []): readonly Path[] {
  if (!isObject(prior) || !isObject(planned)) return [];
  const attributes = Object.entries(block.attrs)
    .filter(([name, { forceNew }]) => forceNew && differ(prior[name], planned[name]))
    .map(([name]) => [...path, name]);
  const blocks = Object.entries(block.blocks).flatMap(([name, nested]) =>
    findInside(nested, [prior[name] ?? null, planned[name] ?? null], [...path, name]),
  );
  return [...attributes, ...blocks];
}

function findInside(block: NestedBlock, [prior, planned]: readonly [Value, Value], path: Path): readonly Path[] {
  if (!isList(prior) || !isList(planned)) return findReplacements(block, prior, planned, path);
  if (block.forceNew && prior.length !== planned.length) return [path];
  if (block.nesting === "set") return differ(prior, planned) && forcesNew(block) ? [path] : [];
  return planned.flatMap((element, index) => findReplacements(block, prior[index] ?? null, element, [...path, index]));
}

/** What is not set and what is empty are the same to the provider. */
function differ(prior: Value | undefined, planned: Value | undefined): boolean {
  const [before, after] = [prior ?? null, planned ?? null].map((value) =>
    isList(value) && value.length === 0 ? null : value,
  );
  return !isDeepStrictEqual(before, after);
}

/** No element of a set can be named, so any change of one whose members cannot change is of the set. */
function forcesNew({ attrs, blocks }: Block): boolean {
  return Object.values(attrs).some(({ forceNew }) => forceNew) || Object.values(blocks).some(forcesNew);
}
