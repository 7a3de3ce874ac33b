import { ok, type Result } from '../../base/result.ts';
import { usualEvents } from '../../explore/events.ts';
import { Search } from '../../explore/search.ts';
import { everySingle, sweepBase } from '../../explore/sweep.ts';
import { galleryScenario } from '../../lessons/gallery.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Action } from '../../stack/config.ts';
import { Running, simulate } from '../../stack/simulate.ts';
import { History } from '../../trace/history.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, type Threads } from '../io.ts';
import { sweepInParts } from '../sweep-in-parts.ts';

/** Milliseconds (docs/budgets.md). */
const BUDGET = { simulate: 1000, acted: 1000, index: 300, seek: 1 };
const ROUNDS = 5;

/** Times the model itself. It prints and never fails: a busy machine is no defect of the program. */
export const benchCommand: Command = {
  name: 'bench',
  operands: '',
  summary: 'times the model: 100,000 rows, every fault of a scenario, states of a search',
  details: ['', 'Prints the best and the median of five rounds beside the budget.'],
  flags: {},
  arity: [0, 0],
  async run(_args, io): Promise<Result<Exit>> {
    // First, while this process has taken nothing yet but what the search takes.
    await io.out(ordersLine());
    const scenario = large();
    const times = { simulate: [] as number[], acted: [] as number[], index: [] as number[], seek: [] as number[] };
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
      times.acted.push(actedIn(scenario));
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
    await io.out(sweepLine());
    await io.out(searchLine());
    await io.out(await pairsLine(io.threads));
    return ok(EXIT.ran);
  },
};

/** Milliseconds of a run that does not know what it has done before. */
function actedIn(scenario: Scenario): number {
  const from = performance.now();
  new Running(scenario, { isActed: true }).settle();
  return performance.now() - from;
}

/** CPU milliseconds of this process since `from`: another program of the machine does not count. */
const cpuSince = (from: NodeJS.CpuUsage): number => process.cpuUsage(from).user / 1000;

const CYCLE: readonly Action[] = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

/**
 * Every single fault of probe, notify, remove, in this thread alone: by the clock, and the CPU time with what the engine does beside it: the engine has the
 * code ready only after some rounds, so the first one is told, too.
 */
function sweepLine(): string {
  const rounds = Array.from({ length: 2 * ROUNDS + 1 }, () => {
    const [from, began] = [process.cpuUsage(), performance.now()];
    const base = sweepBase({ ...large(), actions: CYCLE });
    if (!base.ok) throw new Error(base.error.what);
    const { length } = everySingle(base.value);
    return { length, ms: performance.now() - began, cpu: cpuSince(from) };
  });
  const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const [first] = rounds;
  const ms = median(rounds.map((r) => r.ms));
  const cpu = median(rounds.map((r) => r.cpu));
  return `sweep     ${first?.length} faults, first ${first?.ms.toFixed(0)} ms, median ${ms.toFixed(0)} ms, ${cpu.toFixed(0)} ms CPU, budget 500 ms, ratio ${(ms / 500).toFixed(2)}\n`;
}

/** Distinct states a CPU second of a search, beside whole runs a CPU second of the same scenario. */
function searchLine(): string {
  const scenario = { ...large(), actions: CYCLE };
  const search = new Search({ scenario, events: usualEvents(scenario) });
  let from = process.cpuUsage();
  for (let bound = 0; bound <= 1; bound++) while (search.next(bound));
  const { states } = search.counts(1);
  const statesASecond = (states * 1000) / cpuSince(from);
  from = process.cpuUsage();
  const runs = 50;
  for (let i = 0; i < runs; i++) new Running(scenario, { isActed: true }).settle();
  const runsASecond = (runs * 1000) / cpuSince(from);
  const ratio = (statesASecond / runsASecond).toFixed(1);
  return `explore   ${statesASecond.toFixed(0)} states a second beside ${runsASecond.toFixed(0)} whole runs, ratio ${ratio}\n`;
}

/** Every two faults of it, in as many threads as there are cores: by the clock, as a person waits for them. */
async function pairsLine(threads?: Threads): Promise<string> {
  const scenario = { ...large(), actions: CYCLE };
  const singles = (await sweepInParts(scenario, null, threads)).flat();
  const from = performance.now();
  const groups = await sweepInParts(scenario, singles, threads);
  const seconds = (performance.now() - from) / 1000;
  const pairs = groups.reduce((n, group) => n + group.length, 0);
  return `pairs     ${pairs} pairs in ${seconds.toFixed(1)} s, ${threads?.count ?? 1} threads, budget 10 s, ratio ${(seconds / 10).toFixed(2)}\n`;
}

/** Every order of the lesson with the most of them, to the end, and the memory that this process has taken until then. */
function ordersLine(): string {
  const scenario = galleryScenario('two-ways');
  if (scenario === null) throw new Error('the lesson two-ways is gone');
  const from = process.cpuUsage();
  const before = process.memoryUsage.rss();
  const search = new Search({ scenario, events: [] });
  let bound = 0;
  for (; !search.counts(bound).complete; bound++) while (search.next(bound));
  const seconds = cpuSince(from) / 1000;
  const { states, runs } = search.counts(bound);
  // What started this process may have taken much already: in a clone, what bundles the command.
  const mb = (process.memoryUsage.rss() - before) / 1e6;
  return (
    `orders    two-ways complete: ${states} states, ${runs} runs, ${seconds.toFixed(1)} s CPU, budget 30 s, ratio ${(seconds / 30).toFixed(2)}\n` +
    `memory    ${mb.toFixed(0)} MB, budget 300 MB, ratio ${(mb / 300).toFixed(2)}\n`
  );
}

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
