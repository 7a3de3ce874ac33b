/** An arrow between two lanes, as paths; y is its line. */
export interface Arrow {
  /** 1: to the right. */
  readonly direction: 1 | -1;
  /** Where the line begins, and where the tip of the head is. */
  readonly x1: number;
  readonly x2: number;
  readonly line: string;
  readonly head: string;
  /** Where lanes only pass it on, in order of the way. */
  readonly rings: readonly number[];
}

/** A lane's bar is 7 pixels wide: an arrow begins and ends at its side. */
const HALF_BAR = 4;

/** A frame's arrow: a filled head of 8 by 8. */
export function frameArrow(from: number, to: number, y: number, via: readonly number[] = []): Arrow {
  const { direction, x1, x2 } = ends(from, to);
  return {
    direction,
    x1,
    x2,
    line: `M${x1} ${y}H${x2 - direction * 5}`,
    head: `M${x2} ${y}l${-direction * 8} -4v8z`,
    rings: via,
  };
}

/** A function's arrow: an open head of 6 by 7. */
export function functionArrow(from: number, to: number, y: number): Arrow {
  const { direction, x1, x2 } = ends(from, to);
  const back = x2 - direction * 6;
  return {
    direction,
    x1,
    x2,
    line: `M${x1} ${y}H${x2}`,
    head: `M${back} ${y - 3.5}L${x2} ${y}L${back} ${y + 3.5}`,
    rings: [],
  };
}

function ends(from: number, to: number): { direction: 1 | -1; x1: number; x2: number } {
  const direction = to >= from ? 1 : -1;
  return { direction, x1: from + direction * HALF_BAR, x2: to - direction * HALF_BAR };
}

/**
 * The stations of a token that runs along the arrow: a share of the time (0..1) and an x. It rests at each ring for
 * `rest` (a share of the time).
 */
export function tokenStations(arrow: Arrow, rest: number): readonly { readonly at: number; readonly x: number }[] {
  const length = Math.abs(arrow.x2 - arrow.x1);
  const moving = 1 - rest * arrow.rings.length;
  const stations = [{ at: 0, x: arrow.x1 }];
  arrow.rings.forEach((x, i) => {
    const at = length === 0 ? 0 : (Math.abs(x - arrow.x1) / length) * moving + rest * i;
    stations.push({ at, x }, { at: at + rest, x });
  });
  stations.push({ at: 1, x: arrow.x2 });
  return stations;
}
