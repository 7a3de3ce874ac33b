import { busy } from './busy.ts';

/** After a first failure a part is asked for once more before anybody is told: a server that restarts takes a moment. */
const PAUSE = 700;

const waiting = new Set<() => void>();
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const l of listeners) l();
};

/**
 * Loads a part of the program that the first paint does not need. It never rejects: while the server is gone, or has
 * another version of the page only, the part waits, the page says so (view/parts/missing-parts.tsx), and `tryAgain` asks
 * for it again. So whoever waits for a part needs no answer for a part that does not come.
 */
async function part<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    // What it was asked for changes what is seen. While it is missing the page is at rest, and says so.
    const over = busy();
    try {
      const loaded = await load();
      over();
      return loaded;
    } catch {
      over();
      await new Promise<void>((again) => {
        if (attempt === 0) setTimeout(again, PAUSE);
        else {
          waiting.add(again);
          tell();
        }
      });
    }
  }
}

/** How many parts were asked for and are not here. */
export const missingParts = (): number => waiting.size;

/** Calls `listener` when that changes; answers a function that ends it. */
export function watchMissingParts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks again for every part that is missing. */
export function tryAgain(): void {
  const all = [...waiting];
  waiting.clear();
  tell();
  for (const again of all) again();
}

let shown: Promise<void> = Promise.resolve();

/** From now on a part that stands beside what is shown (`latePart`) is asked for only when this has come. */
export function holdParts(until: Promise<void>): void {
  shown = until;
}

const ahead: (() => Promise<unknown>)[] = [];

/**
 * A part, and how it is asked for; when the page has nothing else to do it is loaded ahead (`startAhead`). It comes after what
 * is shown first, beside which it stands (`holdParts`).
 */
export function latePart<T>(load: () => Promise<T>): () => Promise<T> {
  ahead.push(load);
  return () => {
    const over = busy();
    return shown.then(() => {
      const loading = part(load);
      over();
      return loading;
    });
  };
}

/** A part without which nothing would be shown: it waits for nothing. */
export function firstPart<T>(load: () => Promise<T>): () => Promise<T> {
  ahead.push(load);
  return () => part(load);
}

/** Loads one part after the other, each in a moment in which nothing else happens; the first that does not come ends it: false. */
export async function startAhead(idle: () => Promise<void>): Promise<boolean> {
  for (const load of ahead) {
    await idle();
    try {
      await load();
    } catch {
      return false;
    }
  }
  return true;
}
