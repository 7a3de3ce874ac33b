import { fail, ok, type Result } from '../../base/result.ts';
import { formatNamed } from '../../export/formats.ts';
import { PAIR_FORMATS, pairLinesOf } from '../../export/pair-formats.ts';
import { runSubject } from '../../export/run-subject.ts';
import type { Subject } from '../../export/subject.ts';
import { pairLines } from '../../layout/pair-lines.ts';
import { DIFF_FORMATS, type TwoRuns, twoRuns } from '../../review/two-runs.ts';
import { encodeLink } from '../../scenario/link.ts';
import { onPlatform, type Platform, platformText, readPlatform } from '../../scenario/platform.ts';
import { run } from '../../scenario/run.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { alignmentOf, alike } from '../../study/alignment.ts';
import type { Command } from '../command.ts';
import { CHOICE_FLAGS, choiceOf } from '../export-flags.ts';
import type { Parsed } from '../flag.ts';
import { EXIT, type Exit, type Io } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { writeExport } from '../write-export.ts';
import { writeLines } from '../write-lines.ts';

const WHERE = 'ffa-scope diff';
/** A picture of points comes from the page alone. */
const FORMATS_OF_TWO = [...Object.keys(DIFF_FORMATS), ...PAIR_FORMATS.filter((f) => f !== 'png'), 'html'];
const { detail, hide, registers, theme } = CHOICE_FLAGS;
const DRAWING_FLAGS = { detail, hide, registers, theme } as typeof CHOICE_FLAGS;

export const diffCommand: Command = {
  name: 'diff',
  operands: 'A [B]',
  summary: 'says where two runs part, and how each ends',
  details: [
    '',
    'A and B are scenarios: two of them, or one on two drivers (--drivers v6.12,v7.3), in two',
    'secure worlds (--secure with two names), or both. With one scenario and one name the other',
    'run is the scenario as it is. Exit status 1: they differ in some row; 0: in none.',
    '',
    'svg, mermaid and plantuml draw both: what is equal is folded, and where they part the two',
    'stand beside each other. html is the page with both in it. What is of one run alone, such as',
    'a C list, run prints.',
  ],
  flags: {
    drivers: { value: 'X,Y', help: 'A runs on driver X, B on driver Y' },
    secure: { value: 'X,Y', help: 'A runs in secure world X, B in Y' },
    format: { value: 'FORMAT', oneOf: FORMATS_OF_TWO, help: 'what is printed, text if absent' },
    ...DRAWING_FLAGS,
    page: { value: 'ADDRESS', help: 'the address of the page, put before the link' },
  },
  arity: [1, 2],
  async run(args, io): Promise<Result<Exit>> {
    const scenarios = await scenariosOf(args, io);
    if (!scenarios.ok) return scenarios;
    const runs: Run[] = [];
    for (const [i, scenario] of scenarios.value.entries()) {
      const made = run(scenario);
      if (made.problem !== null) return fail(made.problem, `scenario ${'AB'[i]}`, 'Change its choices.');
      runs.push(made);
    }
    const [a, b] = runs as [Run, Run];
    const page = (args.values.get('page') ?? '').split('#')[0] as string;
    const plain = twoRuns(a, b);
    const view = { row: plain.comparison.first, panels: [] };
    const two = { ...plain, link: page + (await encodeLink(b.scenario, view, a.scenario)) };
    const name = args.values.get('format') ?? 'text';
    const format = DIFF_FORMATS[name];
    const written = format === undefined ? await writeBoth(name, two, args, io) : ok(null);
    if (!written.ok) return written;
    if (format !== undefined) await writeLines(format(two), io);
    return ok(two.comparison.first === null ? EXIT.ran : EXIT.violated);
  },
};

/** Both runs as one drawing, or as one page. */
async function writeBoth(name: string, { a, b, link }: TwoRuns, args: Parsed, io: Io): Promise<Result<null>> {
  const choice = choiceOf(args);
  if (!choice.ok) return choice;
  const [left, right] = [await named(a, link), await named(b, link)];
  if (name === 'html') return writeExport(formatNamed('html'), right, choice.value, io);
  const lines = pairLines(alignmentOf(a.trace, b.trace), alike(a.trace, b.trace), new Set());
  const written = pairLinesOf(name, { left, right, lines, link }, choice.value);
  if (!written.ok) return written;
  await writeLines(written.value, io);
  return ok(null);
}

/** Two runs of one scenario are told apart by what they run on. */
async function named(r: Run, link: string): Promise<Subject> {
  const s = await runSubject(r, link);
  return { ...s, title: `${s.title === '' ? 'untitled' : s.title}, ${platformText(r.scenario)}` };
}

async function scenariosOf(args: Parsed, io: Io): Promise<Result<readonly [Scenario, Scenario]>> {
  const [first = '', second] = args.operands;
  const drivers = namesOf(args, 'drivers');
  if (!drivers.ok) return drivers;
  const worlds = namesOf(args, 'secure');
  if (!worlds.ok) return worlds;
  if (second === undefined && drivers.value === null && worlds.value === null)
    return fail(
      'there is nothing to compare it with.',
      WHERE,
      'Name a second scenario, or --drivers X,Y, or --secure X,Y.',
    );
  if (first === '-' && second === '-')
    return fail('standard input can be one of the two only.', WHERE, 'Name a file for the other.');
  const a = await loadScenario(first, io);
  if (!a.ok) return a;
  const b = second === undefined ? a : await loadScenario(second, io);
  if (!b.ok) return b;
  const at = (scenario: Scenario, i: 0 | 1): Scenario =>
    onPlatform(scenario, { ...drivers.value?.[i], ...worlds.value?.[i] });
  return ok([at(a.value, 0), at(b.value, 1)]);
}

/** The two names of a flag: `v6.12,v7.3`. null where it is not given. */
function namesOf(args: Parsed, flag: 'drivers' | 'secure'): Result<readonly [Platform, Platform] | null> {
  const text = args.values.get(flag);
  if (text === undefined) return ok(null);
  const names = text.split(',');
  if (names.length !== 2)
    return fail(`--${flag} needs two names with a comma between them.`, WHERE, `Write --${flag} X,Y.`);
  const read: Platform[] = [];
  for (const name of names) {
    const platform = readPlatform(name);
    if (!platform.ok) return platform;
    if (flag === 'drivers' ? platform.value.secure !== undefined : platform.value.driver !== undefined)
      return fail(
        `${name} is no ${flag === 'drivers' ? 'driver' : 'secure world'} alone.`,
        `${WHERE} --${flag}`,
        'Drivers stand in --drivers, secure worlds in --secure.',
      );
    read.push(platform.value);
  }
  return ok(read as [Platform, Platform]);
}
