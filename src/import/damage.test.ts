import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { jsonText } from './fixtures/files.ts';
import { openRecording } from './open.ts';
import type { Recording } from './recording.ts';

// Damage that adds no digit must never make a frame that no line holds: fixtures/broken has one file a kind.

const folder = new URL('./fixtures/broken/', import.meta.url);
const bytesOf = (name: string): Uint8Array => readFileSync(new URL(name, folder));

async function read(source: Uint8Array | string): Promise<Recording> {
  const result = await openRecording(typeof source === 'string' ? source : [source]);
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

const frames = (r: Recording): string[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'call' || e.kind === 'return' ? [e.w.map(hex).join(' ')] : []));

describe('registers of a probe', () => {
  test.each(['ftrace-a0-lost', 'ftrace-a3-lost', 'ftrace-a5-before-a4', 'ftrace-a5-split'])(
    '%s: the line is counted, its call is not made up, its answer stands alone',
    async (name) => {
      const r = await read(bytesOf(`${name}.trace.txt`));
      expect(r.report).toMatchObject({ calls: 0, replies: 0, orphans: 1, notUnderstood: 1 });
      expect(r.report.notes[0]).toMatchObject({ line: 4, why: expect.stringContaining('damaged') });
    },
  );

  test('a reply that is cut in the middle of a register is no reply', async () => {
    const r = await read(bytesOf('ftrace-reply-cut-in-r3.trace.txt'));
    const whole = new TextDecoder().decode(bytesOf('ftrace-a0-lost.trace.txt')).split('\n').at(-2) ?? '';
    expect(r.report).toMatchObject({ calls: 1, replies: 0, unanswered: 1 });
    // Which line of a file is the whole one is known once one was seen: each shorter one of the same probe is counted.
    const text = new TextDecoder().decode(bytesOf('ftrace-reply-cut-in-r3.trace.txt'));
    const more = await read(`${whole}\n${text}${text.split('\n').at(-2)}\n`);
    expect(more.report.notUnderstood).toBe(2);
    expect(more.report.replies).toBe(0);
  });
});

/** The recipe's own lines; `a5` of the first is 0x1000. */
const line = (a5: string): string =>
  `            bash     170     8.648910:  ffa:smc_in: (ffffffffc0285014) a0=0x8400006f a1=0x8001 a2=0x0 a3=0x3 a4=0x1 a5=${a5} a6=0x0 a7=0x0`;

describe('a control character in a word', () => {
  test.each([
    ['in the place of a digit, and ESC would take the next with it', '0x1\u001b00'],
    ['in the place of two', '0x1\u001b[0'],
    ['in the place of the last', '0x100\u0000'],
    ['in the place of the first of a decimal', '\u00014096'],
    ['any other', '0x1\u000700'],
    ['of the upper half', '0x1\u008500'],
    ['a line feed of the carriage alone', '0x1\r00'],
  ])('%s is damage, and no shorter number', async (_, a5) => {
    const r = await read(`${line('0x1000')}\n${line(a5)}\n`);
    expect(r.report).toMatchObject({ calls: 1, notUnderstood: 1 });
  });

  test('at the end of a line ESC takes a digit with it', async () => {
    const whole = line('0x1000');
    const r = await read(`${whole}\n${whole.replace(/0x0$/, '0\u001b0')}\n`);
    expect(r.report).toMatchObject({ calls: 1, notUnderstood: 1 });
  });

  test.each([
    ['colours', '0x\u001b[01;31m\u001b[K10\u001b[m\u001b[K00'],
    ['colours as tput ends them', '0x\u001b[31m10\u001b(B\u001b[m00'],
    ['colours as the Linux console ends them', '0x\u001b[31m10\u001b[m\u000f00'],
    ['a blank without a width', '0x10\u200b00'],
  ])('%s are none', async (_, a5) => {
    const r = await read(`${line('0x1000')}\n${line(a5)}\n`);
    expect(frames(r)).toEqual([0, 1].map(() => '0x8400006f 0x8001 0x0 0x3 0x1 0x1000 0x0 0x0'));
  });
});

