import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { galleryScenario } from '../lessons/gallery.ts';
import { firstDifference } from '../study/align.ts';
import { addFault, siteOfRow } from './fork.ts';
import { run } from './run.ts';

const scenario = ensure(galleryScenario('eacces-walk'), 'lesson');
const before = run(scenario);

test('the rows before a fault stay, and the fault strikes where the row said', () => {
  let forks = 0;
  for (const row of before.trace.rows()) {
    const site = siteOfRow(before.trace, row.row);
    if (site === null || (row.kind === 'step' && row.enter !== null) || row.kind === 'return') continue;
    const fault = { at: site, do: 'call' in site ? { error: -3 } : { rc: -12 } } as const;
    const after = run(addFault(scenario, fault));
    const first = firstDifference(before.trace, after.trace);
    const struck = [...after.trace.rows()].find((e) => e.fault === 0);
    expect(after.missedFaults, JSON.stringify(fault)).toEqual([]);
    forks++;
    expect(first === null || first >= row.row, `${JSON.stringify(fault)} at ${row.row}, differs at ${first}`).toBe(
      true,
    );
    expect(struck?.row, JSON.stringify(fault)).toBeGreaterThanOrEqual(row.row);
    expect(struck?.row, JSON.stringify(fault)).toBeLessThanOrEqual(row.row + 1);
  }
  expect(forks).toBeGreaterThan(25);
});

test('a run is the same twice, to the last byte', () => {
  expect(firstDifference(before.trace, run(scenario).trace)).toBeNull();
  expect([...run(scenario).trace.rows()]).toEqual([...before.trace.rows()]);
});
