/** Gives the focus to the first line of the menu in `at`, if there is one. */
export function focusFirst(at: ParentNode | null): void {
  at?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
}
