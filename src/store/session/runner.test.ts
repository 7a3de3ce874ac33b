import { describe, expect, test } from 'vitest';
import type { FrameSaid } from '../../abi/field.ts';
import { barsOf } from '../../layout/bars.ts';
import { type MadeRun, run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import { marksOf } from '../../study/marks.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import { CHUNK_ROWS } from '../../trace/row-chunk.ts';
import { TableTeller } from '../../trace/table-news.ts';
import type { Trace } from '../../trace/trace.ts';
import { idStates } from '../../words/ids.ts';
import type { Arrived, RunPortion } from './arriving-run.ts';
import { RunPortions } from './run-portions.ts';
import type { FromRunner, ToRunner } from './run-protocol.ts';
import { Runner, Stopped } from './runner.ts';

/** A worker of the test: it keeps what it is asked, and says what it is told to. */
class Stand {
  onmessage: ((e: { data: FromRunner }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((e: { preventDefault(): void; message: string }) => void) | null = null;
  readonly asked: ToRunner[] = [];
  ended = false;
  postMessage(m: ToRunner): void {
    this.asked.push(m);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromRunner): void {
    this.onmessage?.({ data });
  }
}

function made(): { runner: Runner; stands: Stand[] } {
  const stands: Stand[] = [];
  const runner = new Runner(() => {
    const stand = new Stand();
    stands.push(stand);
    return stand as unknown as Worker;
  });
  return { runner, stands };
}

const probe: Scenario = { ...DEFAULTS, actions: [{ do: 'probe' }] };
const long: Scenario = {
  ...DEFAULTS,
  actions: Array(10)
    .fill([{ do: 'probe' }, { do: 'remove' }])
    .flat(),
};
const { trace, history: _, start, ...others } = run(long);
const rest = { ...others, start };
const teller = new TableTeller();

/** The rows of a run in portions, as the worker says them. */
function portionsOf({ trace }: MadeRun, by = teller): RunPortion[] {
  const cut = new RunPortions(trace);
  const all: RunPortion[] = [];
  for (let next = cut.next(true); next !== null; next = cut.next(true))
    all.push(structuredClone({ ...next, news: by.news(trace.tables) }));
  return all;
}

describe('the worker that runs scenarios', () => {
  test('gives rows in portions, then the run with the scenario that was asked for', async () => {
    const { runner, stands } = made();
    const heard: Arrived[] = [];
    const answer = runner.run(long, (soFar) => heard.push(soFar));
    const portions = portionsOf(run(long), new TableTeller());
    for (const portion of portions.slice(0, -1)) stands[0]?.say({ kind: 'rows', id: 0, start, portion });
    stands[0]?.say({ kind: 'end', id: 0, portion: portions.at(-1) ?? null, rest: structuredClone(rest) });
    const got = await answer;
    expect(heard.map((h) => h.trace.length)).toEqual(heard.map((_, i) => (i + 1) * CHUNK_ROWS));
    expect(heard.length).toBe(Math.floor(trace.length / CHUNK_ROWS));
    expect(heard.map((h) => [...h.trace.rows()])).toEqual(heard.map((h) => [...trace.rows(0, h.trace.length)]));
    expect(heard[1]?.history.at(2 * CHUNK_ROWS - 1)).toEqual(run(long).history.at(2 * CHUNK_ROWS - 1));
    // What is drawn of the first rows while the others come knows nothing of those: the ids that are bound there are these.
    const bound = run(long).history.writesOf('spmc.vm0.bound');
    expect(bound.at(-1)).toBeGreaterThan(2 * CHUNK_ROWS);
    for (const h of heard) {
      const { length } = h.trace;
      expect(h.history.writesOf('spmc.vm0.bound')).toEqual(bound.filter((row) => row < length));
      for (const row of [100, length - 1]) {
        const whole = run(long);
        expect(idStates(h.trace, h.history, h.history.at(row), row)).toEqual(
          idStates(whole.trace, whole.history, whole.history.at(row), row),
        );
      }
    }
    expect(got.outcome).toEqual(run(long).outcome);
    // What the worker found out about the rows is what the page would.
    const whole = MemoryTrace.of(trace.rows());
    expect(marksOf(got.trace)).toEqual(marksOf(whole));
    const said = (of: Trace): FrameSaid[] => Array.from({ length: of.length }, (_, row) => of.said(row));
    expect(said(got.trace)).toEqual(said(whole));
    expect(said(heard[0]?.trace as Trace)).toEqual(said(whole).slice(0, CHUNK_ROWS));
    expect(new Set(said(whole).map((s) => s.summary)).size).toBeGreaterThan(10);
    barsOf(whole).within(0, trace.length);
    for (const row of [0, 500, 520, trace.length - 20])
      expect(barsOf(got.trace).within(row, row + 20)).toEqual(barsOf(whole).within(row, row + 20));
    expect(got.scenario).toBe(long);
    expect([...got.trace.rows()]).toEqual([...trace.rows()]);
    expect(got.history.at(trace.length - 1).size).toBe(run(long).history.at(trace.length - 1).size);
  });

  test('says nothing twice of what rows are made of, and a worker that is new says it again', async () => {
    const { runner, stands } = made();
    const by = new TableTeller();
    for (const id of [0, 1]) {
      const answer = runner.run(long);
      const portions = portionsOf(run(long), by);
      if (id === 1)
        expect(portions.map((p) => p.news.forms.length + p.news.pairs.length)).toEqual(portions.map(() => 0));
      for (const portion of portions) stands[0]?.say({ kind: 'rows', id, start, portion });
      stands[0]?.say({ kind: 'end', id, portion: null, rest });
      expect([...(await answer).trace.rows()]).toEqual([...trace.rows()]);
    }
    const stopped = runner.run(long);
    runner.stop();
    await expect(stopped).rejects.toThrow(Stopped);
    const again = runner.run(probe);
    const [portion] = portionsOf(run(probe), new TableTeller());
    stands[1]?.say({ kind: 'end', id: 3, portion: portion ?? null, rest });
    expect([...(await again).trace.rows()]).toEqual([...run(probe).trace.rows()]);
  });

  test('stays for the next question, and answers each by its number', async () => {
    const { runner, stands } = made();
    const difference = runner.difference(probe, DEFAULTS);
    const answer = runner.run(probe);
    stands[0]?.say({ kind: 'difference', id: 0, row: 7 });
    stands[0]?.say({ kind: 'end', id: 1, portion: portionsOf(run(probe))[0] ?? null, rest });
    expect(await difference).toBe(7);
    expect((await answer).trace.length).toBe(run(probe).trace.length);
    expect(stands).toHaveLength(1);
  });

  test('is thrown away when it is stopped, and the next question starts another', async () => {
    const { runner, stands } = made();
    const first = runner.run(probe);
    runner.stop();
    await expect(first).rejects.toBeInstanceOf(Stopped);
    expect(stands[0]?.ended).toBe(true);
    runner.stop();
    const second = runner.difference(probe, probe);
    stands[1]?.say({ kind: 'difference', id: 1, row: null });
    expect(await second).toBeNull();
  });

  test('that cannot start, ends, or fails says what happened', async () => {
    const { runner, stands } = made();
    const failed = runner.run(probe);
    stands[0]?.say({ kind: 'failed', id: 0, what: 'no such machine' });
    await expect(failed).rejects.toThrow('no such machine');
    const broken = runner.run(probe);
    stands[0]?.onerror?.({ preventDefault() {}, message: '' });
    await expect(broken).rejects.toThrow('reload the page');
    const none = new Runner(() => {
      throw new Error('no workers here');
    });
    await expect(none.run(probe)).rejects.toThrow('no workers here');
  });
});
