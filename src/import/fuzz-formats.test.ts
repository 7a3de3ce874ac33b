import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { check, mutations } from './damage.fixture.ts';
import { jsonText, traceText } from './fixtures/files.ts';
import { framesHeld } from './held-frames.fixture.ts';
import { openRecording } from './open.ts';

/** More with FUZZ_RUNS=10000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const texts = (sub: string): (readonly [string, string])[] =>
  readdirSync(new URL(sub, import.meta.url))
    .filter((f) => /\.(?:txt|json)$/.test(f) && !f.endsWith('.expect.json'))
    .map((f) => [f, readFileSync(new URL(`${sub}${f}`, import.meta.url), 'utf8')]);

const sources: readonly (readonly [string, string])[] = [
  ...texts('./fixtures/formats/'),
  ...texts('./fixtures/field/'),
  ...texts('./fixtures/broken/'),
  ['b-probe.json', jsonText('b-probe')],
  ['i1-bind-errors.trace', traceText('i1-bind-errors')],
];

test(`${RUNS} damaged files of every shape: no exception, and no frame that the file does not hold`, async () => {
  let opened = 0;
  let frames = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), mutations, async ([name, source], list) => {
      const text = list.reduce((t, mutate) => mutate(t), source);
      const result = await openRecording(text);
      if (!result.ok) {
        expect(result.error.what).toMatch(/\.$/);
        return;
      }
      opened++;
      check(result.value);
      const held = framesHeld(text);
      for (const e of result.value.trace.rows()) {
        if (e.kind !== 'call' && e.kind !== 'return') continue;
        frames++;
        const frame = e.w.map(hex).join(' ');
        const near = (): string => text.split('\n').find((l) => l.includes(hex(e.w[0] as bigint))) ?? '';
        if (!held.has(frame))
          throw new Error(`${name}: row ${e.row} has a frame that no line holds: ${frame}\n${near().slice(0, 400)}`);
      }
    }),
    { numRuns: RUNS },
  );
  expect(opened).toBeGreaterThan(RUNS / 3);
  expect(frames).toBeGreaterThan(RUNS);
  if (process.env.FUZZ_RUNS !== undefined) console.log(JSON.stringify({ runs: RUNS, opened, frames }));
}, 3_600_000);

test('what is looked for in a file is found in whole ones, and nothing else', () => {
  const line = 'x smc_in: (f) a0=0x8400006f a1=0x8001 a2=0x0 a3=0x1 a4=0x0 a5=0x0 a6=0x0 a7=0x0';
  expect([...framesHeld(line)]).toEqual(['0x8400006f 0x8001 0x0 0x1 0x0 0x0 0x0 0x0']);
  for (const damaged of [line.replace('a3=0x1 ', ''), line.replace('a3=', 'a4='), line.replace('0x8001', '0x80 01')])
    expect(framesHeld(damaged).has('0x8400006f 0x8001 0x0 0x1 0x0 0x0 0x0 0x0')).toBe(false);
});
