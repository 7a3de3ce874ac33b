import { useSyncExternalStore } from 'react';
import { busy } from '../../store/page/idle.ts';
import type { ScopeState } from '../../store/state.ts';
import { useScope } from '../../store/store.ts';

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

const start = useScope.getState();
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

/**
 * Like `useScope`, for the panels around the diagram: the cursor that they see follows the true one a frame later, one
 * panel a frame, and while the cursor moves in every frame (the scrubber is dragged, a key is held) only when it rests,
 * or a few times a second. The diagram, the scrubber and the number of the row take the true one, so that moving never
 * waits for panels of hundreds of elements. Everything else of the state, another run included, is seen at once.
 */
export function useSettled<T>(panel: Panel, selector: (s: ScopeState) => T): T {
  const { listeners } = seen[panel];
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => selector(seen[panel].state),
  );
}

useScope.subscribe((now, before) => {
  const elsewhere = now.current !== before.current || now.tab !== before.tab || now.recording !== before.recording;
  if (elsewhere) {
    for (const panel of ORDER) show(panel, now);
    finish();
    return;
  }
  if (now.cursor !== before.cursor) move();
  for (const panel of ORDER) show(panel, behind === null ? now : { ...now, cursor: seen[panel].state.cursor });
});

function move(): void {
  const at = performance.now();
  moved = true;
  if (behind === null) {
    behind = { since: at, over: busy(), next: 0 };
    needed = at - lastMove > CALM ? 1 : REST;
    stillFrames = 0;
    requestAnimationFrame(frame);
  } else needed = REST;
  lastMove = at;
}

function frame(): void {
  if (behind === null) return;
  stillFrames = moved ? 0 : stillFrames + 1;
  moved = false;
  const now = useScope.getState();
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
}

function finish(): void {
  const over = behind?.over;
  behind = null;
  over?.();
}

function show(panel: Panel, state: ScopeState): void {
  seen[panel].state = state;
  for (const l of seen[panel].listeners) l();
}
