import { describe, expect, test } from 'vitest';
import {
  badgeWidth,
  captionWidth,
  frameLabels,
  functionLabels,
  type Labels,
  NORMAL_TYPE,
  type PlacedLabels,
  stepLabels,
} from './labels.ts';
import { laneX, planLanes } from './lanes.ts';
import { monoWidth } from './text-width.ts';

const plan = (width: number) => planLanes(['user', 'optee-driver', 'arm_ffa', 'spmd', 'spmc', 'optee'], 46, 46 + width);
const type = NORMAL_TYPE;

const CALL: Labels = {
  caption: 'May this partition signal the id?',
  spec: 'FFA_NOTIFICATION_BIND {3}',
  shorter: ['NOTIFICATION_BIND {3}', 'BIND {3}'],
  badge: null,
};
const REPLY: Labels = {
  caption: 'Linux makes −EACCES (−13) of it.',
  spec: 'FFA_ERROR',
  shorter: [],
  badge: { text: 'DENIED −6', short: 'DENIED' },
};

/** The words from left to right as [begin, end]. */
function spans(w: PlacedLabels): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  if (w.badge !== null) out.push([w.badge.x, w.badge.x + w.badge.width]);
  if (w.caption !== null) out.push([w.caption.x, w.caption.x + captionWidth(w.caption.text, type)]);
  if (w.spec !== null) {
    const width = monoWidth(w.spec.text, type.mono);
    out.push(w.specEnds ? [w.spec.x - width, w.spec.x] : [w.spec.x, w.spec.x + width]);
  }
  return out.sort((a, b) => a[0] - b[0]);
}

describe('the words of a frame', () => {
  test('begin at the edge between the worlds; the specification’s word ends at the right', () => {
    const p = plan(676);
    const w = frameLabels(CALL, p, type, null);
    expect(w.caption).toEqual({ x: p.edge + 7, text: CALL.caption });
    expect(w.spec).toEqual({ x: p.right - 10, text: CALL.spec });
  });

  test('little room takes the specification’s word first, in steps, then the caption; the badge stays', () => {
    expect(frameLabels(CALL, plan(640), type, null).spec?.text).toBe('NOTIFICATION_BIND {3}');
    expect(frameLabels(CALL, plan(480), type, null).spec?.text).toBe('BIND {3}');
    expect(frameLabels(CALL, plan(420), type, null).spec).toBeNull();
    const narrow = frameLabels(REPLY, plan(230), type, null);
    expect(narrow.caption).toBeNull();
    expect(narrow.badge?.text).toBe('DENIED −6');
    expect(frameLabels(REPLY, plan(150), type, null).badge?.text).toBe('DENIED');
  });

  test('a caption that would run into the lane of its arrow stands behind it', () => {
    const p = plan(676);
    const spmc = laneX(p, 'spmc');
    expect(frameLabels(REPLY, p, type, spmc).caption?.x).toBeGreaterThan(spmc);
    expect(frameLabels({ ...REPLY, caption: 'No' }, p, type, spmc).caption?.x).toBeLessThan(spmc);
  });

  test('a wider font takes room', () => {
    const wide = { ...type, sansScale: 1.3 };
    expect(frameLabels(CALL, plan(676), wide, null).spec?.text).not.toBe(CALL.spec);
    const mono = { ...type, monoScale: 1.11 };
    expect(badgeWidth('DENIED −6', mono) - badgeWidth('DENIED −6', type)).toBeCloseTo(0.11 * 9 * type.mono * 0.605);
    expect(frameLabels(REPLY, plan(900), mono, null).caption?.x).toBeGreaterThan(
      frameLabels(REPLY, plan(900), type, null).caption?.x ?? Number.POSITIVE_INFINITY,
    );
  });
});

test('no words of a row lie on each other or outside the lanes, at any width', () => {
  for (let width = 220; width < 1400; width += 37) {
    const p = plan(width);
    for (const words of [CALL, REPLY])
      for (const placed of [
        frameLabels(words, p, type, null),
        frameLabels(words, p, type, laneX(p, 'spmc')),
        functionLabels(words, laneX(p, 'optee-driver') + 12, p, type, { from: laneX(p, 'arm_ffa'), below: false }),
        stepLabels(words, laneX(p, 'arm_ffa'), p, type),
        stepLabels(words, laneX(p, 'optee'), p, type),
      ]) {
        const list = spans(placed);
        for (const [i, [begin, end]] of list.entries()) {
          expect(begin).toBeGreaterThanOrEqual(p.left);
          if (placed.badge === null || end > placed.badge.x + placed.badge.width)
            expect(end).toBeLessThanOrEqual(p.right);
          if (i > 0) expect(begin).toBeGreaterThanOrEqual((list[i - 1] as readonly [number, number])[1]);
        }
      }
  }
});

test('a step on the last lane has its words to the left, ending at the lane', () => {
  const p = plan(900);
  const w = stepLabels({ ...CALL, shorter: [], caption: '' }, laneX(p, 'optee'), p, type);
  expect(w.spec?.x).toBeLessThan(laneX(p, 'optee') - 100);
  expect((w.spec?.x ?? 0) + monoWidth(CALL.spec, type.mono)).toBeCloseTo(laneX(p, 'optee') - 10);
});

test('a badge has room for its glyph and its text', () => {
  expect(badgeWidth('ok', type)).toBeGreaterThan(monoWidth('ok', type.mono) + 17);
});

test('a sentence is never cut: it takes two lines, is said shorter, or left out', () => {
  const sentence = 'The ids were free and are bound now. Linux may use them';
  const whole = new Set<string>();
  for (let width = 220; width < 1400; width += 11) {
    const p = plan(width);
    const placed = frameLabels({ ...REPLY, caption: sentence }, p, type, laneX(p, 'spmc'));
    const said = [placed.caption?.text, placed.under?.text].filter((t) => t !== undefined).join(' ');
    expect(['', 'The ids were free and are bound now', sentence]).toContain(said);
    whole.add(`${said === sentence} ${placed.under !== null}`);
  }
  // In one line, in two, and not at all.
  expect(whole).toEqual(new Set(['true false', 'true true', 'false true', 'false false']));
});

test('a badge of an error that has no room before the lane of its arrow keeps its number', () => {
  const p = plan(420);
  const badge = { text: 'INVALID_PARAMETERS −2', short: 'INVALID_PARAMETERS' };
  const placed = frameLabels({ ...REPLY, badge }, p, type, laneX(p, 'spmc'));
  expect(placed.badge?.text).toBe('−2');
  expect((placed.badge?.x ?? 0) + (placed.badge?.width ?? 0)).toBeLessThan(laneX(p, 'spmc') - 4);
});

test('the badge of a step lies on no lane', () => {
  for (let width = 420; width < 1400; width += 37) {
    const p = plan(width);
    const words = {
      ...CALL,
      shorter: [],
      spec: 'tee_device_register(tee0)',
      badge: { text: '−ENOMEM (−12)', short: '−ENOMEM' },
    };
    const { badge } = stepLabels(words, laneX(p, 'optee-driver'), p, type);
    for (const { x } of p.lanes)
      expect(x < (badge?.x ?? 0) || x > (badge?.x ?? 0) + (badge?.width ?? 0), `${width}`).toBe(true);
  }
});
