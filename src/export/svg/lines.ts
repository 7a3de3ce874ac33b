import { NORMAL_TYPE } from '../../layout/labels.ts';
import { planLanes } from '../../layout/lanes.ts';
import { actorsOf } from '../../trace/index.ts';
import { footText, headTexts } from '../head.ts';
import { visible } from '../plain-text.ts';
import { taken } from '../selection.ts';
import type { Choice, Subject } from '../subject.ts';
import { COLOURS } from './colours.ts';
import { framed } from './frame.ts';
import { itemsOf } from './items.ts';
import type { Drawing } from './row.ts';
import { drawSheet, HEAD, LEFT } from './sheet.ts';

const WIDTH = 1280;
const MARGIN = 16;

/**
 * The rows as the page draws them, as SVG: words stay words, faces with known advances, colours of either theme. What has
 * no room in its line is short there, and whole in the row's title.
 */
export function* svgLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const colours = COLOURS[c.theme];
  const plan = planLanes(
    actorsOf(s.trace).filter((a) => !c.hidden.includes(a)),
    LEFT,
    WIDTH - MARGIN,
  );
  const d: Drawing = { plan, type: NORMAL_TYPE, colours };
  const heads = headTexts(s, c, rows.length).map(visible);
  const top = MARGIN + 20 + (heads.length - 1) * 16 + 8;
  const items = itemsOf(s.trace, rows, HEAD, NORMAL_TYPE.rowHeight, c);
  const last = items.at(-1);
  const body = last === undefined ? 0 : last.y + last.height - HEAD;
  const foot = [footText(s), s.link].filter((t) => t !== null).map(visible);
  yield* framed(
    {
      ...{ width: WIDTH, height: top + HEAD + body + foot.length * 16 + MARGIN, margin: MARGIN },
      ...{ heads, foot, footAt: top + HEAD + body + 18, colours },
    },
    sheetAt(top, drawSheet(s.trace, items, HEAD + body, d)),
  );
}

function* sheetAt(top: number, sheet: Iterable<string>): Iterable<string> {
  yield `<g transform="translate(0 ${top})">`;
  yield* sheet;
  yield '</g>';
}
