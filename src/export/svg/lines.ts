import { NORMAL_TYPE } from '../../layout/labels.ts';
import { type LanePlan, planLanes } from '../../layout/lanes.ts';
import { monoWidth } from '../../layout/text-width.ts';
import { ACTORS } from '../../trace/actors.ts';
import { actorsOf } from '../../trace/index.ts';
import { contextMark } from '../../words/context-text.ts';
import { labelRegisters } from '../../words/row-label.ts';
import { footText, headTexts } from '../head.ts';
import { visible } from '../plain-text.ts';
import { taken } from '../selection.ts';
import type { Choice, Subject } from '../subject.ts';
import { COLOURS } from './colours.ts';
import { element, escaped } from './element.ts';
import { words } from './letters.ts';
import { type Drawing, drawRow } from './row.ts';

const WIDTH = 1280;
/** The row's number and context stand left of the lanes. */
const LEFT = 84;
const MARGIN = 16;
const BAND = 22;
const HEAD = 58;
/** The line of registers below a frame. */
const REGISTERS = 15;

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
  const registers = rows.map(({ event, text }) => labelRegisters(event, text, c.registers));
  const heights = registers.map((r) => NORMAL_TYPE.rowHeight + (r === '' ? 0 : REGISTERS));
  const body = heights.reduce((sum, h) => sum + h, 0);
  const foot = [footText(s), s.link].filter((t) => t !== null).map(visible);
  const height = top + HEAD + body + foot.length * 16 + MARGIN;

  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`;
  yield element('title', {}, escaped(heads[0] ?? ''));
  yield element('rect', { width: WIDTH, height, fill: colours.surface });
  for (const [i, text] of heads.entries())
    yield words(text, MARGIN, MARGIN + 14 + (i === 0 ? 0 : 4 + i * 16), {
      size: i === 0 ? 15 : 11.5,
      fill: i === 0 ? colours.ink : colours.ink2,
      ...(i === 0 ? { bold: true as const } : {}),
    });
  yield `<g transform="translate(0 ${top})">`;
  yield ground(plan, HEAD + body, d);
  let y = HEAD;
  for (const [i, { event, text }] of rows.entries()) {
    const middle = NORMAL_TYPE.rowHeight / 2 + 4;
    const quiet = { size: 10.5, mono: true, anchor: 'end', fill: colours.ink3 } as const;
    yield element(
      'g',
      { class: 'row', transform: `translate(0 ${y})` },
      [
        element('title', {}, escaped(visible(text.name))),
        words(String(event.row), LEFT - 38, middle, quiet),
        words(contextMark(event), LEFT - 12, middle, quiet),
        drawRow(text, d),
        registers[i] === ''
          ? ''
          : words(registers[i] ?? '', plan.words + 7, NORMAL_TYPE.rowHeight + 8, {
              size: 9.5,
              mono: true,
              fill: colours.ink2,
              halo: colours.worldS,
              width: Math.min(monoWidth(registers[i] ?? '', 9.5), WIDTH - MARGIN - 10 - plan.words - 7),
            }),
      ].join(''),
    );
    y += heights[i] ?? 0;
  }
  yield '</g>';
  for (const [i, text] of foot.entries())
    yield words(text, MARGIN, top + HEAD + body + 18 + i * 16, { size: 9.5, mono: true, fill: colours.ink3 });
  yield '</svg>';
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
