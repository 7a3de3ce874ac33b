import { ok, type Result } from '../../base/result.ts';
import { defectsOf } from '../../explore/defects.ts';
import { isBroken } from '../../explore/ending.ts';
import { fixMatrix } from '../../explore/fix-matrix.ts';
import { FIX_FORMATS } from '../../explore/fix-report.ts';
import { sweepBase, type Tried } from '../../explore/sweep.ts';
import type { TriedPair } from '../../explore/sweep-pairs.ts';
import { pairsOf } from '../../explore/sweep-part.ts';
import { byText, onlyTogether, SWEEP_FORMATS, type SweepReport } from '../../explore/sweep-report.ts';
import { trial } from '../../explore/trial.ts';
import { addFault } from '../../scenario/fork.ts';
import { encodeLink } from '../../scenario/link.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, type Io } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { sweepInParts } from '../sweep-in-parts.ts';
import { writeLines } from '../write-lines.ts';

export const sweepCommand: Command = {
  name: 'sweep',
  operands: 'SCENARIO',
  summary: 'tries every fault at every place of a scenario and says what breaks',
  details: [
    '',
    'Places: each call, service, function and interrupt of the run, each time that it comes.',
    'Tried there: every answer that the secure world gives, that FF-A allows, and that none may',
    'give; a late, a lost and a preempted one. An ending is told beside that of the run without',
    'the fault. With --pairs a second fault follows each first one that broke nothing; of faults',
    'after which everything happens alike, but for the number of the error, one stands for all. It',
    'uses all cores. Exit status 1: something broke by an answer that a secure world may give.',
    '--fixes tells instead which fixes of the driver fixed end what: with all, none, each alone and',
    'all but each of them every fault is tried, and every order of what may happen around the',
    'scenario. It takes a minute or more.',
  ],
  flags: {
    pairs: { help: 'every two faults, too' },
    fixes: { help: 'which fix of the driver fixed ends what' },
    format: { value: 'FORMAT', oneOf: Object.keys(SWEEP_FORMATS), help: 'what is printed, text if absent' },
    page: { value: 'ADDRESS', help: 'the address of the page, put before the links' },
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const base = sweepBase(scenario.value);
    if (!base.ok) return base;
    if (args.given.has('fixes')) return ok(await sweepFixes(scenario.value, args.values.get('format') ?? 'text', io));
    const tried = (await sweepInParts(scenario.value, null, io.threads)).flat();
    const pairs = args.given.has('pairs')
      ? pairsOf(tried, await sweepInParts(scenario.value, tried, io.threads))
      : null;
    const page = (args.values.get('page') ?? '').split('#')[0] as string;
    const report = await withLinks({ base: base.value, tried, pairs }, page);
    const format = SWEEP_FORMATS[args.values.get('format') ?? 'text'] as (typeof SWEEP_FORMATS)[string];
    await writeLines(format(report), io);
    const broke = tried.some((t) => isBroken(t.ending.id) && t.answer.kind !== 'forbidden');
    return ok(broke || onlyTogether(report).length > 0 ? EXIT.violated : EXIT.ran);
  },
};

/** Which fix ends what, by all cores; how far it is goes to standard error. */
async function sweepFixes(scenario: Scenario, format: string, io: Io): Promise<Exit> {
  const { threads } = io;
  let said = -1;
  const matrix = await fixMatrix(scenario, {
    tell({ done, total }) {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > said) io.err(`ffa-scope sweep: ${done} of ${total} searches are done.\n`);
      said = Math.max(said, tenth);
    },
    run: async (situation, n) => (threads === undefined ? trial(situation) : threads.trial(situation, n)),
    workers: threads?.count ?? 1,
  });
  await writeLines((FIX_FORMATS[format] as (typeof FIX_FORMATS)[string])({ scenario, ...matrix }), io);
  return matrix.defects.length > 0 ? EXIT.violated : EXIT.ran;
}

/** Links are made for what a report names: the first run of each thing that breaks. */
async function withLinks(report: Omit<SweepReport, 'link'>, page: string): Promise<SweepReport> {
  const links = new Map<Tried | TriedPair, string>();
  for (const { by } of defectsOf(report.tried)) {
    const first = by[0] as Tried;
    links.set(first, page + (await linkOf(withFault(report.base.scenario, first), first.row)));
  }
  for (const pair of byText(onlyTogether(report)).values()) {
    const both = withFault(withFault(report.base.scenario, pair.first), pair.second);
    links.set(pair, page + (await linkOf(both, pair.second.row)));
  }
  return { ...report, link: (run) => links.get(run) ?? '' };
}

const withFault = (scenario: Scenario, { answer }: Tried): Scenario => addFault(scenario, answer.fault);
const linkOf = (scenario: Scenario, row: number): Promise<string> => encodeLink(scenario, { row, panels: [] });
