import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { opened, traceText } from '../import/fixtures/files.ts';
import { modelLines } from '../layout/model-lines.ts';
import type { ForkLine } from '../layout/pair-lines.ts';
import { openModelled } from '../store/recording/open-modelled.ts';
import { ENGINE } from '../store/session/engine.ts';
import { partingLine } from '../store/session/pair-lines.ts';
import { createScope } from '../store/store.ts';
import { alignmentOfCalls, differenceText, type Modelled, pairAt } from '../study/modelled.ts';
import { deriveScenario } from './derive-scenario.ts';
import { modelRecording } from './model-recording.ts';

async function modelled(text: string): Promise<Modelled> {
  const { trace } = await opened(text);
  const result = modelRecording(trace, deriveScenario(trace, 'recorded'));
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

/** Every row of both stands in exactly one line, in order, and calls stand beside calls of their name. */
function check({ trace, run }: Modelled, lines: readonly ForkLine[]): void {
  let [a, b] = [0, 0];
  for (const l of lines) {
    if (l.kind === 'fold') {
      if (l.count > 0) expect(l.a).toBe(a);
      if ((l.countB ?? l.count) > 0) expect(l.b).toBe(b);
      a += l.count;
      b += l.countB ?? l.count;
    }
    if (l.kind === 'pair') {
      const [x, y] = [trace.row(l.a), run.trace.row(l.b)];
      if (x.kind === 'call' || y.kind === 'call')
        expect([y.kind, 'name' in y && y.name]).toEqual([x.kind, 'name' in x && x.name]);
    }
    if (l.kind === 'pair' || l.kind === 'only-a') expect(l.a).toBe(a++);
    if (l.kind === 'pair' || l.kind === 'only-b') expect(l.b).toBe(b++);
  }
  expect([a, b]).toEqual([trace.length, run.trace.length]);
}

describe('a recording beside the model', () => {
  test.each(['a-core-init', 'b-probe', 'c-remove', 'e-bound-3', 'f-async-uart', 'g1-pta-open-invoke-close'])(
    '%s: every call and reply is equal',
    async (name) => {
      const m = await modelled(traceText(name));
      expect(m.first).toBeNull();
      expect(m.counts).toMatchObject({ different: 0, onlyRecorded: 0, onlyModelled: 0 });
      expect(m.counts.equal).toBe(m.pairs.recorded.length);
      expect(differenceText(m)).toBe(`All ${m.pairs.recorded.length} calls are equal.`);
    },
  );

  test('a register that differs is named with its row and both values', async () => {
    // OP-TEE of this machine says 4.10; the call after it shows another size of the argument page.
    const text = traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60');
    expect(text).not.toBe(traceText('b-probe'));
    const m = await modelled(text);
    const first = pairAt(m, ensure(m.first, 'a difference'));
    expect(first.difference).toEqual({ side: 'call', register: 1, recorded: 0x70n, modelled: 0x60n });
    expect(differenceText(m)).toBe(
      `Row ${first.recorded?.row}, FFA_MEM_SHARE, w1 of the call: recorded 0x70, model 0x60.`,
    );
    expect(m.counts.different).toBe(1);
  });

  test('a call that only the recording has is said to be so', async () => {
    const m = await modelled(`${traceText('b-probe')}`.replaceAll(/^.*smc_(in|out):.*0x8400007f.*\n/gm, ''));
    expect(m.counts.onlyModelled + m.counts.onlyRecorded + m.counts.different).toBeGreaterThan(0);
    expect(differenceText(m)).toMatch(/^(Row \d+|FFA_\w+|\w+) /);
  });

  test('side by side: calls stand beside each other, what has no partner is a gap, and equal stretches fold', async () => {
    const name = 'f-async-uart';
    const equal = await modelled(traceText(name));
    const same = modelLines(equal.trace, equal.run.trace, alignmentOfCalls(equal), new Set());
    expect(partingLine(same)).toBeNull();
    check(equal, same);

    const text = traceText(name).replace(/(smc_out.*r2=0x80) (r3=0x)0/, '$1 $21');
    expect(text).not.toBe(traceText(name));
    const m = await modelled(text);
    const lines = modelLines(m.trace, m.run.trace, alignmentOfCalls(m), new Set());
    check(m, lines);
    const first = pairAt(m, ensure(m.first, 'a difference'));
    const line = lines[ensure(partingLine(lines), 'a line')];
    expect(line).toMatchObject({
      kind: 'pair',
      a: first.recorded?.replyRow,
      b: first.modelled?.replyRow,
      differs: true,
    });
    const fold = ensure(
      lines.find((l) => l.kind === 'fold'),
      'a fold',
    );
    const opened = modelLines(m.trace, m.run.trace, alignmentOfCalls(m), new Set(fold.kind === 'fold' ? [fold.a] : []));
    expect(opened.length).toBeGreaterThan(lines.length);
    check(m, opened);
  });

  test('opening the model goes to the first difference and says what differs', async () => {
    const m = await modelled(traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60'));
    const store = createScope(ENGINE);
    openModelled(store.getState, m, 'b-probe.trace.txt');
    const { tab, cursor, notes } = store.getState();
    expect(tab).toBe('simulate');
    expect(cursor).toBe(pairAt(m, m.first ?? -1).modelled?.replyRow);
    expect(notes[0]).toContain('b-probe.trace.txt');
    expect(notes[0]).toContain('w1 of the call: recorded 0x70, model 0x60');
  });
});
