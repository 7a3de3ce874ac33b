import { useSyncExternalStore } from 'react';
import type { ScopeState } from '../../store/state.ts';
import { useScope } from '../../store/store.ts';
import { busy } from './idle.ts';

/** A cursor that has not moved for this long before a step is being stepped by hand: its panels follow in the next frame. */
const CALM = 150;
/** Frames without a move after which a cursor that was moving fast has come to rest. */
const REST = 3;
/** While it moves fast without a rest, the panels follow this often, in milliseconds. */
const LATEST = 400;

let seen: ScopeState = useScope.getState();
let following: (() => void) | null = null;
let moved = false;
let stillFrames = 0;
let needed = 1;
let since = 0;
let lastMove = Number.NEGATIVE_INFINITY;
const listeners = new Set<() => void>();

/**
 * Like `useScope`, for the panels around the diagram: the cursor that they see follows the true one a frame later, and
 * while the cursor moves in every frame (the scrubber is dragged, a key is held) only when it rests, or a few times a
 * second. The diagram, the scrubber and the number of the row take the true one, so that moving never waits for panels
 * of hundreds of elements. Everything else of the state, another run included, is seen at once.
 */
export function useSettled<T>(selector: (s: ScopeState) => T): T {
  return useSyncExternalStore(subscribe, () => selector(seen));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

useScope.subscribe((now, before) => {
  const elsewhere = now.current !== before.current || now.tab !== before.tab || now.recording !== before.recording;
  if (elsewhere || now.cursor === seen.cursor) {
    show(now);
    return;
  }
  seen = { ...now, cursor: seen.cursor };
  if (now.cursor !== before.cursor) move();
  tell();
});

function move(): void {
  const at = performance.now();
  moved = true;
  if (following === null) {
    following = busy();
    since = at;
    needed = at - lastMove > CALM ? 1 : REST;
    stillFrames = 0;
    requestAnimationFrame(frame);
  } else needed = REST;
  lastMove = at;
}

function frame(): void {
  if (following === null) return;
  stillFrames = moved ? 0 : stillFrames + 1;
  moved = false;
  if (stillFrames >= needed || performance.now() - since > LATEST) show(useScope.getState());
  else requestAnimationFrame(frame);
}

function show(state: ScopeState): void {
  seen = state;
  const over = following;
  following = null;
  tell();
  over?.();
}

function tell(): void {
  for (const l of listeners) l();
}
