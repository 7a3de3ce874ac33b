import { expect, test } from 'vitest';
import { jsonLine } from '../trace/jsonl.ts';
import { opened, traceText } from './fixtures/files.ts';
import { pack, unpack } from './transfer.ts';

test('a recording goes through postMessage and is the same on the other side', async () => {
  const r = await opened(traceText('i6-unbind-while-pending'));
  const before = [...r.trace.rows()].map(jsonLine);
  const changes = [...r.trace.rows()].map((e) => e.changes);
  const sent = pack(r);
  if (sent === null) throw new Error('a trace of ftrace text has columns');
  const arrived = unpack(structuredClone(sent.packed, { transfer: sent.buffers }));
  expect([...arrived.trace.rows()].map(jsonLine)).toEqual(before);
  expect([...arrived.trace.rows()].map((e) => e.changes)).toEqual(changes);
  expect(arrived.report).toMatchObject({ calls: r.report.calls, notes: [] });
  expect(sent.packed.columns.arrays.kind.buffer.byteLength).toBe(0);
});

test('JSON lines have no columns', async () => {
  const r = await opened(`{"row":0,"at":0,"kind":"log","cpu":0,"ctx":"a","who":"user","level":"info","text":"t"}`);
  expect(pack(r)).toBeNull();
});
