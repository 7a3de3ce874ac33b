import { describe, expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
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
const { trace, history: _, ...rest } = run(probe);

describe('the worker that runs scenarios', () => {
  test('gives rows in portions, then the run with the scenario that was asked for', async () => {
    const { runner, stands } = made();
    const heard: number[] = [];
    const answer = runner.run(probe, (rows) => heard.push(rows));
    stands[0]?.say({ kind: 'rows', id: 0, rows: [...trace.rows(0, 50)] });
    stands[0]?.say({ kind: 'rows', id: 0, rows: [...trace.rows(50)] });
    stands[0]?.say({ kind: 'end', id: 0, rest: structuredClone(rest) });
    const got = await answer;
    expect(heard).toEqual([50, trace.length]);
    expect(got.scenario).toBe(probe);
    expect([...got.trace.rows()]).toEqual([...trace.rows()]);
    expect(got.history.at(trace.length - 1).size).toBe(run(probe).history.at(trace.length - 1).size);
  });

  test('stays for the next question, and answers each by its number', async () => {
    const { runner, stands } = made();
    const difference = runner.difference(probe, DEFAULTS);
    const answer = runner.run(probe);
    stands[0]?.say({ kind: 'rows', id: 1, rows: [...trace.rows()] });
    stands[0]?.say({ kind: 'difference', id: 0, row: 7 });
    stands[0]?.say({ kind: 'end', id: 1, rest });
    expect(await difference).toBe(7);
    expect((await answer).trace.length).toBe(trace.length);
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
