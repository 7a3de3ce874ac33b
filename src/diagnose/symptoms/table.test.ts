import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FunctionName } from '../../abi/function-id.ts';
import { messages } from '../../import/fixtures/messages.ts';
import { explain } from '../explain.ts';
import { SYMPTOMS } from './index.ts';
import type { Speaker } from './symptom.ts';

// Every message of Linux 6.12.117, OP-TEE d5001fe0, TF-A 6a164dda and Hafnium 21bfbdc1, with its place: how many are
// explained, by whom they are said to be, and how many must be.

/** A message of Hafnium or of the SPMC in EL3 that a call of Linux can bring about, or what the call leads to. */
interface Reached {
  readonly source: string;
  /** File and line at the version that was read. */
  readonly at: string;
  readonly line: string;
  /** The calls of Linux. */
  readonly calls: readonly FunctionName[];
}

const reached = readFileSync(fileURLToPath(new URL('./fixtures/reached.jsonl', import.meta.url)), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Reached);

const WHO: Readonly<Record<string, Speaker>> = {
  arm_ffa: 'arm_ffa',
  optee: 'optee',
  tee: 'tee',
  'OP-TEE': 'op-tee',
  'TF-A SPMD': 'spmd',
  'TF-A EL3 SPMC': 'el3-spmc',
  Hafnium: 'hafnium',
};

/** What needs no explanation: it says that something works. */
const GOOD =
  /Driver version|Firmware version \S+ found|registered new ffa driver|optee: revision|initialized driver|probing for conduit|Asynchronous notifications enabled|dynamic shared memory is enabled/;
const SPMC_FILES = /thread_spmc\.c|mobj_ffa\.c|kernel\/notif\.c/;
/** `%s %s %lu (%d)`, filled in with one word: nothing can be told of that line. */
const WITHOUT_WORDS = /ERROR: {3}NAME NAME/;

const explained = messages.map((m) => ({ ...m, found: explain(m.line)[0]?.finding ?? null }));
const isError = (m: { readonly level: string }): boolean => m.level === 'error' || m.level === 'warning';

describe('how many messages are explained', () => {
  test('the table', () => {
    const lines = Object.keys(WHO).map((source) => {
      const all = explained.filter((m) => m.source === source);
      const errors = all.filter(isError);
      const right = all.filter((m) => m.found?.who === WHO[source]);
      const of = (list: typeof all) => `${list.filter((m) => m.found !== null).length} of ${list.length}`;
      return `${source.padEnd(14)} ${of(all).padStart(11)} explained, errors and warnings ${of(errors).padStart(10)}, said to be its own ${right.length}`;
    });
    process.stdout.write(`${lines.join('\n')}\n`);
    for (const m of explained)
      if (m.found !== null && !/Missing init function/.test(m.line)) expect(m.found.who, m.line).toBe(WHO[m.source]);
  });

  test('Linux: every message that wants one', () => {
    const linux = explained.filter((m) => ['arm_ffa', 'optee', 'tee'].includes(m.source) && !GOOD.test(m.line));
    expect(linux.filter((m) => m.found === null).map((m) => m.line)).toEqual([]);
    expect(linux.length).toBeGreaterThanOrEqual(47);
    for (const m of linux) expect(m.found?.causes.length, m.line).toBeGreaterThan(0);
  });

  test("OP-TEE's SPMC and TF-A's SPMD: every error and warning", () => {
    const spmc = explained.filter((m) => m.source === 'OP-TEE' && SPMC_FILES.test(m.at) && isError(m));
    const spmd = explained.filter((m) => m.source === 'TF-A SPMD' && isError(m) && !WITHOUT_WORDS.test(m.line));
    expect([...spmc, ...spmd].filter((m) => m.found === null).map((m) => m.line)).toEqual([]);
    expect([spmc.length, spmd.length]).toEqual([43, 38]);
  });

  test('Hafnium and the SPMC in EL3: each that a call of Linux can bring about, with that call', () => {
    const lines = new Map(explained.map((m) => [`${m.source} ${m.at} ${m.line}`, m]));
    for (const r of reached) {
      const m = lines.get(`${r.source} ${r.at} ${r.line}`);
      const symptom = SYMPTOMS.find((s) => s.id === m?.found?.id);
      expect(symptom?.calls ?? [], r.line).toEqual(expect.arrayContaining([...r.calls]));
    }
    process.stdout.write(
      `${reached.length} messages of Hafnium and the SPMC in EL3 that a call of Linux can bring about\n`,
    );
  });
});

describe('the table is whole', () => {
  test('each id is there once, and each example is found by it', () => {
    expect(new Set(SYMPTOMS.map((s) => s.id)).size).toBe(SYMPTOMS.length);
    for (const s of SYMPTOMS)
      for (const example of s.examples) expect(explain(example)[0]?.symptom, example).toBe(s.id);
  });

  test('what a message follows from is there', () => {
    const known = SYMPTOMS.map((s) => s.id);
    for (const s of SYMPTOMS)
      for (const of of (s.follows ?? []).flatMap((f) => f.of)) {
        if (of.startsWith('report:')) continue;
        const found = known.some((id) => (of.endsWith('*') ? id.startsWith(of.slice(0, -1)) : id === of));
        expect(found, `${s.id} follows ${of}`).toBe(true);
      }
  });

  test('nothing that is told has a hole in it', () => {
    for (const s of SYMPTOMS)
      for (const example of s.examples)
        for (const e of explain(example))
          for (const text of [e.meaning, ...e.causes.flatMap((c) => [c.title, c.because, c.next])])
            expect(text, `${s.id}: ${example}`).not.toMatch(/\{\w+(?::\w+)?\}|undefined|NaN/);
  });
});
