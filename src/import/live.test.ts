import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** How many rows there are after each piece, and what is read in the end. */
async function read(pieces: readonly Uint8Array[], console = false) {
  const rows: number[] = [];
  const opened = await openRecording(pieces, {
    live: true,
    console,
    onProgress(_, soFar) {
      rows.push(soFar()?.trace.length ?? 0);
    },
  });
  return { rows, opened };
}

const value = async (pieces: readonly Uint8Array[], console = false) => {
  const { opened } = await read(pieces, console);
  if (!opened.ok) throw new Error(opened.error.what);
  return opened.value;
};

test('a line that is cut anywhere is read once it is whole, and the end is the file that was read at once', async () => {
  const text = traceText('b-probe');
  const at = text.length >> 1;
  const whole = await value([bytes(text)]);
  for (const cut of [1, at, at + 1, at + 7, text.length - 1]) {
    const parts = await value([bytes(text.slice(0, cut)), bytes(text.slice(cut))]);
    expect(parts.trace.length).toBe(whole.trace.length);
    expect(parts.report).toEqual(whole.report);
  }
});

test('rows are there with the piece that ends their line', async () => {
  const lines = traceText('b-probe').split(/(?<=\n)/);
  const { rows } = await read(lines.map(bytes));
  expect(ensure(rows.at(-1), 'a row')).toBeGreaterThan(10);
  expect(rows.filter((n, i) => n < (rows[i - 1] ?? 0))).toEqual([]);
  expect(new Set(rows).size).toBeGreaterThan(10);
});

test('a board that says thousands of lines that nobody knows is still listened to, and its lines keep their numbers', async () => {
  const unknown = Array.from({ length: 3210 }, (_, i) => `step ${i} of the loader\n`);
  const late = '[    1.000000] optee: Failed to initialize async notifications: -13\n';
  for (const pieces of [[unknown.join('')], unknown]) {
    const { trace, report } = await value([...pieces.map(bytes), bytes(late)]);
    expect([...trace.rows()].map((e) => (e.kind === 'log' ? e.text : e.kind))).toContain(
      'optee: Failed to initialize async notifications: -13',
    );
    expect(report.lines).toBe(3211);
  }
});

test('noise of a line at its begin does not make a console a file of another kind', async () => {
  const late = bytes('\r\n[    1.000000] optee: Failed to initialize async notifications: -13\r\n');
  for (const noise of [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0xff, 0xfe, 0x80],
    [0x1f, 0x8b, 0x08],
  ]) {
    const { trace } = await value([Uint8Array.from(noise), late], true);
    expect(trace.length).toBe(1);
  }
});
