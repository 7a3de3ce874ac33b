import { expect, test } from 'vitest';
import { hashRandom } from '../base/hash-random.ts';
import { LESSONS } from '../lessons/gallery.ts';
import type { Fault } from '../sim/fault.ts';
import { firstDifference } from '../study/align.ts';
import { addFault, siteOfRow } from './fork.ts';
import { run } from './run.ts';

// Ten scenarios, ten rows of each: the same ones at every run of the test.
const SCENARIOS = LESSONS.slice(0, 10).map((l, seed) => ({ name: l.name, scenario: l.scenario, seed }));
const FORKS = 10;

for (const { name, scenario, seed } of SCENARIOS)
  test(`${name}: a fork is the same up to the fault, and differs there`, () => {
    const before = run(scenario);
    // The row in which a function ends is no place of its own: a fault strikes where it begins.
    const sites = [...before.trace.rows()].flatMap((e) => {
      const begins = e.kind === 'call' || e.kind === 'enter' || (e.kind === 'step' && e.enter === null);
      const at = begins ? siteOfRow(before.trace, e.row) : null;
      return at === null ? [] : [{ row: e.row, at }];
    });
    expect(sites.length).toBeGreaterThan(FORKS);
    for (let n = 0; n < FORKS; n++) {
      const { row, at } = sites[Math.floor(hashRandom(seed, n) * sites.length)] as (typeof sites)[number];
      // Codes that nothing in these scenarios answers by itself, so that the fault changes what happens.
      const fault: Fault = { at, do: 'call' in at || 'service' in at ? { error: -7 } : { rc: -121 } };
      const after = run(addFault(scenario, fault));
      const said = `${JSON.stringify(fault)} at row ${row}`;
      const struck = [...after.trace.rows()].find((e) => e.fault === after.scenario.faults.length - 1);
      if (struck === undefined) throw new Error(`no row bears the fault: ${said}`);
      // A call is made as before, and its answer is another; a function answers at once.
      const parts = struck.kind === 'call' ? struck.row + 1 : struck.row;
      expect(after.missedFaults.includes(after.scenario.faults.length - 1), said).toBe(false);
      expect(struck.row, said).toBe(row);
      expect(firstDifference(before.trace, after.trace), said).toBe(parts);
      expect([...after.trace.rows(0, row)], said).toEqual([...before.trace.rows(0, row)]);
    }
  });
