const PREFIX = 'ffa-scope.';

/** What was kept under this name on an earlier visit; null where nothing was, or where the browser keeps nothing. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Was anything kept on an earlier visit? */
export function keptAnything(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(PREFIX));
  } catch {
    // A browser that keeps nothing would call every visit the first.
    return true;
  }
}

/** Keeps a text for the next visit; null forgets it. A browser that keeps nothing loses only that. */
export function keep(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    return;
  }
}
