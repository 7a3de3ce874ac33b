import { expect, test } from 'vitest';
import { HERE } from '../store/session/engine.fixture.ts';
import { actorsOf } from '../trace/index.ts';
import type { Trace } from '../trace/trace.ts';
import { gutter, NUMBER } from '../view/diagram/sizes.ts';
import { rowText } from '../words/row-text.ts';
import {
  captionBaseline,
  captionWidth,
  codeWidth,
  LARGE_TYPE,
  NORMAL_TYPE,
  type RowType,
  SMALL_TYPE,
  WIDE_TYPE,
} from './labels.ts';
import { type LanePlan, planLanes } from './lanes.ts';
import { placeRow } from './row-labels.ts';
import { monoWidth } from './text-width.ts';

/** What words cover, in pixels; `top` counts from the top of the first row. */
interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Letters reach this far above and below their baseline, in shares of the size. */
const ABOVE = 0.76;
const BELOW = 0.24;

const textBox = (what: string, left: number, width: number, baseline: number, size: number): Box => ({
  what,
  left,
  right: left + width,
  top: baseline - ABOVE * size,
  bottom: baseline + BELOW * size,
});

/** Everything that is written in a row. */
function boxesOf(trace: Trace, row: number, plan: LanePlan, type: RowType): readonly Box[] {
  const text = rowText(trace, trace.row(row));
  const placed = placeRow(text, plan, type);
  const y = row * type.rowHeight;
  const out: Box[] = [];
  const number = monoWidth(String(row), 10.5);
  out.push(textBox(`row ${row}`, plan.left - NUMBER - number, number, y + type.rowHeight / 2 + 4, 10.5));
  if (placed.kind === 'log') {
    const { x, width, more } = placed;
    const inset = more === null ? 4.5 : 0.5;
    out.push({ what: placed.text, left: x, right: x + width, top: y + inset, bottom: y + type.rowHeight - inset });
    return out;
  }
  const { badge, caption, under, spec } = placed.labels;
  const baseline = y + placed.type.baseline;
  if (badge !== null)
    out.push({
      what: badge.text,
      left: badge.x,
      right: badge.x + badge.width,
      top: baseline - 11,
      bottom: baseline + 4,
    });
  if (caption !== null)
    out.push(
      textBox(
        caption.text,
        caption.x,
        captionWidth(caption.text, type),
        y + captionBaseline(placed.labels, placed.type),
        type.caption,
      ),
    );
  if (under !== null)
    out.push(textBox(under.text, under.x, captionWidth(under.text, type), y + (placed.type.second ?? 0), type.caption));
  if (spec !== null) {
    const width = codeWidth(spec.text, type);
    out.push(textBox(spec.text, placed.labels.specEnds ? spec.x - width : spec.x, width, baseline, type.mono));
  }
  return out;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right - 0.1 && b.left < a.right - 0.1 && a.top < b.bottom - 0.1 && b.top < a.bottom - 0.1;

/** The width that the diagram has in a window so wide: panels and the overview are left out (docs/screen.md#2). */
const SCREENS = [
  { window: 1280, diagram: 1280 - 272 - 408 - 42, types: [NORMAL_TYPE, SMALL_TYPE, LARGE_TYPE] },
  { window: 1440, diagram: 1440 - 272 - 408 - 42, types: [NORMAL_TYPE, SMALL_TYPE, LARGE_TYPE] },
  { window: 1920, diagram: 1920 - 304 - 456 - 42, types: [WIDE_TYPE, SMALL_TYPE, LARGE_TYPE] },
];

/** A third of a million rows are placed: seconds of work, a minute and more where other tests share the machine. */
const PATIENT = 300_000;

const FOLDED = [[], ['normal'], ['secure'], ['normal', 'secure']] as const;

for (const { window, diagram, types } of SCREENS)
  test(`no words of any lesson lie on each other or leave the diagram in a window of ${window} pixels`, {
    timeout: PATIENT,
  }, async () => {
    const wrong = new Set<string>();
    for (const lesson of await HERE.lessons()) {
      const { trace } = HERE.run(lesson.scenario);
      const plans = FOLDED.map((folded) => planLanes(actorsOf(trace), gutter(trace.length), diagram, folded));
      for (const plan of plans)
        for (const type of types.flatMap((t) => [
          t,
          { ...t, sansScale: 1.14 },
          { ...t, sansScale: 1.1, monoScale: 1.11 },
        ])) {
          let above: readonly Box[] = [];
          for (let row = 0; row < trace.length; row++) {
            const boxes = boxesOf(trace, row, plan, type);
            const say = (a: Box, b: string): unknown =>
              wrong.add(
                `lesson ${lesson.number}, row ${row}, ${type.rowHeight} high, folded ${plan.folded}: “${a.what}” ${b}`,
              );
            for (const [i, a] of boxes.entries()) {
              if (a.left < 0 || a.right > plan.right) say(a, `leaves the diagram, ${a.right} of ${plan.right}`);
              if (i > 0 && a.left < plan.left) say(a, 'lies on the gutter');
              for (const b of [...boxes.slice(i + 1), ...above]) if (overlap(a, b)) say(a, `lies on “${b.what}”`);
            }
            above = boxes;
          }
        }
    }
    expect([...wrong]).toEqual([]);
  });

test('an error and a broken rule keep their badge, however narrow and folded the lanes are', async () => {
  let seen = 0;
  for (const lesson of await HERE.lessons()) {
    const { trace } = HERE.run(lesson.scenario);
    for (const folded of FOLDED)
      for (const width of [420, 718]) {
        const plan = planLanes(actorsOf(trace), gutter(trace.length), width, folded);
        for (const e of trace.rows()) {
          const text = rowText(trace, e);
          const placed = placeRow(text, plan, NORMAL_TYPE);
          if (placed.kind === 'log' || (text.badge?.tone !== 'error' && text.badge?.tone !== 'violation')) continue;
          seen++;
          expect(placed.labels.badge?.text, `lesson ${lesson.number}, row ${e.row}, ${width}, ${folded}`).toMatch(/\S/);
        }
      }
  }
  expect(seen).toBeGreaterThan(100);
});
