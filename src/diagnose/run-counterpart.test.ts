import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { opened, traceText } from '../import/fixtures/files.ts';
import { counterpartLines } from '../layout/counterpart-lines.ts';
import type { PairLine } from '../layout/pair-lines.ts';
import { openCounterpart } from '../store/recording/open-counterpart.ts';
import { HERE } from '../store/session/engine.fixture.ts';
import { partingLine } from '../store/session/pair-lines.ts';
import { createScope } from '../store/store.ts';
import { alignmentOfCalls } from '../study/call-pairs.ts';
import { type Counterpart, differenceText, pairOfCalls } from '../study/counterpart.ts';
import { deriveScenario } from './derive-scenario.ts';
import { runCounterpart } from './run-counterpart.ts';

async function counterpart(text: string): Promise<Counterpart> {
  const { trace } = await opened(text);
  const result = runCounterpart(trace, deriveScenario(trace, 'recorded'));
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

/** Every row of both stands in exactly one line, in order, and calls stand beside calls of their name. */
function check({ trace, run }: Counterpart, lines: readonly PairLine[]): void {
  let [left, right] = [0, 0];
  for (const l of lines) {
    if (l.kind === 'fold') {
      if (l.count.left > 0) expect(l.left).toBe(left);
      if (l.count.right > 0) expect(l.right).toBe(right);
      left += l.count.left;
      right += l.count.right;
    }
    if (l.kind === 'both') {
      const [x, y] = [trace.row(l.left), run.trace.row(l.right)];
      if (x.kind === 'call' || y.kind === 'call')
        expect([y.kind, 'name' in y && y.name]).toEqual([x.kind, 'name' in x && x.name]);
    }
    if (l.kind === 'both' || l.kind === 'only-left') expect(l.left).toBe(left++);
    if (l.kind === 'both' || l.kind === 'only-right') expect(l.right).toBe(right++);
  }
  expect([left, right]).toEqual([trace.length, run.trace.length]);
}

describe('a recording beside its counterpart', () => {
  test.each(['a-core-init', 'b-probe', 'c-remove', 'e-bound-3', 'f-async-uart', 'g1-pta-open-invoke-close'])(
    '%s: every call and reply is equal',
    async (name) => {
      const m = await counterpart(traceText(name));
      expect(m.first).toBeNull();
      expect(m.counts).toMatchObject({ different: 0, onlyLeft: 0, onlyRight: 0 });
      expect(m.counts.equal).toBe(m.pairs.left.length);
      expect(differenceText(m)).toBe(`All ${m.pairs.left.length} calls are equal.`);
    },
  );

  test('a register that differs is named with its row and both values', async () => {
    // OP-TEE of this machine says 4.10; the call after it shows another size of the argument page.
    const text = traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60');
    expect(text).not.toBe(traceText('b-probe'));
    const m = await counterpart(text);
    const first = pairOfCalls(m, ensure(m.first, 'a difference'));
    expect(first.difference).toEqual({ message: 'call', register: 1, left: 0x70n, right: 0x60n });
    expect(differenceText(m)).toBe(`Row ${first.left?.row}, FFA_MEM_SHARE, w1 of the call: recorded 0x70, model 0x60.`);
    expect(m.counts.different).toBe(1);
  });

  test('a call that only the recording has is said to be so', async () => {
    const m = await counterpart(`${traceText('b-probe')}`.replaceAll(/^.*smc_(in|out):.*0x8400007f.*\n/gm, ''));
    expect(m.counts.onlyRight + m.counts.onlyLeft + m.counts.different).toBeGreaterThan(0);
    expect(differenceText(m)).toMatch(/^(Row \d+|FFA_\w+|\w+) /);
  });

  test('side by side: calls stand beside each other, what has no partner is a gap, and equal stretches fold', async () => {
    const name = 'f-async-uart';
    const equal = await counterpart(traceText(name));
    const same = counterpartLines(equal.trace, equal.run.trace, alignmentOfCalls(equal.pairs), new Set());
    expect(partingLine(same)).toBeNull();
    check(equal, same);

    const text = traceText(name).replace(/(smc_out.*r2=0x80) (r3=0x)0/, '$1 $21');
    expect(text).not.toBe(traceText(name));
    const m = await counterpart(text);
    const lines = counterpartLines(m.trace, m.run.trace, alignmentOfCalls(m.pairs), new Set());
    check(m, lines);
    const first = pairOfCalls(m, ensure(m.first, 'a difference'));
    const line = lines[ensure(partingLine(lines), 'a line')];
    expect(line).toMatchObject({
      kind: 'both',
      left: first.left?.replyRow,
      right: first.right?.replyRow,
      differs: true,
    });
    const fold = ensure(
      lines.find((l) => l.kind === 'fold'),
      'a fold',
    );
    const opened = counterpartLines(
      m.trace,
      m.run.trace,
      alignmentOfCalls(m.pairs),
      new Set(fold.kind === 'fold' ? [fold.left] : []),
    );
    expect(opened.length).toBeGreaterThan(lines.length);
    check(m, opened);
  });

  test('opening the model goes to the first difference and says what differs', async () => {
    const m = await counterpart(traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60'));
    const store = createScope(HERE);
    openCounterpart(store.getState, m, 'b-probe.trace.txt');
    const { tab, cursor, notes } = store.getState();
    expect(tab).toBe('simulate');
    expect(cursor).toBe(pairOfCalls(m, m.first ?? -1).right?.replyRow);
    expect(notes[0]).toContain('b-probe.trace.txt');
    expect(notes[0]).toContain('w1 of the call: recorded 0x70, model 0x60');
  });
});

test('the first register that differs, of the call or of the reply; none where all are equal', async () => {
  const { trace } = await opened(
    [
      '8400007d 0 2 -> 84000060 0 fffffffa',
      '8400007f 80010000 0 1 -> 84000061',
      '8400007f 80010000 0 2 -> 84000060 0 fffffffa',
    ].join('\n'),
  );
  const scenario = { v: 1, actions: [{ do: 'smc', w: ['0x8400007d', '0x0', '0x2'] }] };
  const bind = (bits: string, flags = '0x0') => ({ do: 'smc', w: ['0x8400007f', '0x80010000', flags, bits] });
  const run = (...actions: object[]) => {
    const derived = { ...deriveScenario(trace, 't'), before: 0 };
    const result = runCounterpart(trace, {
      ...derived,
      scenario: { ...scenario, actions: [...scenario.actions, ...actions] },
    });
    if (!result.ok) throw new Error(result.error.what);
    const { counts, pairs, first } = result.value;
    return { counts, first, registers: [...pairs.register], messages: [...pairs.message] };
  };
  // The third is granted in the model and denied in the recording: w0 of the reply is the first that differs.
  expect(run(bind('0x1'), bind('0x2'))).toMatchObject({ registers: [-1, -1, 0], messages: [0, 0, 1], first: 2 });
  expect(run(bind('0x1', '0x1'), bind('0x2'))).toMatchObject({ registers: [-1, 2, 0], messages: [0, 0, 1], first: 1 });
  expect(run(bind('0x4'), bind('0x2'))).toMatchObject({ registers: [-1, 3, 0], first: 1 });
  expect(run(bind('0x1'))).toMatchObject({ registers: [-1, -1, -1], first: 2, counts: { equal: 2, onlyLeft: 1 } });
});
