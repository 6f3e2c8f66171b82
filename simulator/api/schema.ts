import { isObject } from "../../shared/base/json.ts";
import type { Violation } from "./api-error.ts";
import type { Advise, LeniencyName } from "./leniency.ts";
import { ownProperty } from "./own-property.ts";

/** Returns what Google would refuse in a value. A value without violations is a `T`. */
export interface Schema<T> {
  (value: unknown, field: string): readonly Violation[];
  /** What Google's parser makes of a value before it is checked; the same value when it is missing. */
  readonly normalize?: Normalize;
  /** Every violation that a value at this field can have, beside one of another JSON type; none when it is missing. */
  readonly rules?: ListRules;
  /** Never set. It carries the type for `Infer`. */
  readonly infers?: T;
}

/** A schema that lists its rules. */
type ListedSchema<T> = Schema<T> & { readonly rules: ListRules };

/** Returns `undefined` for a value that means the same as no field. */
type Normalize = (value: unknown, field: string, advise: Advise) => unknown;

type ListRules = (field: string) => readonly Violation[];

/** A JSON object of unknown members. */
export type Body = Readonly<Record<string, unknown>>;

/** The schema of each field of an object. */
export type Fields = Readonly<Record<string, Schema<unknown>>>;

/** The type of an object with these fields. */
type ObjectOf<F extends Fields, Required extends keyof F> = { readonly [Key in Required]: Infer<F[Key]> } & {
  readonly [Key in Exclude<keyof F, Required>]?: Infer<F[Key]>;
};

/** The type of the values that a schema accepts. */
export type Infer<C> = C extends Schema<infer T> ? T : never;

/** What must hold between the fields of an object. */
interface ObjectRules<Required> {
  readonly required?: readonly Required[];
  /** Exactly one field of each group must be set. */
  readonly oneOf?: readonly (readonly string[])[];
}

/** What an unknown field may be called where it is told of: a slip is a word, and anything else may be a person's. */
const WORD = /^[A-Za-z_]{1,64}$/;
const NO_WORD = "(a name that is no word)";

/** A schema of its parts. */
export function schemaOf<T>(
  check: (value: unknown, field: string) => readonly Violation[],
  rules: ListRules = () => [],
  normalize: Normalize = (value) => value,
): ListedSchema<T> {
  return Object.assign((value: unknown, field: string) => check(value, field), { rules, normalize });
}

/** Every violation that a value of this schema can have. */
export function rulesOf({ rules }: Schema<unknown>, field = ""): readonly Violation[] {
  return rules?.(field) ?? [];
}

/** What Google's parser makes of a value of this schema. */
export function normalizeAs(schema: Schema<unknown> | undefined, ...of: Parameters<Normalize>): unknown {
  return schema?.normalize === undefined ? of[0] : schema.normalize(...of);
}

/** An object without unknown fields: Google's parser refuses those. */
export function object<F extends Fields, Required extends keyof F & string = never>(
  fields: F,
  { required = [], oneOf = [] }: ObjectRules<Required> = {},
): Schema<ObjectOf<F, Required>> {
  const fieldOf = (key: string) => ownProperty<Schema<unknown>>(fields, key);
  const nameOf = (key: string) => (fieldOf(key) !== undefined || WORD.test(key) ? key : NO_WORD);
  const check = (value: unknown, field: string) => {
    if (!isObject(value)) return violation(field, "an object");
    const present = Object.keys(value);
    return [
      ...present.flatMap((key) => (fieldOf(key) ?? unknownField)(value[key], memberOf(field, nameOf(key)))),
      ...required.filter((key) => !present.includes(key)).flatMap((key) => violation(memberOf(field, key), "a value")),
      ...oneOf.flatMap((group) =>
        group.filter((key) => present.includes(key)).length === 1
          ? []
          : violation(field, `exactly one of ${group.join(", ")}`),
      ),
    ];
  };
  const rules = (field: string) => [
    ...Object.entries<Schema<unknown>>(fields).flatMap(([key, schema]) => rulesOf(schema, memberOf(field, key))),
    ...required.flatMap((key) => violation(memberOf(field, key), "a value")),
    ...oneOf.flatMap((group) => violation(field, `exactly one of ${group.join(", ")}`)),
  ];
  return schemaOf(check, rules, (value, field, advise) => {
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([key, member]) => [
      key,
      normalizeAs(fieldOf(key), member, memberOf(field, key), advise),
    ]);
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  });
}

