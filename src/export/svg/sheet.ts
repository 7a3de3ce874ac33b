import type { LanePlan } from '../../layout/lanes.ts';
import { fitted, monoWidth, sansWidth } from '../../layout/text-width.ts';
import { ACTORS } from '../../trace/actors.ts';
import type { Trace } from '../../trace/trace.ts';
import { contextMark } from '../../words/context-text.ts';
import { rows } from '../../words/format.ts';
import { visible } from '../plain-text.ts';
import { drawBars } from './bars.ts';
import { element, escaped } from './element.ts';
import type { Item } from './items.ts';
import { words } from './letters.ts';
import { type Drawing, drawRow } from './row.ts';

/** The row's number and context stand left of the lanes. */
export const LEFT = 84;
const BAND = 22;
/** The heads of the lanes. */
export const HEAD = 58;
/** The room of a fold's box above and below. */
const FOLD = 4;
const FOLD_SIZE = 11;

/** One diagram from its heads down to `height`: worlds, lanes, who is active, and the lines. */
export function* drawSheet(trace: Trace, items: readonly Item[], height: number, d: Drawing): Iterable<string> {
  yield ground(d.plan, height, d);
  yield drawBars(trace, items, d);
  for (const item of items) {
    if (item.kind === 'row') yield rowLine(item, d);
    else if (item.kind === 'fold') yield foldLine(item, d);
    else yield gapLine(item, d);
  }
}

function rowLine({ row: { event, text }, registers, y }: Extract<Item, { kind: 'row' }>, d: Drawing): string {
  const { type, plan, colours } = d;
  const middle = type.rowHeight / 2 + 4;
  const quiet = { size: 10.5, mono: true, anchor: 'end', fill: colours.ink3 } as const;
  return element(
    'g',
    { class: 'row', transform: `translate(0 ${y})` },
    [
      element('title', {}, escaped(visible(text.name))),
      words(String(event.row), LEFT - 38, middle, quiet),
      words(contextMark(event), LEFT - 12, middle, quiet),
      drawRow(text, d),
      registers === ''
        ? ''
        : words(registers, plan.words + 7, type.rowHeight + 8, {
            size: 9.5,
            mono: true,
            fill: colours.ink2,
            halo: colours.worldS,
            width: Math.min(monoWidth(registers, 9.5), plan.right - 10 - plan.words - 7),
          }),
    ].join(''),
  );
}

/** Rows in one line: which, what they are, how many, and how many of them report an error. */
function foldLine({ fold, y }: Extract<Item, { kind: 'fold' }>, { plan, type, colours: c }: Drawing): string {
  const middle = type.rowHeight / 2 + 4;
  const [left, right] = [plan.left + 4, plan.right - 4];
  const range = fold.end - fold.first === 1 ? String(fold.first) : `${fold.first}–${fold.end - 1}`;
  const errors = fold.errors === 0 ? '' : `, ${fold.errors} ${fold.errors === 1 ? 'error' : 'errors'}`;
  const many = `${rows(fold.end - fold.first)}${errors}`;
  const text = left + 22 + monoWidth(range, type.mono) + 12;
  const width = (t: string): number => sansWidth(t, FOLD_SIZE);
  const said = fitted(visible(fold.text), right - 10 - width(many) - 12 - text, width);
  const quiet = { size: FOLD_SIZE, fill: c.ink2 } as const;
  return element(
    'g',
    { class: 'fold', transform: `translate(0 ${y})` },
    [
      element('title', {}, escaped(`Rows ${fold.first} to ${fold.end - 1}: ${visible(fold.text)}, ${many}`)),
      element('rect', {
        x: left,
        y: FOLD,
        width: right - left,
        height: type.rowHeight - 2 * FOLD,
        rx: 3,
        fill: c.surface,
        stroke: c.line2,
      }),
      element('path', { d: `M${left + 8} ${middle - 8}l5 4l-5 4z`, fill: c.ink2 }),
      words(range, left + 20, middle, {
        size: type.mono,
        mono: true,
        fill: c.ink2,
        width: monoWidth(range, type.mono),
      }),
      said === '' ? '' : words(said, text, middle, { ...quiet, width: width(said) }),
      words(many, right - 8, middle, { ...quiet, anchor: 'end' }),
    ].join(''),
  );
}

/** A line that only the other side has: hatched, never squeezed. */
function gapLine({ y, height }: Item, { plan, colours }: Drawing): string {
  const count = Math.floor((plan.right - plan.left - 8) / 9) + 1;
  const strokes = Array.from({ length: count }, (_, i) => `M${plan.left + i * 9} ${height - 4}l8 ${8 - height}`);
  return element('path', {
    class: 'gap',
    d: strokes.join(''),
    transform: `translate(0 ${y})`,
    fill: 'none',
    stroke: colours.line2,
  });
}

/** The two worlds, the names of the lanes, and the lifelines. */
function ground(plan: LanePlan, height: number, { colours: c }: Drawing): string {
  const normal = { x: plan.left, width: plan.edge - plan.left };
  const secure = { x: plan.edge, width: plan.right - plan.edge };
  return [
    element('rect', { ...normal, height, fill: c.worldN }),
    element('rect', { ...secure, height, fill: c.worldS }),
    element('rect', { ...normal, height: BAND, fill: c.worldNHead }),
    element('rect', { ...secure, height: BAND, fill: c.worldSHead }),
    words('Normal world', plan.left + 8, 15, { size: 11, bold: true, fill: c.ink }),
    words('Secure world', plan.edge + 8, 15, { size: 11, bold: true, fill: c.ink }),
    ...plan.lanes.flatMap((l) => [
      words(ACTORS[l.actor].head, l.x, 37, { size: 12, bold: true, anchor: 'middle', fill: c.ink }),
      words(ACTORS[l.actor].level, l.x, 51, { size: 10.5, anchor: 'middle', fill: c.ink2 }),
    ]),
    element('path', { d: `M${plan.edge} 0V${height}`, stroke: c.worldSEdge }),
    element('path', {
      d: plan.lanes.map((l) => `M${l.x} ${HEAD}V${height}`).join(''),
      stroke: c.line2,
      'stroke-dasharray': '1 3',
    }),
  ].join('');
}
