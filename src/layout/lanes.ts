import { ACTOR_ORDER, ACTORS, HEAD_OF, sideOf, type WorldSide } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';

const AFTER_LAST = 0.082;
/** The room before a folded world's column; behind the secure one stands what frames say. */
const FOLDED = { normal: 0.06, secure: 0.1 } as const;
const AFTER_FOLDED = 0.33;
/** From a folded world's column to the words behind it, in pixels. */
const BESIDE = 6;
/** How far into the room between core and SPMD the worlds meet. */
const EDGE = 0.443;

export interface Lane {
  readonly actor: Actor;
  readonly side: WorldSide;
  /** Itself; every lane of its world where that is folded. */
  readonly stands: readonly Actor[];
  /** Pixels from the left of the diagram; ends in .5, so that a line of one pixel is sharp. */
  readonly x: number;
}

export interface LanePlan {
  readonly lanes: readonly Lane[];
  /** Where the normal world ends and the secure world begins. */
  readonly edge: number;
  /** What frames say begins here: at the edge, or behind the column of a folded secure world. */
  readonly words: number;
  /** The worlds that are one column each. */
  readonly folded: readonly WorldSide[];
  /** The first and the last pixel of the lanes' area. */
  readonly left: number;
  readonly right: number;
}

/** The lanes of `actors` spread over the pixels from `left` to `right`; a world of `folded` is one narrow column. */
export function planLanes(
  actors: readonly Actor[],
  left: number,
  right: number,
  folded: readonly WorldSide[] = [],
): LanePlan {
  const shown = ACTOR_ORDER.filter((a) => actors.includes(a));
  const columns = shown
    .filter((a) => !folded.includes(sideOf(a)) || a === shown.find((b) => sideOf(b) === sideOf(a)))
    .map((actor) => {
      const side = sideOf(actor);
      if (!folded.includes(side)) return { actor, side, stands: [actor], room: ACTORS[actor].room };
      const stands = shown.filter((a) => sideOf(a) === side);
      return { actor: HEAD_OF[side], side, stands, room: FOLDED[side] };
    });
  const after = folded.includes('secure') ? AFTER_FOLDED : AFTER_LAST;
  const unit = (right - left) / columns.reduce((sum, c) => sum + c.room, after);
  const sharp = (at: number): number => Math.round(left + at * unit) + 0.5;
  let share = 0;
  let edge: number | null = null;
  const lanes = columns.map(({ actor, side, stands, room }): Lane => {
    if (edge === null && side === 'secure') edge = sharp(share + room * EDGE);
    share += room;
    return { actor, side, stands, x: sharp(share) };
  });
  const worlds = edge ?? right;
  const behind = lanes.find((l) => l.side === 'secure' && folded.includes('secure'));
  return { lanes, edge: worlds, words: behind === undefined ? worlds : behind.x + BESIDE, folded, left, right };
}

/** x of a lane; an actor without one (hidden, or late in a long recording) stands on the nearest one of its world. */
export function laneX(plan: LanePlan, actor: Actor): number {
  const lane = plan.lanes.find((l) => l.stands.includes(actor));
  if (lane !== undefined) return lane.x;
  const far = (l: Lane): number => Math.abs(ACTOR_ORDER.indexOf(l.actor) - ACTOR_ORDER.indexOf(actor));
  const near = plan.lanes.filter((l) => l.side === sideOf(actor)).sort((a, b) => far(a) - far(b));
  return near[0]?.x ?? plan.left;
}
