import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { scenarioToJson } from '../scenario/json.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Outcome } from '../scenario/types.ts';
import { GALLERY_NAMES, galleryScenario, glossRows, LESSONS, type Lesson, lessonByName } from './gallery.ts';

const BIND = '0x8400007f';
const UNBIND = '0x84000080';
const outcomeOf = (name: string): Outcome => run(ensure(galleryScenario(name), name)).outcome;
const calls = (o: Outcome, w0: string) => o.frames.filter(([call]) => call[0] === w0).map(([call]) => call);
const sends = (o: Outcome, service: string) =>
  o.frames.filter(([call]) => call[0] === '0x8400006f' && call[3] === service).map(([call]) => call);

describe.each(LESSONS.map((l): [string, Lesson] => [l.name, l]))('%s', (_, lesson) => {
  const result = run(lesson.scenario);

  test('each gloss stands at a row', () => {
    const rows = lesson.glosses.map((g) => g.at(result.trace));
    expect(rows).not.toContain(null);
    expect(glossRows(lesson, result.trace)).toHaveLength(lesson.glosses.length);
    expect([...rows].sort((a, b) => Number(a) - Number(b))).toEqual(rows);
  });

  test('breaks the rules that it is about and no other, leaks nothing, ends, and each of its faults strikes', () => {
    const { violations, leaks, hang } = result.outcome;
    expect({ broken: [...new Set(violations.map((v) => v.rule))], leaks, hang, missed: result.missedFaults }).toEqual({
      broken: lesson.breaks ?? [],
      // Of a task that hangs nobody can say what it would have given back.
      leaks: lesson.ends?.hang === undefined ? (lesson.ends?.leaks ?? []) : leaks,
      hang: lesson.ends?.hang === undefined ? null : expect.stringMatching(lesson.ends.hang),
      missed: [],
    });
    expect(result.outcome.result).toBe(lesson.ends === undefined ? 0 : lesson.ends.result);
  });

  test('has its place in the order, and says where it is known from', () => {
    expect(lesson.number).toBe(LESSONS.indexOf(lesson) + 1);
    expect(new Set(lesson.glosses.map((g) => g.name)).size).toBe(lesson.glosses.length);
    for (const g of lesson.glosses) expect(g.name.length).toBeLessThanOrEqual(32);
    // A lesson that is told in more presses than this is left before its end.
    expect(lesson.glosses.length).toBeLessThanOrEqual(13);
    expect(lesson.source).toMatch(/Linux|OP-TEE|patch/);
    for (const text of [lesson.title, lesson.why, lesson.question, lesson.answer, ...lesson.glosses.map((g) => g.text)])
      expect(text).not.toContain('!');
  });

  test('is a scenario that can be written down', () => {
    expect(parseScenario(scenarioToJson(lesson.scenario))).toEqual({ ok: true, value: lesson.scenario });
  });
});

test('names and numbers are those of one lesson each', () => {
  expect(new Set(GALLERY_NAMES).size).toBe(GALLERY_NAMES.length);
  expect(LESSONS.map((l) => l.number)).toEqual(LESSONS.map((_, i) => i + 1));
  expect(lessonByName('3')?.name).toBe('eacces-walk');
  expect(galleryScenario('no-such')).toBeNull();
});

test('1: a probe binds id 0, enables it and is done', () => {
  const o = outcomeOf('probe');
  expect(o.bottom_half_value).toBe(0);
  expect(calls(o, BIND)).toEqual([[BIND, '0x80010000', '0x0', '0x1', '0x0', '0x0', '0x0', '0x0']]);
  expect(sends(o, '0x5').map((call) => call[4])).toEqual(['0x0']);
  expect(o.log.at(-1)).toBe('optee: initialized driver');
});

test('2: a remove begins with UNBIND and never sends STOP_ASYNC_NOTIF', () => {
  const probe = outcomeOf('probe').frames.length;
  const after = outcomeOf('remove').frames.slice(probe);
  // recording c-remove: UNBIND, UNREGISTER_SHM (w3 = 3), MEM_RECLAIM, and nothing else.
  expect(after.map(([call]) => [call[0], call[3]])).toEqual([
    [UNBIND, '0x1'],
    ['0x8400006f', '0x3'],
    ['0x84000077', '0x0'],
  ]);
});

test('3: three times DENIED, then id 3; with 32 taken the bit is in w4', () => {
  const o = outcomeOf('eacces-walk');
  expect(o.bottom_half_value).toBe(3);
  expect(calls(o, BIND).map((call) => call[3])).toEqual(['0x1', '0x2', '0x4', '0x8']);
  expect(o.steps.filter(([fn]) => fn === 'notify_request').map(([, , rc]) => rc)).toEqual([-13, -13, -13, 0]);
  expect(sends(o, '0x5').map((call) => call[4])).toEqual(['0x3']);
  const high = outcomeOf('eacces-walk-32');
  expect(high.bottom_half_value).toBe(32);
  expect(calls(high, BIND).at(-1)?.slice(3, 5)).toEqual(['0x0', '0x1']);
});

test('4: 64 times DENIED, one line in the log, no UNBIND at remove', () => {
  const o = outcomeOf('all-taken');
  expect(o.bottom_half_value).toBe('U32_MAX');
  expect(calls(o, BIND)).toHaveLength(64);
  expect(calls(o, UNBIND)).toEqual([]);
  expect(sends(o, '0x5')).toEqual([]);
  expect(o.log.filter((line) => line.includes('async'))).toEqual([
    'optee: Failed to initialize async notifications: -13',
  ]);
});

test('5: one BIND, no walk, -22 in the log', () => {
  const o = outcomeOf('permanent-error');
  expect(o.bottom_half_value).toBe('U32_MAX');
  expect(calls(o, BIND)).toHaveLength(1);
  expect(o.log).toContain('optee: Failed to initialize async notifications: -22');
});

test('6: nothing is bound and nothing is said', () => {
  const o = outcomeOf('old-optee');
  expect(o.bottom_half_value).toBe('U32_MAX');
  expect(calls(o, BIND)).toEqual([]);
  expect(o.log.filter((line) => line.includes('async'))).toEqual([]);
});
