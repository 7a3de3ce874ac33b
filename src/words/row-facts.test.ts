import { describe, expect, it } from 'vitest';
import type { ChoiceEvent, IrqEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { ENTER, LOG, REFUSED, STEP } from './refused.fixture.ts';
import { commonFacts, rowFacts } from './row-facts.ts';

describe('rowFacts', () => {
  it('tells a function from its beginning, with the row of its end', () => {
    expect(rowFacts(REFUSED, ENTER)).toEqual([
      { term: 'Function', text: 'notify_request()', code: true },
      { term: 'Argument', text: 'notify_id = 3', code: true },
      { term: 'Argument', text: 'is_per_vcpu = no', code: true },
      { term: 'Runs in', text: 'FF-A core' },
      { term: 'Ends', text: 'in', row: 3 },
    ]);
  });

  it('says that a function never ends in this run', () => {
    expect(rowFacts(MemoryTrace.of([ENTER]), ENTER)).toContainEqual({
      term: 'Ends',
      text: 'not in this run',
      tone: 'warn',
    });
  });

  it('marks a negative result', () => {
    expect(rowFacts(REFUSED, STEP)).toContainEqual({
      term: 'Result',
      text: '−EACCES (−13)',
      code: true,
      tone: 'error',
    });
  });

  it('quotes a log line as it is printed', () => {
    expect(rowFacts(REFUSED, LOG)).toContainEqual({
      term: 'Printed',
      text: 'optee: Failed to initialize async notifications: -13',
      code: true,
    });
  });

  it('says what kind of interrupt it is, or that it is not recorded', () => {
    const irq: IrqEvent = { ...LOG, kind: 'irq', from: 'spmc', to: 'arm_ffa', irq: 'SRI', intid: 8, phase: 'raised' };
    expect(rowFacts(REFUSED, irq)).toContainEqual({ term: 'INTID', text: '8, an SGI' });
    expect(rowFacts(REFUSED, { ...irq, intid: null })).toContainEqual({ term: 'INTID', text: 'not recorded' });
  });

  it('shows which context was chosen', () => {
    const choice: ChoiceEvent = { ...LOG, kind: 'choice', options: ['insmod', 'SRI on CPU 1'], chosen: 1 };
    expect(rowFacts(REFUSED, choice)).toEqual([
      { term: 'Could run', text: 'insmod, the default' },
      { term: 'Could run', text: 'SRI on CPU 1, and this one did', tone: 'ok' },
    ]);
  });
});

describe('commonFacts', () => {
  it('names the fault, and the cause where it is not the row before', () => {
    expect(commonFacts({ ...STEP, enter: null }, 'The 1st BIND answers DENIED −6')).toEqual([
      { term: 'Fault', text: 'The 1st BIND answers DENIED −6.', tone: 'fault' },
      { term: 'Led to by', text: '', row: 0 },
    ]);
    expect(commonFacts({ ...STEP, cause: 2 }, null)).toEqual([]);
  });

  it('does not say twice where a function began', () => {
    expect(STEP.cause).toBe(STEP.enter);
    expect(commonFacts(STEP, null)).toEqual([]);
  });
});
