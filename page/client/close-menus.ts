/** Closes the menus that are open, but for the one that something lies in. @returns Whether there was one. */
export function closeMenus(kept?: Node): boolean {
  const menus = [...document.querySelectorAll<HTMLDetailsElement>(".menu[open]")];
  const others = kept === undefined ? menus : menus.filter((menu) => !menu.contains(kept));
  for (const menu of others) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    menu.open = false;
  }
  return others.length > 0;
}
