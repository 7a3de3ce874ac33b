import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LESSONS } from '../lessons/gallery.ts';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import type { CallEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

// The call stack of a row, and the pairing of a function's end with its beginning.

const lines = <T>(name: string): T[] =>
  readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** Ends of functions that are paired with the beginning of another, or that stand in another stack than it. */
function mispaired(trace: Trace): string[] {
  const wrong: string[] = [];
  for (const e of trace.rows()) {
    if (e.kind !== 'step' || e.enter === null) continue;
    const begin = trace.row(e.enter);
    if (begin.kind !== 'enter' || begin.fn !== e.fn || begin.depth !== e.depth || begin.who !== e.who)
      wrong.push(`${e.row} ${e.fn} is paired with ${e.enter} ${'fn' in begin ? begin.fn : begin.kind}`);
    // A thread of OP-TEE may go on in another call of Linux than the one in which it began.
    else if (e.who !== 'optee' && e.stack.join() !== begin.stack.join())
      wrong.push(`${e.row} ${e.fn} ends in another stack than that of ${e.enter}`);
  }
  return wrong;
}

describe('the end of a function', () => {
  test.each(LESSONS.map((l) => [l.name, l] as const))('is paired with its beginning: %s', (_, lesson) => {
    expect(mispaired(run(lesson.scenario).trace)).toEqual([]);
  });

  test('after an RPC of OP-TEE too', () => {
    const actions = [{ do: 'probe' }, { do: 'sync-send', key: 3 }, { do: 'load-ta' }];
    for (const driver of REVISION_IDS) {
      const parsed = parseScenario({ v: 1, driver, actions });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      const { trace } = run(parsed.value);
      expect(trace.length).toBeGreaterThan(600);
      expect(mispaired(trace)).toEqual([]);
    }
  });

  test('in any run', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(mispaired(run(scenario, 3000).trace)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

interface Recorded {
  readonly id: string;
  /** Functions, outermost first; ftrace leaves out what lies further out than it has room for. */
  readonly stacks: readonly (readonly string[])[];
  /** w0, w3 and the stack of each register call. */
  readonly calls: readonly (readonly [string, string, number])[];
}

const DIRECT_REQUEST = 0x6fn;

/** A call as far as it tells which one it is. */
function nameOf(w0: bigint, w3: bigint): string {
  return (w0 & 0xffffn) === DIRECT_REQUEST ? `${w0} ${w3}` : `${w0}`;
}

/** Pairs in order, as many as there can be, and the latest: the longest common subsequence from the end. */
function paired(forwardA: readonly string[], forwardB: readonly string[]): [number, number][] {
  const a = forwardA.toReversed();
  const b = forwardB.toReversed();
  const length = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (length[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  return pairs.map(([i, j]) => [a.length - 1 - i, b.length - 1 - j]);
}

/** Raw registers of the scenario, and what tee-supplicant does in a task of its own, which the model tells in the client's. */
const NOT_COMPARED = (stack: readonly string[]): boolean =>
  stack.length === 0 || stack.includes('optee_rpc_cmd_alloc_suppl');

describe('the call stacks of a real machine', () => {
  const cases = [
    ...lines<{ id: string; scenario: unknown }>('recordings.jsonl'),
    ...lines<{ id: string; scenario: unknown }>('recordings-more.jsonl'),
  ];
  const recordings = lines<Recorded>('recorded-stacks.jsonl');
  const models = recordings.map(({ id }) => {
    const parsed = parseScenario(cases.find((c) => c.id === id)?.scenario);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return [...run(parsed.value).trace.rows()].filter((e): e is CallEvent => e.kind === 'call');
  });
  // Functions that both know: the model leaves out wrappers, the machine what the compiler has put into its caller.
  const ofModel = new Set(models.flat().flatMap((e) => e.stack));
  const ofMachine = new Set(recordings.flatMap((r) => r.stacks.flat()));

  test('the two name many of the same functions', () => {
    expect([...ofModel].filter((fn) => ofMachine.has(fn)).length).toBeGreaterThan(25);
  });

  test.each(recordings.map((r, i) => [r.id, r, models[i] ?? []] as const))('%s', (_, recorded, all) => {
    // A recording that begins after the probe is compared with what the model does after it.
    const probed = recorded.stacks.some((stack) => stack.includes('optee_ffa_probe'));
    const calls = all.filter((e) => probed || !e.stack.includes('optee_ffa_probe'));
    const pairs = paired(
      calls.map((e) => nameOf(e.w[0] ?? 0n, e.w[3] ?? 0n)),
      recorded.calls.map(([w0, w3]) => nameOf(BigInt(w0), BigInt(w3))),
    );
    // What is not paired: calls of the same machine from other tasks, or going on after an interrupt.
    expect(pairs.length).toBeGreaterThanOrEqual(recorded.calls.length / 2);
    const wrong: string[] = [];
    for (const [i, j] of pairs) {
      const call = calls[i] as CallEvent;
      if (NOT_COMPARED(call.stack)) continue;
      const seen = (recorded.stacks[recorded.calls[j]?.[2] ?? -1] ?? []).filter((fn) => ofModel.has(fn));
      const told = call.stack.filter((fn) => ofMachine.has(fn));
      if (told.slice(-seen.length).join(' > ') !== seen.join(' > '))
        wrong.push(`${call.row} ${call.name}: the machine ${seen.join(' > ')}, the model ${told.join(' > ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
