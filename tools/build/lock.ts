/** The part of a package-lock.json that says what is installed where. */
export interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** One installed package. Members that are not named here are kept as they are. */
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What a package.json must say for its lockfile to be made. */
interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Makes the lockfile of a smaller package from that of the whole: the same versions in the same places, for all that its
 * dependencies need. No registry is asked.
 * @throws Error when the whole lacks one of them.
 */
export function narrowLock(whole: Lockfile, { name, dependencies }: Manifest): Lockfile {
  const found = new Set<string>();
  const wanted = Object.keys(dependencies).map((dependency) => ({ dependency, from: "" }));
  for (const { dependency, from } of wanted) {
    const path = locate(dependency, from, whole);
    if (path === undefined)
      throw new Error(`Cannot lock ${name}: package-lock.json lacks ${dependency}; run npm install`);
    if (found.has(path)) continue;
    found.add(path);
    wanted.push(...needs(path, whole));
  }
  const packages = [...found].sort().map((path) => [path, whole.packages[path] ?? {}] as const);
  const { lockfileVersion } = whole;
  return { lockfileVersion, packages: { "": { name, dependencies }, ...Object.fromEntries(packages) } };
}

/** Optional ones are wanted where they are there. */
function needs(from: string, whole: Lockfile): readonly { readonly dependency: string; readonly from: string }[] {
  const { dependencies, optionalDependencies, peerDependencies } = whole.packages[from] ?? {};
  const optional = Object.keys({ ...optionalDependencies, ...peerDependencies });
  const present = optional.filter((dependency) => locate(dependency, from, whole) !== undefined);
  const names = new Set([...Object.keys(dependencies ?? {}), ...present]);
  return [...names].map((dependency) => ({ dependency, from }));
}

/** Where Node finds a package when it is asked for from a folder: the nearest `node_modules` that has it. */
function locate(dependency: string, from: string, whole: Lockfile): string | undefined {
  const path = from === "" ? `node_modules/${dependency}` : `${from}/node_modules/${dependency}`;
  if (path in whole.packages) return path;
  return from === "" ? undefined : locate(dependency, parentOf(from), whole);
}

function parentOf(path: string): string {
  const end = path.lastIndexOf("/node_modules/");
  return end === -1 ? "" : path.slice(0, end);
}
