import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordingStory } from '../diagnose/story/recording-story.ts';
import { mutations } from './damage.fixture.ts';
import { recordingNames, traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';

/** More with FUZZ_RUNS=10000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 25);

const texts = (sub: string): (readonly [string, string])[] =>
  readdirSync(new URL(sub, import.meta.url))
    .filter((f) => f.endsWith('.txt'))
    .map((f) => [f, readFileSync(new URL(`${sub}${f}`, import.meta.url), 'utf8')]);

/** What a file is, is told by its first lines: only those behind them are read by their bytes. */
const LINES = 800;
/** The first bytes are held together. */
const HEAD = 4096;
const long = (text: string): string => {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  return whole.repeat(Math.ceil(LINES / Math.max(1, whole.split('\n').length - 1)));
};

function* pieces(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number;
    const piece = bytes.slice(at, at + size);
    yield piece;
    // Nothing may be left of a piece when the next one comes, but for the first ones, by which the kind of file is told.
    if (at > HEAD) piece.fill(0x58);
    at += size;
  }
}

/** Everything that the reading of this text gives, and which of its lines were read as text. */
async function read(bytes: Uint8Array, sizes: readonly number[], asText: boolean) {
  const story = new RecordingStory();
  let strings = 0;
  let last = 0;
  const result = await openRecording(pieces(bytes, sizes), {
    asText,
    onLine(text, number, rows) {
      expect(number).toBeGreaterThan(last);
      last = number;
      if (text !== null) strings++;
      story.line(text, number, rows);
    },
  });
  if (!result.ok) return { strings, said: [JSON.stringify(result.error)] };
  const { trace, report, format, timed } = result.value;
  const plain = (_: string, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v instanceof Map ? [...v] : v);
  const rows = Array.from(trace.rows(), (e) => ({
    ...e,
    ...('w' in e ? { w: e.w, name: e.name } : {}),
    ...('args' in e ? { args: e.args } : {}),
    ...('rc' in e ? { rc: e.rc } : {}),
    ...('depth' in e ? { depth: e.depth } : {}),
    changes: e.changes,
    why: e.why,
  }));
  const rest = { report, format, timed, story: story.story() };
  return { strings, said: [...rows, rest].map((x) => JSON.stringify(x, plain)) };
}

/** The first thing in which they differ: all of it would be megabytes. */
function expectEqual(quick: readonly string[], asText: readonly string[]): void {
  const i = asText.findIndex((said, at) => said !== quick[at]);
  expect([quick.length, quick[i]]).toEqual([asText.length, asText[i]]);
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sizesOf = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 20 });

describe('a line that is read by its bytes is what it is as text', () => {
  const files = ['./fixtures/formats/', './fixtures/field/', './fixtures/broken/'].flatMap(texts);
  test.each(files)('%s', async (_, text) => {
    const bytes = bytesOf(long(text));
    const asText = await read(bytes, [60_000], true);
    for (const sizes of [[777], [33_333, 5, 100]]) {
      const quick = await read(bytes, sizes, false);
      expectEqual(quick.said, asText.said);
    }
  });

  const traces = recordingNames.map((name) => [name, long(traceText(name))] as const);

  test(`damaged ones, cut into any pieces (${RUNS} runs)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...traces), mutations, sizesOf, async ([, source], list, sizes) => {
        const bytes = bytesOf(list.reduce((text, mutate) => mutate(text), source));
        const [quick, asText] = [await read(bytes, sizes, false), await read(bytes, [1 << 20], true)];
        expectEqual(quick.said, asText.said);
      }),
      { numRuns: RUNS },
    );
  }, 3_600_000);
});

test('a line of a stack whose end was lost, at the beginning of a piece', async () => {
  const [event, stack, ...below] = [
    '       insmod-63      [000] d....     2.544239: smc_in: (__arm_ffa_fn_smc+0x0/0x20 [ffa_module]) a0=0x8400006f a1=0x8001 a2=0x0 a3=0x80000000 a4=0x0 a5=0x0 a6=0x0 a7=0x0',
    '       insmod-63      [000] d....     2.544260: <stack trace>',
    ' => ffa_sync_send_receive',
    ' => el0t_64_sync       insmod-63      [000] d....     2.545269: smc_out: (ffa_sync_send_receive+0xec/0x180 [ffa_module] <- __arm_ffa_fn_smc) r0=0x84000070 r1=0x80010000 r2=0x0 r3=0x0 r4=0x0 r5=0x0 r6=0x0 r7=0x0',
  ];
  const round = [event, stack, ...below].map((l) => `${l}\n`);
  const bytes = bytesOf(long(round.join('')));
  const asText = await read(bytes, [1 << 20], true);
  // Every piece ends behind the first function of a stack.
  const behind = round.slice(0, 3).join('').length;
  const whole = round.join('').length;
  const quick = await read(bytes, [behind, ...Array(bytes.length / whole).fill(whole)], false);
  expectEqual(quick.said, asText.said);
});

describe('one sign more, less or another one anywhere in a line is what it is as text', () => {
  const source = traceText('b-probe');
  const lineOf = (what: string): string => {
    const line = source.split('\n').find((l) => l.includes(what));
    if (line === undefined) throw new Error(`no line with ${what}`);
    return line;
  };
  const SIGNS = [' ', '0', 'f', ':', '.', '[', '=', 'x'];
  const MORE = ['9', 'a', 'g', 'X', ']', '>', '(', ')', '-', '_', '<', '\t', '#'];

  test.each(['smc_in: ', 'smc_out: ', 'ffa_device_probe', ' => ', '<stack trace>'])('%s', async (what) => {
    const line = lineOf(what);
    // Where most lines are none for it, the reader of bytes is not asked for a while: each damaged one has good ones behind it.
    const good = [lineOf('smc_in: '), lineOf('smc_out: ')];
    const lines = [long(source).trimEnd()];
    for (let i = 0; i <= line.length; i++) {
      const [left, right] = [line.slice(0, i), line.slice(i)];
      lines.push(`${left}${right.slice(1)}`, ...good);
      for (const sign of [...SIGNS, MORE[i % MORE.length]]) lines.push(`${left}${sign}${right.slice(1)}`, ...good);
      lines.push(`${left}${SIGNS[i % SIGNS.length]}${right}`, ...good);
    }
    const bytes = bytesOf(`${lines.join('\n')}\n`);
    const [quick, asText] = [await read(bytes, [20_011], false), await read(bytes, [1 << 20], true)];
    expectEqual(quick.said, asText.said);
    expect(quick.strings).toBeLessThan(asText.strings / 2);
  });
});

test('of an ordinary trace nearly no line becomes a text', async () => {
  const source = long(traceText('b-probe')).repeat(4);
  const { strings } = await read(bytesOf(source), [20_000], false);
  expect(strings).toBeLessThan(500 + source.split('\n').length * 0.1);
});
