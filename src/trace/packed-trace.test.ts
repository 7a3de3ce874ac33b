import { describe, expect, test } from 'vitest';
import { ChunkPool } from './chunk-pool.ts';
import type { Change } from './event.ts';
import { PackedTrace } from './packed-trace.ts';
import { CHUNK_ROWS } from './row-chunk.ts';
import type { RowPlace, RowSaid } from './row-form.ts';
import { RowTableMaker } from './row-tables.ts';

const HERE: RowPlace = { cpu: 0, ctx: 'insmod', ctxKind: 'process', stack: ['init'] };
const said = (text: string, fault: number | null = null): RowSaid => {
  return { kind: 'log', who: 'kernel', level: 'info', text, why: 'It says something.', src: 'a', fault };
};
const call: RowSaid = {
  ...{ kind: 'call', from: 'arm_ffa', to: 'spmc', via: ['spmd'], w: [1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n] },
  ...{ name: 'FFA_X', service: null, why: 'It asks.', src: 'b', fault: null },
};
const wrote = (after: Change['after'], before?: Change['before']): Change[] => [{ key: 'a.b', before, after }];

describe('what rows are made of', () => {
  test('the same is kept once, and what differs in any part is another', () => {
    const t = new RowTableMaker();
    const first = t.form(said('a'), HERE);
    const others = [
      t.form(said('b'), HERE),
      t.form(said('a', 0), HERE),
      t.form(said('a'), { ...HERE, cpu: 1 }),
      t.form(said('a'), { ...HERE, ctx: 'rmmod' }),
      t.form(said('a'), { ...HERE, ctxKind: 'worker' }),
      t.form(said('a'), { ...HERE, stack: ['init', 'probe'] }),
      t.form({ ...said('a'), src: 'c' }, HERE),
      t.form({ ...said('a'), why: 'It says it otherwise.' }, HERE),
      t.form(call, HERE),
      t.form({ ...call, w: [1n, 0n, 0n, 0n, 0n, 0n, 0n, 1n] } as RowSaid, HERE),
      t.form({ ...call, via: [] } as RowSaid, HERE),
      t.form({ ...call, service: 'GET_CAPS' } as RowSaid, HERE),
    ];
    expect(new Set([first, ...others]).size).toBe(others.length + 1);
    expect(t.form(said('a'), { ...HERE, stack: ['init'] })).toBe(first);
    expect(t.form({ ...call, w: [1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n] } as RowSaid, HERE)).toBe(others[8]);
  });

  test('arguments differ by a name, a value, a kind of value, in a list too', () => {
    const t = new RowTableMaker();
    const step = (args: object): number =>
      t.form(
        { ...said('a'), kind: 'step', who: 'kernel', to: 'kernel', fn: 'f', rc: 0, depth: 0, args } as RowSaid,
        HERE,
      );
    const forms = [
      {},
      { a: 1 },
      { a: 1n },
      { a: '1' },
      { b: 1 },
      { a: 1, b: 1 },
      { a: [1] },
      { a: [1, 2] },
      { a: [[1]] },
    ];
    const numbers = forms.map(step);
    expect(new Set(numbers).size).toBe(forms.length);
    expect(forms.map(step)).toEqual(numbers);
  });

  test('the call that a reply answers is the row’s own', () => {
    const t = new RowTableMaker();
    const reply = (of: number) => ({ ...call, kind: 'return', of }) as RowSaid;
    expect(t.form(reply(3), HERE)).toBe(t.form(reply(9), HERE));
    expect(t.forms[0]).not.toHaveProperty('of');
  });

  test('of a sentence that is said in a hundred forms, and of a cell that has a hundred values, each is kept once, too', () => {
    const t = new RowTableMaker();
    const texts = Array.from({ length: 100 }, (_, i) => String(i));
    const forms = texts.map((text) => t.form(said(text), HERE));
    const lists = texts.map((text, i) => t.changed(wrote(text), forms[i] as number));
    expect(new Set(forms).size).toBe(100);
    expect(new Set(lists).size).toBe(100);
    expect(texts.map((text) => t.form(said(text), HERE))).toEqual(forms);
    expect(texts.map((text) => t.changed(wrote(text), 0))).toEqual(lists);
    // Values that look alike are others.
    const alike = ['7', 7, 7n, null, true].map((v) => t.changed(wrote(v), 0));
    expect(new Set(alike).size).toBe(5);
    expect(t.changed(wrote(7), 0)).not.toBe(t.changed(wrote(7, 1), 0));
    expect(t.changed(wrote(undefined, 7), 0)).not.toBe(t.changed(wrote(null, 7), 0));
  });
});

