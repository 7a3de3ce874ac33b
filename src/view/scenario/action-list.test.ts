import { describe, expect, it } from 'vitest';
import type { Action } from '../../stack/config.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import {
  actionRows,
  fewestCpus,
  moveAction,
  parameterOf,
  removeAction,
  setParameter,
  toggleTogether,
} from './action-list.ts';

const LIST: readonly Action[] = [{ do: 'probe' }, { do: 'notify', cpu: 1 }, { do: 'remove', with: 'previous' }];

describe('changes of the list', () => {
  it('moves, and stays where there is no place', () => {
    expect(moveAction(LIST, 1, 1).map((a) => a.do)).toEqual(['probe', 'remove', 'notify']);
    expect(moveAction(LIST, 0, -1)).toBe(LIST);
    expect(moveAction(LIST, 2, 1)).toBe(LIST);
  });

  it('never lets the first action go with one before it', () => {
    expect(moveAction([LIST[1] as Action, LIST[2] as Action], 1, -1)[0]).toEqual({ do: 'remove' });
    expect(removeAction([{ do: 'probe' }, { do: 'remove', with: 'previous' }], 0)).toEqual([{ do: 'remove' }]);
    expect(toggleTogether(LIST, 0)).toBe(LIST);
  });

  it('makes a race and takes it back', () => {
    const race = toggleTogether(LIST, 1);
    expect(race[1]).toEqual({ do: 'notify', cpu: 1, with: 'previous' });
    expect(toggleTogether(race, 1)).toEqual(LIST);
  });
});

describe('parameters', () => {
  it('changes the number of an action, within its range', () => {
    const p = parameterOf(LIST[1] as Action, 4);
    if (p === null) throw new Error('notify has a CPU');
    expect(setParameter(LIST, 1, p, 9)[1]).toEqual({ do: 'notify', cpu: 3 });
    expect(setParameter(LIST, 1, p, 0)[1]).toEqual({ do: 'notify' });
    expect(setParameter(LIST, 1, p, Number.NaN)).toBe(LIST);
  });

  it('has none for what takes no number, nor a choice of one CPU', () => {
    expect(parameterOf({ do: 'probe' }, 4)).toBeNull();
    expect(parameterOf({ do: 'notify' }, 1)).toBeNull();
    expect(parameterOf({ do: 'request', id: 7 }, 1)).toMatchObject({ name: 'id', value: 7 });
  });

  it('knows how many CPUs the actions need', () => {
    expect(fewestCpus(LIST)).toBe(2);
    expect(fewestCpus([])).toBe(1);
  });
});

describe('actionRows', () => {
  it('gives the rows of each action', () => {
    const rows = [-1, 0, 0, 2, 0].map(
      (action, row): TraceEvent => ({
        kind: 'change',
        who: 'spmc',
        row,
        at: 0,
        cpu: 0,
        ctx: 'x',
        ctxKind: 'process',
        stack: [],
        cause: null,
        why: '',
        src: null,
        fault: null,
        changes: [],
        action,
      }),
    );
    expect(actionRows(MemoryTrace.of(rows), 3)).toEqual([[1, 4], null, [3, 3]]);
  });
});
