import { expect, test } from 'vitest';
import { jsonLine } from '../trace/jsonl.ts';
import type { Trace } from '../trace/trace.ts';
import { ColumnTrace } from './column-trace.ts';
import { recordingNames, traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';
import { type ColumnPart, PartMaker, PartTaker } from './slices.ts';

const lines = (t: Trace): string[] => [...t.rows()].map(jsonLine);
const more = (t: Trace): unknown[] => [...t.rows()].map((e) => [e.stack, e.changes, e.ctxKind, e.cause]);
const sent = (p: { part: ColumnPart; buffers: ArrayBuffer[] }): ColumnPart =>
  structuredClone(p.part, { transfer: p.buffers });
const columnsOf = (t: Trace | undefined): ColumnTrace => {
  if (!(t instanceof ColumnTrace)) throw new Error('a trace without columns');
  return t;
};

const TEXTS = [
  ...recordingNames.map((name) => [name, traceText(name)] as const),
  // What a text is, is known after 500 lines at the latest: this one comes in many parts after that.
  ['b-probe ten times', traceText('b-probe').repeat(10)] as const,
];

test.each(TEXTS)('%s: what arrives in parts is what is read so far, and in the end the whole', async (name, text) => {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / 12);
  const pieces = Array.from({ length: 12 }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  const maker = new PartMaker();
  const taker = new PartTaker();
  let parts = 0;
  let kept: { trace: Trace; length: number } | null = null;
  const whole = await openRecording(pieces, {
    onProgress(_, soFar) {
      const now = soFar();
      if (now === null) return;
      const arrived = taker.take(sent(maker.next(columnsOf(now.trace).columns)));
      expect(lines(arrived)).toEqual(lines(now.trace));
      expect(more(arrived)).toEqual(more(now.trace));
      parts++;
      kept ??= { trace: arrived, length: arrived.length };
    },
  });
  if (!whole.ok) throw new Error(whole.error.what);
  const wanted = lines(whole.value.trace);
  const details = more(whole.value.trace);
  const arrived = taker.take(sent(maker.whole(columnsOf(whole.value.trace).columns)));
  expect(lines(arrived)).toEqual(wanted);
  expect(more(arrived)).toEqual(details);
  expect(parts).toBeGreaterThanOrEqual(name === 'b-probe ten times' ? 3 : text.split('\n').length > 600 ? 1 : 0);
  // An earlier state keeps its length, though its columns have grown since.
  if (kept !== null) expect(lines((kept as { trace: Trace }).trace)).toHaveLength((kept as { length: number }).length);
});

test('a reading that is told it is enough ends there, with what was read', async () => {
  const bytes = new TextEncoder().encode(traceText('g3-user-ta-load'));
  let pieces = 0;
  const parts = function* (): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 5000) {
      pieces++;
      yield bytes.subarray(at, at + 5000);
    }
  };
  const r = await openRecording(parts(), { enough: () => pieces > 5 });
  if (!r.ok) throw new Error(r.error.what);
  expect(r.value.trace.length).toBeGreaterThan(10);
  expect(r.value.trace.length).toBeLessThan(200);
  expect(pieces).toBeLessThan(9);
});
