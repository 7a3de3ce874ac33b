import { describe, expect, it } from 'vitest';
import { frame } from '../../abi/frame.ts';
import type { RowBase, TraceEvent } from '../../trace/event.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import { RowsOfFile } from './rows-of-file.ts';
import { sourceText } from './source-text.ts';

const { sentences } = sourceText(`yield* smc('May it signal the id?', call);
if (rc !== 0) {
  yield* log('The id is taken', 'error', 'text');
}
`);
const base = (row: number, why: string, src = 'linux/notifier'): RowBase => ({
  row,
  at: row,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: [],
  cause: null,
  why,
  src,
  fault: null,
  action: 0,
  changes: [],
});
const message = { from: 'arm_ffa', to: 'spmc', via: [], w: frame(1n), name: 'X', service: null } as const;
const TRACE = MemoryTrace.of([
  { ...base(0, 'May it signal the id?'), ...message, kind: 'call' },
  { ...base(1, 'The SPMC refuses.'), ...message, kind: 'return', of: 0 },
  { ...base(2, 'The id is taken'), kind: 'log', who: 'arm_ffa', level: 'error', text: 'text' },
  { ...base(3, 'The id is taken', 'linux/other'), kind: 'log', who: 'arm_ffa', level: 'error', text: 'text' },
  { ...base(4, 'May it signal the id?'), ...message, kind: 'call' },
] satisfies TraceEvent[]);

describe('RowsOfFile', () => {
  const rows = new RowsOfFile(TRACE, 'linux/notifier', sentences);

  it('finds the line of a row, and of a reply the line of its call', () => {
    expect([0, 1, 2, 4].map((r) => rows.lineOfRow(TRACE.row(r)))).toEqual([0, 0, 2, 0]);
  });

  it('knows which lines ran', () => {
    expect(rows.lines).toEqual([0, 2]);
  });

  it('goes to the next row of a line, and from the last to the first', () => {
    expect(rows.next(0, 1)).toBe(4);
    expect(rows.next(0, 4)).toBe(0);
    expect(rows.next(2, -1)).toBe(2);
    expect(rows.next(1, 0)).toBeNull();
  });
});