describe('a run in columns', () => {
  function filled(rows: number, last = 'row'): PackedTrace {
    const trace = new PackedTrace(tables);
    const log = tables.form(said('row'), HERE);
    for (let i = 0; i < rows; i++) {
      const form = i === rows - 1 ? tables.form(said(last), HERE) : log;
      trace.append(form, tables.changed(i % 2 === 0 ? [] : wrote(i % 3), form), i * 10, i === 0 ? null : i - 1, -1, 0);
    }
    return trace;
  }
  const tables = new RowTableMaker();

  test('gives each row as it was written, below and above a full chunk', () => {
    const trace = filled(CHUNK_ROWS * 2 + 3);
    for (const row of [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS * 2 + 2])
      expect(trace.row(row)).toEqual({
        ...{ row, at: row * 10, ...HERE, cause: row === 0 ? null : row - 1, action: 0 },
        ...said('row'),
        changes: row % 2 === 0 ? [] : wrote(row % 3),
      });
    for (const row of [0, 1, CHUNK_ROWS + 1]) expect(trace.changes(row)).toEqual(trace.row(row).changes);
    expect(Array.from(trace.rows(CHUNK_ROWS * 2 - 2, CHUNK_ROWS * 2 + 2), (e) => e.row)).toEqual(
      [-2, -1, 0, 1].map((n) => CHUNK_ROWS * 2 + n),
    );
    expect([...trace.rows(-3, 2)]).toHaveLength(2);
    for (const no of [-1, trace.length, 0.5, Number.NaN]) expect(() => trace.row(no)).toThrow(RangeError);
  });

  test('a row that is looked at again is the same object', () => {
    const trace = filled(1000);
    const row = trace.row(700);
    expect(trace.upTo(800).row(700)).toBe(row);
    expect(trace.row(700 - 256)).not.toBe(row);
    expect(trace.row(700)).toEqual(row);
  });

  test('a part of it does not grow', () => {
    const trace = filled(10);
    const part = trace.upTo(8);
    expect([...part.rows()]).toHaveLength(8);
    expect([...part.rows(6, 20)]).toHaveLength(2);
    expect(() => part.row(8)).toThrow(RangeError);
  });

  test('goes to another thread in chunks, and rows that are the same to the last byte are kept once', () => {
    const pool = new ChunkPool();
    const sent = (trace: PackedTrace) => {
      const copy = new PackedTrace(tables);
      const chunks = [0, 1].map((n) => pool.of(trace.packed(n)));
      for (const chunk of chunks) copy.adopt(chunk);
      return { chunks, rows: [...copy.rows()] };
    };
    const a = filled(CHUNK_ROWS + 5);
    const b = filled(CHUNK_ROWS + 5, 'other');
    const [first, fork] = [sent(a), sent(b)];
    expect(first.rows).toEqual([...a.rows()]);
    expect(fork.rows).toEqual([...b.rows()]);
    expect(fork.chunks[0]).toBe(first.chunks[0]);
    expect(fork.chunks[1]).not.toBe(first.chunks[1]);
  });

  test('rows that are forgotten go a whole chunk at a time, and the others stay and grow', () => {
    const trace = filled(CHUNK_ROWS * 2 + 3);
    trace.forget(CHUNK_ROWS - 1);
    expect(trace.row(0).row).toBe(0);
    trace.forget(CHUNK_ROWS * 2 + 3);
    for (const row of [1, CHUNK_ROWS * 2 - 1]) expect(() => trace.row(row)).toThrow(RangeError);
    expect(() => [...trace.rows()]).toThrow(/row 0 was forgotten/);
    expect(Array.from(trace.rows(CHUNK_ROWS * 2), (e) => e.row)).toEqual([0, 1, 2].map((n) => CHUNK_ROWS * 2 + n));
    trace.append(tables.form(said('row'), HERE), 0, 7, null, -1, 0);
    expect(trace.row(trace.length - 1)).toMatchObject({ row: CHUNK_ROWS * 2 + 3, at: 7 });
  });

  test('nothing follows a chunk that is not full', () => {
    const copy = new PackedTrace(tables);
    const pool = new ChunkPool();
    copy.adopt(pool.of(filled(5).packed(0)));
    expect(() => copy.adopt(pool.of(filled(5).packed(0)))).toThrow(RangeError);
    expect(() => filled(5).packed(1)).toThrow(RangeError);
  });
});

test('who takes part is known from the row on in which they do', () => {
  const t = new RowTableMaker();
  const trace = new PackedTrace(t);
  const forms = [said('a'), call, { ...call, from: 'optee', to: 'spmc' } as RowSaid, said('b')].map((s) =>
    t.form(s, HERE),
  );
  for (let i = 0; i < 2 * CHUNK_ROWS; i++) trace.append(forms[Math.min(i >> 6, 3)] as number, 0, i, null, -1, -1);
  const first = trace.upTo(64);
  expect(trace.actors).toEqual(['kernel', 'arm_ffa', 'spmc', 'optee']);
  expect(first.actors).toEqual(['kernel']);
  expect(trace.upTo(65).actors).toEqual(['kernel', 'arm_ffa', 'spmc']);
  for (const length of [0, 1, 65, 129, trace.length]) {
    const rows = [...trace.rows(0, length)];
    const parties = rows.flatMap((e) => ['from', 'to', 'who'].flatMap((k) => (k in e ? [e[k as keyof typeof e]] : [])));
    expect(new Set(trace.upTo(length).actors)).toEqual(new Set(parties));
  }
});