/** A list of `min` to `max` elements, or of any number from `min` on. */
export function list<T>(
  item: Schema<T>,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number },
): Schema<readonly T[]> {
  const size = max === Number.POSITIVE_INFINITY ? `at least ${min} elements` : `${min} to ${max} elements`;
  const at = (field: string, index: number) => `${field}[${index}]`;
  const check = (value: unknown, field: string) => {
    if (!Array.isArray(value)) return violation(field, "a list");
    if (value.length < min || value.length > max) return violation(field, size);
    return value.flatMap((element: unknown, index) => item(element, at(field, index)));
  };
  const rules = (field: string) => [...violation(field, size), ...rulesOf(item, `${field}[]`)];
  return schemaOf(check, rules, (value, field, advise) =>
    Array.isArray(value)
      ? value.map((element: unknown, index) => normalizeAs(item, element, at(field, index), advise) ?? element)
      : value,
  );
}

/** Adds rules that are checked only when the schema itself finds no violation. */
export function refine<T>(schema: Schema<T>, rule: ListedSchema<T>): Schema<T> {
  const check = (value: unknown, field: string) => {
    const found = schema(value, field);
    return found.length > 0 ? found : rule(value, field);
  };
  return schemaOf(check, (field) => [...rulesOf(schema, field), ...rule.rules(field)], schema.normalize);
}

/** Adds a rule of one line, about a member or the value itself. It is checked as that of `refine`. */
export function where<T>(schema: Schema<T>, expected: string, isMet: (value: T) => boolean, member = ""): Schema<T> {
  const broken = (field: string) => violation(member === "" ? field : memberOf(field, member), expected);
  return refine(
    schema,
    schemaOf((value, field) => (isMet(value as T) ? [] : broken(field)), broken),
  );
}

/** Adds advice for values that Google takes all the same. @param needsAdvice Asked only about a value without violations. */
export function advised<T>(schema: Schema<T>, leniency: LeniencyName, needsAdvice: (value: T) => boolean): Schema<T> {
  const rules = (field: string) => rulesOf(schema, field);
  return schemaOf(schema, rules, (value, field, advise) => {
    const normal = normalizeAs(schema, value, field, advise);
    if (schema(normal, field).length === 0 && needsAdvice(normal as T)) advise(leniency, field || "the body");
    return normal;
  });
}

/**
 * Names the page that states the rules of a schema, except of those parts that name another.
 * @throws Error when a violation stands in no list of rules: then docs/simulator.md would not know it.
 */
export function sourced<T>(source: string, schema: Schema<T>): ListedSchema<T> {
  const named = (violations: readonly Violation[]) => violations.map((found) => ({ source, ...found }));
  const keyOf = ({ field, description }: Violation) => `${field.replace(/\[\d+\]/g, "[]")}: ${description}`;
  const check = (value: unknown, field: string) => {
    const found = schema(value, field);
    const listed = new Set(found.length === 0 ? [] : rulesOf(schema, field).map(keyOf));
    const unlisted = found.find((one) => !JSON_RULES.has(one.description) && !listed.has(keyOf(one)));
    if (unlisted !== undefined) throw new Error(`Cannot refuse by a rule that is in no list: ${keyOf(unlisted)}`);
    return named(found);
  };
  return schemaOf(check, (field) => named(rulesOf(schema, field)), schema.normalize);
}

/** By which a value is refused that is of another JSON type, or a field that Google does not know: they are true of every field. */
const JSON_RULES: ReadonlySet<string> = new Set(
  ["an object", "a list", "a text", "no such field"].map((words) => `expected ${words}`),
);

/** A list of one violation. */
export function violation(field: string, expected: string): readonly Violation[] {
  return [{ field, description: `expected ${expected}` }];
}

const unknownField: Schema<never> = (_value, field) => violation(field, "no such field");

/** The path of a member. */
export function memberOf(field: string, key: string): string {
  return field === "" ? key : `${field}.${key}`;
}
