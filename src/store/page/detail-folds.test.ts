import { expect, test } from 'vitest';
import { takenRows } from '../../export/selection.ts';
import { DETAILS, WHOLE } from '../../export/subject.ts';
import { FoldedLines } from '../../layout/lines.ts';
import { LESSONS } from '../../lessons/gallery.ts';
import { run } from '../../scenario/run.ts';
import { detailFolds } from './detail-folds.ts';

const traces = LESSONS.slice(0, 8).map((l) => run(l.scenario).trace);

test('everything folds nothing', () => {
  for (const trace of traces) expect(detailFolds(trace, 'everything')).toEqual([]);
});

test('what an export takes stands in a line of its own, and two rows that it leaves out never follow each other', () => {
  for (const detail of DETAILS)
    for (const trace of traces) {
      const taken = new Set([...takenRows({ trace }, { ...WHOLE, detail })].map((e) => e.row));
      const lines = new FoldedLines(trace.length, detailFolds(trace, detail));
      const alone = new Set<number>();
      let left = 0;
      for (let i = 0; i < lines.length; i++) {
        const line = lines.at(i);
        if (line.kind === 'row') alone.add(line.row);
        left = line.kind === 'row' && !taken.has(line.row) ? left + 1 : 0;
        expect(left).toBeLessThan(2);
      }
      for (const row of taken) expect(alone.has(row)).toBe(true);
    }
});
