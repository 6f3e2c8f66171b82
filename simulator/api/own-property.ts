/** A member by a name that a caller chose; `constructor` and whatever else every object inherits is none. */
export function ownProperty<Member>(members: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
