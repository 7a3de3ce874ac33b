import { describe, expect, test } from 'vitest';
import { fromText } from '../../../tools/trace-dat/from-text.mjs';
import { writeTraceDat } from '../../../tools/trace-dat/write.mjs';
import type { TraceEvent } from '../../trace/event.ts';
import { opened, recordingNames, traceText } from '../fixtures/files.ts';
import { MACHINES, type Machine, machineName } from './machines.fixture.ts';

const bytesOf = (name: string, machine: Machine, loc: 'data' | 'rel' = 'data'): Uint8Array => {
  const { cpus, ...rest } = fromText(traceText(name), { ...machine, loc });
  return writeTraceDat({ ...machine, ...rest, clock: 'mono', buffers: [{ name: '', cpus }] });
};

const rowsOf = async (source: string | Uint8Array): Promise<TraceEvent[]> => [...(await opened(source)).trace.rows()];

describe.each(MACHINES.map((m) => [machineName(m), m] as const))('a trace.dat of %s', (_, machine) => {
  test.each(['b-probe', 'f-async-uart', 'i8-fault-6'])('has the rows of the text of %s', async (name) => {
    expect(await rowsOf(bytesOf(name, machine))).toEqual(await rowsOf(traceText(name)));
  });
});

describe.each([...recordingNames])('%s', (name) => {
  const machine = MACHINES[recordingNames.indexOf(name) % MACHINES.length] as Machine;

  test(`has the same rows as text and as trace.dat of ${machineName(machine)}`, async () => {
    const text = await opened(traceText(name));
    const binary = await opened(bytesOf(name, machine, 'rel'));
    expect([...binary.trace.rows()]).toEqual([...text.trace.rows()]);
    const { lines, notes, unit, ...rest } = binary.report;
    const { lines: _lines, notes: _notes, unit: _unit, ...expected } = text.report;
    expect(rest).toEqual(expected);
    expect(notes.map((n) => n.why)).toEqual(_notes.map((n) => n.why));
  });
});
