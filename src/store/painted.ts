/** Calls `then` when what is set now was painted; at once where nothing is painted (the store is used without a page, too). */
export function whenPainted(then: () => void): void {
  // What the next frame shows is painted when the task that it asks for is done.
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => setTimeout(then));
  else then();
}
