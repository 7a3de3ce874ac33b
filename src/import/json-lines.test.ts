import { describe, expect, test } from 'vitest';
import { opened } from './fixtures/files.ts';

// Lines of `ffa-scope run --format jsonl` and of other programs that write the same contract (trace/jsonl.ts).

const W = ['0x8400006f', '0x8001', '0x0', '0x5', '0x0', '0x0', '0x0', '0x0'];
const R = ['0x84000070', '0x80010000', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'];
const base = { at: 7, cpu: 1, ctx: 'insmod' };
const LINES: readonly object[] = [
  {
    row: 0,
    kind: 'enter',
    ...base,
    from: 'optee-driver',
    who: 'optee-driver',
    to: 'arm_ffa',
    fn: 'f',
    args: { a: 1 },
    depth: 0,
  },
  { row: 1, kind: 'call', ...base, from: 'arm_ffa', to: 'optee', w: W, name: 'x', why: 'asked' },
  { row: 2, kind: 'return', ...base, from: 'optee', to: 'arm_ffa', w: R, name: 'x', why: 'told', of: 1 },
  { row: 3, kind: 'step', ...base, who: 'optee-driver', fn: 'f', args: {}, rc: -22, depth: 0 },
  { row: 4, kind: 'irq', ...base, from: 'spmc', to: 'arm_ffa', irq: 'SRI', intid: 8, phase: 'raised', why: 'w' },
  { row: 5, kind: 'log', ...base, who: 'optee-driver', level: 'warn', text: 'hello' },
  { row: 6, kind: 'call', ...base, from: 'arm_ffa', to: 'spmc', w: W, name: 'x', why: 'asked' },
];
const text = (...lines: readonly object[]): string => lines.map((l) => JSON.stringify(l)).join('\n');
const rowsOf = async (...lines: readonly object[]) => [...(await opened(text(...lines))).trace.rows()];

test('what is in the file is counted by its kind', async () => {
  const { report, format, timed } = await opened(`${text(...LINES)}\n\n{"kind":"departure"}\nno line of it\n`);
  expect([format, timed]).toEqual(['JSON lines', true]);
  expect(report).toMatchObject({ lines: 10, calls: 2, replies: 1, steps: 2, irqs: 1, logs: 1, unanswered: 1 });
  expect(report.notUnderstood).toBe(1);
  expect(report.notes.map((n) => [n.line, n.why])).toEqual([[10, 'This is no event as a JSON object.']]);
  expect([...report.notDrawn]).toEqual([['departure', 1]]);
});

test('each line is a row with its own fields', async () => {
  const rows = await rowsOf(...LINES);
  expect(rows.map((e) => [e.row, e.kind, e.at, e.cpu, e.ctx, e.ctxKind])).toEqual(
    ['enter', 'call', 'return', 'step', 'irq', 'log', 'call'].map((kind, i) => [i, kind, 7, 1, 'insmod', 'process']),
  );
  expect(rows[0]).toMatchObject({ from: 'optee-driver', who: 'optee-driver', to: 'arm_ffa', fn: 'f', args: { a: 1 } });
  expect(rows[1]).toMatchObject({ service: 'ENABLE_ASYNC_NOTIF', why: 'asked', w: W.map(BigInt) });
  expect(rows[2]).toMatchObject({ of: 1, cause: 1, why: 'told', w: R.map(BigInt) });
  expect(rows[3]).toMatchObject({ enter: 0, cause: 0, rc: -22, to: 'arm_ffa', depth: 0 });
  expect(rows[4]).toMatchObject({ irq: 'SRI', intid: 8, phase: 'raised', from: 'spmc', to: 'arm_ffa' });
  expect(rows[5]).toMatchObject({ who: 'optee-driver', level: 'warn', text: 'hello' });
});

describe('what a line says that is none of its values', () => {
  const log = LINES[5] as object;
  const step = LINES[3] as object;
  test.each([
    [{ ...log, who: 'nobody' }, { who: 'user' }],
    [{ ...log, who: 7 }, { who: 'user' }],
    [{ ...log, level: 'error' }, { level: 'error' }],
    [{ ...log, level: 'debug' }, { level: 'debug' }],
    [{ ...log, level: 'loud' }, { level: 'info' }],
    [
      { ...log, at: -1, cpu: 1.5 },
      { at: 0, cpu: 0 },
    ],
    [{ ...log, text: 7 }, { text: '' }],
    [{ ...log, ctxKind: 'hardirq' }, { ctxKind: 'hardirq' }],
    [{ ...log, ctxKind: 'toString' }, { ctxKind: 'process' }],
    [{ ...log, ctx: 'ARM-FFA-SRI' }, { ctxKind: 'hardirq' }],
    [{ ...log, ctx: 'kworker/0:1' }, { ctxKind: 'worker' }],
    [{ ...step, args: null }, { args: {} }],
    [{ ...step, args: [1] }, { args: {} }],
    [{ ...step, args: 'a' }, { args: {} }],
    [
      { ...step, args: { a: '0x1', b: [1, ['0x2', true]], c: null, d: { e: 1 }, f: true } },
      { args: { a: '0x1', b: [1, ['0x2', true]], c: null, d: null, f: true } },
    ],
    [{ ...step, rc: 'ok' }, { rc: 'ok' }],
    [{ ...step, rc: 'no' }, { rc: null }],
    [
      { ...(LINES[4] as object), phase: 'lost', intid: null },
      { phase: 'lost', intid: null },
    ],
    [
      { ...(LINES[4] as object), phase: 'x', intid: '8' },
      { phase: 'taken', intid: null },
    ],
    [
      { row: 0, kind: 'choice', ...base, options: ['a', 7], chosen: 1 },
      { options: ['a', ''], chosen: 1 },
    ],
    [
      { row: 0, kind: 'choice', ...base, options: 'a', chosen: 'x' },
      { options: [], chosen: 0 },
    ],
    [
      { row: 0, kind: 'violation', ...base, who: 'spmc', rule: 'I1', text: 't' },
      { who: 'spmc', rule: 'I1', text: 't' },
    ],
  ])('%j', async (line, wanted) => {
    expect((await rowsOf(line))[0]).toMatchObject(wanted);
  });

  test.each([
    [{ ...(LINES[1] as object), w: W.slice(1) }, 'The registers of this call are not eight words.'],
    [{ ...(LINES[1] as object), w: [...W.slice(1), '8'] }, 'The registers of this call are not eight words.'],
    [{ ...(LINES[1] as object), w: [...W.slice(1), 8] }, 'The registers of this call are not eight words.'],
    [{ ...(LINES[1] as object), w: Array(19).fill('0x0') }, 'The registers of this call are not eight words.'],
    [{ ...(LINES[2] as object), w: 'x' }, 'The registers of this reply are not eight words.'],
    [{ ...(LINES[2] as object), of: 9 }, 'This reply names no call that is in the file.'],
    [{ ...(LINES[2] as object), of: 5 }, 'This reply names no call that is in the file.'],
  ])('%j is not understood', async (line, why) => {
    const { report, trace } = await opened(text(LINES[5] as object, line));
    expect([trace.length, report.notes.map((n) => n.why)]).toEqual([1, [why]]);
  });
});

test('what a line says that it wrote are its changes, and only those that change something', async () => {
  const change = (row: number, ...changes: unknown[]) => ({ row, kind: 'change', ...base, who: 'spmc', changes });
  const rows = await rowsOf(
    change(0, { key: 'spmc.a', before: null, after: '0x8' }, { key: 'spmc.b', after: 'text' }, { key: 7 }, null),
    change(1, { key: 'spmc.a', after: '0x8' }, { key: 'spmc.b', after: null }),
    change(2, { key: 'spmc.b', after: true }),
  );
  expect(rows.map((e) => e.changes)).toEqual([
    [
      { key: 'spmc.a', before: undefined, after: 8n },
      { key: 'spmc.b', before: undefined, after: 'text' },
    ],
    [{ key: 'spmc.b', before: 'text', after: undefined }],
    [{ key: 'spmc.b', before: undefined, after: true }],
  ]);
});
