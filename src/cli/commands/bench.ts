import { ok, type Result } from '../../base/result.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Action } from '../../stack/config.ts';
import { simulate } from '../../stack/simulate.ts';
import { History } from '../../trace/history.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit } from '../io.ts';

/** Milliseconds (docs/budgets.md). */
const BUDGET = { simulate: 1000, index: 300, seek: 1 };
const ROUNDS = 5;

/** Times the model itself. It prints and never fails: a busy machine is no defect of the program. */
export const benchCommand: Command = {
  name: 'bench',
  operands: '',
  summary: 'times the model: 100,000 rows simulated, indexed and sought',
  details: ['', 'Prints the best and the median of five rounds beside the budget.'],
  flags: {},
  arity: [0, 0],
  async run(_args, io): Promise<Result<Exit>> {
    const scenario = large();
    const times = { simulate: [] as number[], index: [] as number[], seek: [] as number[] };
    let rows = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const t0 = performance.now();
      const { trace, start } = simulate(scenario);
      const t1 = performance.now();
      const history = new History(trace, start);
      history.at(trace.length - 1);
      history.writesOf('spmc.vm0.pending');
      const t2 = performance.now();
      for (let i = 0; i < 1000; i++) history.at((i * 7919) % trace.length);
      times.simulate.push(t1 - t0);
      times.index.push(t2 - t1);
      times.seek.push((performance.now() - t2) / 1000);
      rows = trace.length;
    }
    await io.out(`${rows} rows, node ${process.versions.node}, ${ROUNDS} rounds\n`);
    for (const [what, list] of Object.entries(times)) {
      const sorted = list.toSorted((a, b) => a - b);
      const best = sorted[0] ?? 0;
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      const budget = BUDGET[what as keyof typeof BUDGET];
      await io.out(
        `${what.padEnd(9)} best ${best.toFixed(3)} ms, median ${median.toFixed(3)} ms, budget ${budget} ms, ratio ${(median / budget).toFixed(2)}\n`,
      );
    }
    return ok(EXIT.ran);
  },
};

/** About 100,000 rows: probes, removes, and fifty notifications between them. */
function large(): Scenario {
  const parsed = parseScenario({ v: 1 });
  if (!parsed.ok) throw new Error('the empty scenario is valid');
  const round: Action[] = [
    { do: 'probe' },
    ...Array.from({ length: 50 }, (): Action => ({ do: 'notify' })),
    { do: 'remove' },
  ];
  return { ...parsed.value, actions: Array.from({ length: 60 }, () => round).flat() };
}
