import { busy } from '../busy.ts';
import type { ScopeState } from '../state.ts';
import type { ScopeStore } from '../store.ts';

/** The panels follow in this order, one a frame: each is a frame's work. */
const ORDER = ['row', 'state', 'source'] as const;
/** What follows together: what is said of the row, the state, the source and the lists that mark the row. */
export type Panel = (typeof ORDER)[number];

/** A cursor that has not moved for this long before a step, in milliseconds, is stepped by hand: the panels follow at once. */
const CALM = 150;
/** Frames without a move after which a cursor that was moving fast has come to rest. */
const REST = 3;
/** While it moves fast without a rest, the panels follow this often, in milliseconds. */
const LATEST = 400;

interface Seen {
  state: ScopeState;
  readonly listeners: Set<() => void>;
}

/** What the panels around the diagram see of the state. */
export interface Settled {
  /** The state as this panel sees it: the same object until it sees another. */
  seen(panel: Panel): ScopeState;
  /** Calls `listener` whenever the panel sees another state; answers a function that ends it. */
  subscribe(panel: Panel, listener: () => void): () => void;
  /** Ends it: the panels stay where they are. */
  stop(): void;
}

/**
 * The state as the panels around the diagram see it: the cursor follows the true one a frame later, one panel a frame,
 * and while the cursor moves in every frame (the scrubber is dragged, a key is held) only when it rests, or a few times a
 * second. The diagram, the scrubber and the number of the row take the true one, so that moving never waits for panels
 * of hundreds of elements. Everything else of the state, another run included, is seen at once.
 */
export function startSettled(store: ScopeStore): Settled {
  const start = store.getState();
  const seen: Readonly<Record<Panel, Seen>> = {
    row: { state: start, listeners: new Set() },
    state: { state: start, listeners: new Set() },
    source: { state: start, listeners: new Set() },
  };
  /** Set while a panel is behind; `next` is the position in ORDER of the one that follows next. */
  let behind: { readonly since: number; readonly over: () => void; next: number } | null = null;
  let moved = false;
  let stillFrames = 0;
  let needed = 1;
  let lastMove = Number.NEGATIVE_INFINITY;

  const show = (panel: Panel, state: ScopeState): void => {
    seen[panel].state = state;
    for (const l of seen[panel].listeners) l();
  };
  const finish = (): void => {
    const over = behind?.over;
    behind = null;
    over?.();
  };
  const move = (): void => {
    const at = performance.now();
    moved = true;
    if (behind === null) {
      behind = { since: at, over: busy(), next: 0 };
      needed = at - lastMove > CALM ? 1 : REST;
      stillFrames = 0;
      requestAnimationFrame(frame);
    } else needed = REST;
    lastMove = at;
  };
  const frame = (): void => {
    if (behind === null) return;
    stillFrames = moved ? 0 : stillFrames + 1;
    moved = false;
    const now = store.getState();
    const panel = ORDER[behind.next];
    if (stillFrames >= needed || behind.next > 0 || performance.now() - behind.since > LATEST) {
      if (panel !== undefined) show(panel, now);
      behind.next++;
    }
    if (behind.next < ORDER.length) requestAnimationFrame(frame);
    else {
      const late = ORDER.some((p) => seen[p].state.cursor !== now.cursor);
      finish();
      // It moved on while they followed: they follow again when it rests.
      if (late) move();
    }
  };

  const unsubscribe = store.subscribe((now, before) => {
    const elsewhere = now.current !== before.current || now.tab !== before.tab || now.recording !== before.recording;
    if (elsewhere) {
      for (const panel of ORDER) show(panel, now);
      finish();
      return;
    }
    if (now.cursor !== before.cursor) move();
    for (const panel of ORDER) show(panel, behind === null ? now : { ...now, cursor: seen[panel].state.cursor });
  });
  return {
    seen: (panel) => seen[panel].state,
    subscribe(panel, listener) {
      const { listeners } = seen[panel];
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      unsubscribe();
      finish();
    },
  };
}
