import { ExtData } from "@msgpack/msgpack";
import type { Attribute, Block } from "./schema.ts";
import { isList, isObject, mapBlock, type Path, STUB, toSteps, type Value } from "./value.ts";

interface Mistake {
  readonly path: Path;
  readonly detail: string;
}

/** What the provider refuses of a configuration; arguments' names, types and number core checks itself. */
export function findMistakes(block: Block, config: Value): readonly object[] {
  return [...mistakenValues(block, config), ...mistakenSets(block, config, config)].map(({ path, detail }) => ({
    severity: "ERROR",
    summary: `Invalid ${path.at(-1)}`,
    detail,
    attribute: toSteps(path),
  }));
}

function mistakenValues(block: Block, config: Value): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  mapBlock(block, config, ({ attribute, value, path }) => {
    const detail = mistakeOf(attribute, value);
    if (detail !== undefined) mistakes.push({ path, detail });
    return value;
  });
  return mistakes;
}

function mistakeOf({ computed, optional, enum: values, pattern }: Attribute, value: Value): string | undefined {
  if (computed && !optional && value !== null) return "Google decides this value: it can be read, but not set.";
  // What an apply of ours filled in is no word of a configuration.
  const words = [value].flat().filter((word) => typeof word === "string" && !word.startsWith(STUB));
  const strange = words.find((word) => values?.includes(String(word)) === false);
  if (strange !== undefined) return `Got "${strange}", expected one of ${values?.join(", ")}.`;
  const other = pattern === undefined ? undefined : words.find((word) => !new RegExp(pattern).test(String(word)));
  return other === undefined ? undefined : `Got "${other}", expected what matches ${pattern}.`;
}

/** Arguments of which too many, or none, are set: of the blocks that are there. */
function mistakenSets(block: Block, value: Value, root: Value, path: Path = []): readonly Mistake[] {
  if (!isObject(value)) return [];
  const own = Object.entries({ ...block.attrs, ...block.blocks }).flatMap(([name, { conflictsWith, exactlyOneOf }]) => {
    const conflict = isSet(value[name] ?? null) ? mistakenBeside(conflictsWith, root) : undefined;
    const detail = conflict ?? (exactlyOneOf && mistakenChoice([...exactlyOneOf, [...path, name].join(".")], root));
    return detail === undefined ? [] : [{ path: [...path, name], detail }];
  });
  const inner = Object.entries(block.blocks).flatMap(([name, nested]) =>
    elementsOf(value[name] ?? null, [...path, name], nested.nesting === "set").flatMap(([element, at]) =>
      mistakenSets(nested, element, root, at),
    ),
  );
  return [...own, ...inner];
}

function elementsOf(value: Value, path: Path, isNameless: boolean): readonly (readonly [Value, Path])[] {
  if (!isList(value)) return [[value, path]];
  return value.map((element, index) => [element, isNameless ? path : [...path, index]] as const);
}

function mistakenBeside(paths: readonly string[] = [], root: Value): string | undefined {
  const beside = paths.filter((path) => isSet(find(root, path)));
  return beside.length === 0 ? undefined : `It conflicts with ${beside.join(", ")}.`;
}

function mistakenChoice(paths: readonly string[], root: Value): string | undefined {
  const choice = [...new Set(paths)];
  const found = choice.map((path) => find(root, path));
  if (found.some((value) => value instanceof ExtData)) return undefined;
  const { length } = found.filter(isSet);
  return length === 1 ? undefined : `Got ${length} of ${choice.join(", ")}, expected exactly one.`;
}

/** Follows a path such as `amount.0.specified_amount`; what is unknown on the way stays so. */
function find(root: Value, path: string): Value {
  return path.split(".").reduce((value: Value, step) => {
    if (value instanceof ExtData) return value;
    if (isList(value)) return value[Number(step)] ?? null;
    return isObject(value) ? (value[step] ?? null) : null;
  }, root);
}

function isSet(value: Value): boolean {
  return value !== null && value !== "" && !(isList(value) && value.length === 0);
}
