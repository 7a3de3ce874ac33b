import { NORMAL_TYPE } from '../../layout/labels.ts';
import { planLanes } from '../../layout/lanes.ts';
import { type PairLine, rowIn } from '../../layout/pair-lines.ts';
import { actorsOf } from '../../trace/index.ts';
import { footText } from '../head.ts';
import { type PairSubject, pairTexts, SIDES, type Side, sideTitle, stretchText, takenBySide } from '../pair-subject.ts';
import { visible } from '../plain-text.ts';
import type { Choice } from '../subject.ts';
import { COLOURS } from './colours.ts';
import { framed } from './frame.ts';
import { type Item, rowItem } from './items.ts';
import { words } from './letters.ts';
import type { Drawing } from './row.ts';
import { drawSheet, HEAD, LEFT } from './sheet.ts';

/** Each of the two diagrams, and the room between them. */
const HALF = 960;
const BETWEEN = 16;
const MARGIN = 16;
const WIDTH = 2 * HALF + BETWEEN + 2 * MARGIN;

/** Two runs side by side as the page draws them: a line across both for each row, hatched where only the other has one. */
export function* pairSvgLines(p: PairSubject, c: Choice): Iterable<string> {
  const colours = COLOURS[c.theme];
  const sides = itemsBySide(p, c);
  const last = sides.left.at(-1);
  const body = last === undefined ? 0 : last.y + last.height - HEAD;
  const heads = pairTexts(p).map(visible);
  const top = MARGIN + 20 + heads.length * 16 + 20;
  const foot = [footText(p.left), p.link].filter((t) => t !== null).map(visible);
  yield* framed(
    {
      ...{ width: WIDTH, height: top + HEAD + body + foot.length * 16 + MARGIN, margin: MARGIN },
      ...{ heads, foot, footAt: top + HEAD + body + 18, colours },
    },
    halves(p, c, sides, top, body),
  );
}

function* halves(
  p: PairSubject,
  c: Choice,
  sides: Readonly<Record<Side, readonly Item[]>>,
  top: number,
  body: number,
): Iterable<string> {
  const colours = COLOURS[c.theme];
  for (const [i, side] of SIDES.entries()) {
    const s = p[side];
    const lanes = actorsOf(s.trace).filter((a) => !c.hidden.includes(a));
    const d: Drawing = { plan: planLanes(lanes, LEFT, HALF), type: NORMAL_TYPE, colours };
    yield `<g class="${side}" transform="translate(${MARGIN + i * (HALF + BETWEEN)} ${top})">`;
    yield words(visible(sideTitle(p, side)), d.plan.left, -6, { size: 12, bold: true, fill: colours.ink });
    yield* drawSheet(s.trace, sides[side], HEAD + body, d);
    yield '</g>';
  }
}

/** What stands in each line of both: a line that no row of the choice is in is left out. */
function itemsBySide(p: PairSubject, c: Choice): Readonly<Record<Side, readonly Item[]>> {
  const of = takenBySide(p, c);
  const out: Record<Side, Item[]> = { left: [], right: [] };
  let y = HEAD;
  const { rowHeight } = NORMAL_TYPE;
  const itemOf = (l: PairLine, side: Side): Item => {
    const row = of[side].get(rowIn(l, side) ?? -1);
    if (l.kind === 'fold' && l.count[side] > 0)
      return {
        kind: 'fold',
        fold: { first: l[side], end: l[side] + l.count[side], text: stretchText(l), errors: 0 },
        y,
        height: rowHeight,
      };
    return row === undefined ? { kind: 'gap', y, height: rowHeight } : rowItem(row, y, rowHeight, c);
  };
  for (const line of p.lines) {
    const [left, right] = [itemOf(line, 'left'), itemOf(line, 'right')];
    if (left.kind === 'gap' && right.kind === 'gap') continue;
    const height = Math.max(left.height, right.height);
    out.left.push({ ...left, height });
    out.right.push({ ...right, height });
    y += height;
  }
  return out;
}
