import type { Actor } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

export type WorldSide = 'normal' | 'secure';

/** The lanes from left to right. The last two of the normal world are there only where a trace uses them. */
const ORDER: readonly Actor[] = ['user', 'supplicant', 'other', 'optee-driver', 'arm_ffa', 'spmd', 'spmc', 'optee'];
const ALWAYS: readonly Actor[] = ['user', 'optee-driver', 'arm_ffa', 'spmd', 'spmc', 'optee'];

/**
 * The room before each lane, in shares of the width: set by what stands there, not equal. Captions of frames begin at
 * the edge between the worlds, captions of functions between the driver and the core (DESIGN-NOTES, section 2).
 */
const ROOM: Readonly<Record<Actor, number>> = {
  user: 0.058,
  supplicant: 0.1,
  other: 0.1,
  'optee-driver': 0.142,
  arm_ffa: 0.2,
  spmd: 0.14,
  spmc: 0.195,
  optee: 0.183,
};
const AFTER_LAST = 0.082;
/** How far into the room between core and SPMD the worlds meet. */
const EDGE = 0.443;

export interface Lane {
  readonly actor: Actor;
  readonly side: WorldSide;
  /** Pixels from the left of the diagram; ends in .5, so that a line of one pixel is sharp. */
  readonly x: number;
}

export interface LanePlan {
  readonly lanes: readonly Lane[];
  /** Where the normal world ends and the secure world begins. */
  readonly edge: number;
  /** The first and the last pixel of the lanes' area. */
  readonly left: number;
  readonly right: number;
}

export const sideOf = (actor: Actor): WorldSide =>
  actor === 'spmd' || actor === 'spmc' || actor === 'optee' ? 'secure' : 'normal';

/** The lanes of `actors` spread over the pixels from `left` to `right`. */
export function planLanes(actors: readonly Actor[], left: number, right: number): LanePlan {
  const shown = ORDER.filter((a) => actors.includes(a));
  const total = shown.reduce((sum, a) => sum + ROOM[a], AFTER_LAST);
  const unit = (right - left) / total;
  const sharp = (at: number): number => Math.round(left + at * unit) + 0.5;
  let share = 0;
  let edge: number | null = null;
  const lanes = shown.map((actor): Lane => {
    if (edge === null && sideOf(actor) === 'secure') edge = sharp(share + ROOM[actor] * EDGE);
    share += ROOM[actor];
    return { actor, side: sideOf(actor), x: sharp(share) };
  });
  return { lanes, edge: edge ?? right, left, right };
}

/** How many rows are looked at for lanes that are not always there: enough for any simulated run, cheap for a recording. */
const LOOK = 20_000;
const known = new WeakMap<Trace, readonly Actor[]>();

/** Who has a lane: the six of every diagram, and the supplicant or another driver where one of the first rows has it. */
export function actorsOf(trace: Trace): readonly Actor[] {
  let actors = known.get(trace);
  if (actors === undefined) {
    const seen = new Set<Actor>(ALWAYS);
    for (const actor of trace.actors ?? []) seen.add(actor);
    for (const e of trace.actors === undefined ? trace.rows(0, Math.min(trace.length, LOOK)) : []) {
      if ('from' in e) seen.add(e.from);
      if ('to' in e) seen.add(e.to);
      if ('who' in e) seen.add(e.who);
      if (seen.size === ORDER.length) break;
    }
    actors = ORDER.filter((a) => seen.has(a));
    known.set(trace, actors);
  }
  return actors;
}

/** x of a lane; an actor without one (hidden, or late in a long recording) stands on the nearest one of its world. */
export function laneX(plan: LanePlan, actor: Actor): number {
  const lane = plan.lanes.find((l) => l.actor === actor);
  if (lane !== undefined) return lane.x;
  const far = (l: Lane): number => Math.abs(ORDER.indexOf(l.actor) - ORDER.indexOf(actor));
  const near = plan.lanes.filter((l) => l.side === sideOf(actor)).sort((a, b) => far(a) - far(b));
  return near[0]?.x ?? plan.left;
}
