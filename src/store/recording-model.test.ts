import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { deriveScenario } from '../import/derive-scenario.ts';
import { opened, traceText } from '../import/fixtures/files.ts';
import { ENGINE } from './engine.ts';
import { differenceText, type Modelled, modelRecording, openModelled } from './recording-model.ts';
import { createScope } from './store.ts';

async function modelled(text: string): Promise<Modelled> {
  const { trace } = await opened(text);
  const result = modelRecording(trace, deriveScenario(trace, 'recorded'));
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

describe('a recording beside the model', () => {
  test.each(['a-core-init', 'b-probe', 'c-remove', 'e-bound-3', 'f-async-uart', 'g1-pta-open-invoke-close'])(
    '%s: every call and reply is equal',
    async (name) => {
      const m = await modelled(traceText(name));
      expect(m.first).toBeNull();
      expect(m.counts).toMatchObject({ different: 0, onlyRecorded: 0, onlyModelled: 0 });
      expect(m.counts.equal).toBe(m.pairs.length);
      expect(differenceText(m)).toBe(`All ${m.pairs.length} calls are equal.`);
    },
  );

  test('a register that differs is named with its row and both values', async () => {
    // OP-TEE of this machine says 4.10; the call after it shows another size of the argument page.
    const text = traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60');
    expect(text).not.toBe(traceText('b-probe'));
    const m = await modelled(text);
    const first = ensure(m.first, 'a difference');
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

  test('opening the model goes to the first difference and says what differs', async () => {
    const m = await modelled(traceText('b-probe').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60'));
    const store = createScope(ENGINE);
    openModelled(store.getState, m, 'b-probe.trace.txt');
    const { tab, cursor, notes } = store.getState();
    expect(tab).toBe('simulate');
    expect(cursor).toBe(m.first?.modelled?.replyRow);
    expect(notes[0]).toContain('b-probe.trace.txt');
    expect(notes[0]).toContain('w1 of the call: recorded 0x70, model 0x60');
  });
});
