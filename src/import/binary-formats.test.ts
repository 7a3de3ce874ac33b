import { describe, expect, test } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { binaryFile, binaryNames, binaryText, expectedOf } from './fixtures/binary-files.ts';
import { opened } from './fixtures/files.ts';

const hex = (w: readonly bigint[]): string[] => w.map((word) => `0x${word.toString(16)}`);

/** Each call with its reply, as words in hexadecimal. */
function framesOf(trace: Trace): (readonly [string[], string[] | null])[] {
  const events = [...trace.rows()];
  const replies = new Map(events.flatMap((e) => (e.kind === 'return' ? [[e.of, hex(e.w)] as const] : [])));
  return events.flatMap((e) => (e.kind === 'call' ? [[hex(e.w), replies.get(e.row) ?? null] as const] : []));
}

const tasksOf = (trace: Trace): string[] => [...new Set(Array.from(trace.rows(), (e) => e.ctx))];

describe.each([...binaryNames])('%s', (name) => {
  test('has the frames and tasks that its tool saw, and nothing else', async () => {
    const { trace, report } = await opened(binaryFile(name));
    const expected = expectedOf(name);
    expect(framesOf(trace)).toEqual(expected.frames);
    expect(tasksOf(trace)).toEqual(expected.tasks);
    expect(trace.length).toBe(expected.frames.length * 2);
    expect(report.notes).toEqual([]);
    expect(report.lost).toBe(0);
  });
});

describe('the same probe on arm64, as text of the kernel and as the trace.dat that trace-cmd made of it', () => {
  test('has the same frames', async () => {
    const binary = await opened(binaryFile('arm64-probe.trace.dat'));
    const text = await opened(binaryText('arm64-probe.txt'));
    expect(framesOf(binary.trace)).toEqual(framesOf(text.trace));
    expect(binary.report.notes).toEqual([]);
  });

  test('has the same stacks, by the names that the file itself holds', async () => {
    const binary = await opened(binaryFile('arm64-probe.trace.dat'));
    const text = await opened(binaryText('arm64-probe.txt'));
    const stacks = (trace: Trace): string[] => Array.from(trace.rows(), (e) => e.stack.join(' '));
    expect(stacks(binary.trace)).toEqual(stacks(text.trace));
    expect(stacks(binary.trace)[0]).toMatch(/ffa_device_probe optee_ffa_probe ffa_sync_send_receive/);
  });
});