describe('lines that ran into each other, and signs in the place of others', () => {
  const whole = line('0x1000');
  const fields =
    '    bash-154     [000] .....    11.525948: smc_in: __probe_ip=0xffffffffc0513014 (-1068421100) a0=0x8400006f (2214592623) a1=0x8001 (32769) a2=0x0 (0) a3=0x1 (1) a4=0x0 (0) a5=0x0 (0) a6=0x0 (0) a7=0x0 (0)';
  const perf = '     0.457 bash/219 ffa:smc_in(__probe_ip: -1071099884, a0: 2214592623, a1: 32769, a3: 1)';

  test.each([
    ['a register again behind the last', whole, `${whole} a2=0x60 a3=0x0`],
    ['a comma in the place of a digit', whole, whole.replace('a5=0x1000', 'a5=0x100,')],
    ['a place of the probe that is cut', whole, whole.replace('(ffffffffc0285014)', '(ffffffffc0')],
    ['a place of the probe into which another line ran', whole, whole.replace('5014)', `0x4/0 ${whole.trim()}`)],
    [
      'a control character between the decimals of two registers',
      fields,
      fields.replace('a2=0x0 (0) ', 'a2=0x0 (0)\u0002'),
    ],
    ['a field of perf trace twice', perf, perf.replace('a3: 1', 'a3: 1, a1: 32769, a4: 7')],
    ['fields of perf trace out of their order', perf, perf.replace('a1: 32769, a3: 1', 'a3: 1, a1: 32769')],
  ])('%s', async (_, good, bad) => {
    const r = await read(`${good}\n${bad}\n`);
    expect(r.report).toMatchObject({ calls: 1, notUnderstood: 1 });
  });

  test.each([
    ['x of one word lost', 'SPM: a0=0x8400006f a1=0f8001 a2=0x0 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x0'],
    ['a sign behind the last', 'SPM: a0=0x8400006f a1=0x8001 a2=0x0 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x1#'],
  ])('registers that a firmware names: %s', async (_, text) => {
    const good = 'SPM: a0=0x8400006f a1=0x8001 a2=0 a3=0 a4=0x0 a5=0x0 a6=0x0 a7=0x0';
    expect((await read(`${good}\n${text}\n`)).report.calls).toBe(1);
  });
});

describe('recording JSON', () => {
  const whole = jsonText('b-probe');

  test('without its last bracket: every record, and it is said', async () => {
    const r = await read(bytesOf('json-last-bracket-lost.json'));
    expect(r.report).toMatchObject({ cut: true, notUnderstood: 0 });
    expect(r.report.calls).toBe(2);
    expect(r.report.notes[0]?.why).toContain('it is cut');
  });

  test('without its first bracket: the same', async () => {
    const [a, b] = [
      await read(bytesOf('json-first-bracket-lost.json')),
      await read(bytesOf('json-last-bracket-lost.json')),
    ];
    expect(a.format).toBe('recording JSON');
    expect(frames(a)).toEqual(frames(b));
    expect(a.report.cut).toBe(true);
  });

  test('cut anywhere: what stands before the cut is read', async () => {
    const all = frames(await read(whole));
    for (const part of [0.3, 0.5, 0.77, 0.9]) {
      const r = await read(whole.slice(0, Math.floor(whole.length * part)));
      const got = frames(r);
      expect(got.length).toBeGreaterThan(all.length * part * 0.8);
      expect(got).toEqual(all.slice(0, got.length));
      expect(r.report.cut).toBe(true);
    }
  });

  test('cut at its begin: what stands behind the cut is read', async () => {
    const all = frames(await read(whole));
    const got = frames(await read(whole.slice(Math.floor(whole.length / 2))));
    expect(got.length).toBeGreaterThan(all.length / 3);
    expect(all.slice(-got.length)).toEqual(got);
  });

  test.each([
    ['"call": [', '"call": ["0x1",'],
    ['"cpu": 0', '"cpu": -1'],
    ['"cpu": 0', '"cpu": 70000'],
    ['"ts_us": 1', '"ts_us": -1'],
    ['"ts_us": 1', '"ts_us": "x", "was": 1'],
    ['"0x8400006f"', '"0x8400006f'],
    ['"0x8400006f",', ''],
  ])('%s becoming %s costs that record alone', async (from, to) => {
    const good = await read(whole);
    const r = await read(whole.replace(from, to));
    expect(r.report.notUnderstood).toBe(1);
    expect(good.trace.length - r.trace.length).toBeLessThanOrEqual(3);
    for (const f of frames(r)) expect(frames(good)).toContain(f);
  });
});

test('a gzip that is cut short shows what stands before the cut', async () => {
  const r = await read(bytesOf('gzip-cut-short.trace.txt.gz'));
  expect(r.report.cut).toBe(true);
  expect(r.report.calls).toBe(3);
});

test('no control character of a file is in a row', async () => {
  const r = await read(bytesOf('escape-codes.console.txt'));
  const texts = [...r.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
  expect(texts).toHaveLength(2);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  for (const t of texts) expect(t).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

test('a file about nothing of FF-A is refused with a count, not shown as an empty recording', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `[    ${i}.000000] usb ${i}-1: new device`);
  const result = await openRecording(lines.join('\n'));
  expect(result).toMatchObject({ ok: false, error: { what: expect.stringContaining('40 lines') } });
});

describe('lines that are made to take long are read in their turn', () => {
  const N = 60_000;
  test.each([
    [' '],
    [' [0]'],
    ['-1 ['],
    ['a: ('],
    ['[    1.000000] '],
    ['{"a":'],
    ['"'],
    ['0x84000070 '],
    ['a0=0x1 '],
    ['=> f '],
    [' 0) | '],
    ['\\x0a'],
    ['ffa_x optee_y '],
    ['Nov 27 07:38:28 a '],
    ['w={'],
    ['root@board:~'],
  ])('%j', async (piece) => {
    const line = piece.repeat(N / piece.length);
    const r = await read(`[    1.0] optee: initialized driver\n# tracer: nop\n${`${line}\n`.repeat(10)}`);
    expect(r.report.lines).toBe(12);
  });
});
