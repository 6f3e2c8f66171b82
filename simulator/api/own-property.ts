/** A member by a name from outside. Inherited members such as `constructor` are not found. */
export function ownProperty<Member>(members: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
