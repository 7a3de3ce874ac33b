import { fail, ok, problemText, type Result } from '../../base/result.ts';
import { readSubject } from '../../review/list.ts';
import { REVIEW_FORMATS, type Report } from '../../review/report.ts';
import { notRun, type Platforms, type Reviewed, reviewed, scenariosOf } from '../../review/review.ts';
import { LESSON_SUBJECTS, type Subject } from '../../review/subject.ts';
import { encodeLink } from '../../scenario/link.ts';
import { readPlatform } from '../../scenario/platform.ts';
import { run } from '../../scenario/run.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io, readLines } from '../io.ts';
import { writeLines } from '../write-lines.ts';

export const reviewCommand: Command = {
  name: 'review',
  operands: 'BEFORE AFTER',
  summary: 'runs every lesson, or a list of scenarios, on both and says what a change breaks and fixes',
  details: [
    '',
    'BEFORE and AFTER are a driver (v6.12), a secure world (optee), or both (v6.12/optee). A line',
    'is broken where a rule is broken, something leaks or hangs that did not before; fixed where',
    'less of that is left and nothing is new; different where it ends otherwise; else the same.',
    'FILE is a list with one scenario or link a line, or - for standard input. Exit status 1:',
    'something is broken; 2: a line of the list is no scenario.',
  ],
  flags: {
    on: { value: 'lessons|FILE', help: 'what is run, lessons if absent' },
    format: { value: 'FORMAT', oneOf: Object.keys(REVIEW_FORMATS), help: 'what is printed, text if absent' },
    page: { value: 'ADDRESS', help: 'the address of the page, put before the links' },
  },
  arity: [2, 2],
  async run(args, io): Promise<Result<Exit>> {
    const [before, after] = [readPlatform(args.operands[0] ?? ''), readPlatform(args.operands[1] ?? '')];
    if (!before.ok) return before;
    if (!after.ok) return after;
    const list = await listOf(args.values.get('on') ?? 'lessons', io);
    if (!list.ok) return list;
    const platforms = { before: before.value, after: after.value };
    const name = args.values.get('format') ?? 'text';
    const lines = list.value.subjects.map((subject) => judged(subject, platforms, name === 'json'));
    const page = (args.values.get('page') ?? '').split('#')[0] as string;
    const links = new Map<Reviewed, string>();
    // The text leaves the link out where nothing is otherwise.
    for (const line of lines)
      if (line.row !== null && (name !== 'text' || line.verdict !== 'the same'))
        links.set(line, page + (await linkOf(line)));
    const report: Report = { platforms, lines, link: (line) => links.get(line) ?? '' };
    const format = REVIEW_FORMATS[name] as (typeof REVIEW_FORMATS)[string];
    await writeLines(format(report), io);
    for (const bad of list.value.bad) io.err(`ffa-scope review: ${bad}\n`);
    for (const line of lines)
      if (line.verdict === 'not run')
        io.err(`ffa-scope review: ${line.subject.name} was not run: ${line.reasons.join(' ')}\n`);
    if (list.value.bad.length > 0) return ok(EXIT.badInput);
    return ok(lines.some((l) => l.verdict === 'broken') ? EXIT.violated : EXIT.ran);
  },
};

const linkOf = ({ scenarios, row }: Reviewed): Promise<string> =>
  encodeLink(scenarios.after, { row, panels: [] }, scenarios.before);

function judged(subject: Subject, platforms: Platforms, counted: boolean): Reviewed {
  const { before, after } = scenariosOf(subject, platforms);
  try {
    return reviewed(subject, run(before), run(after), counted);
  } catch (error) {
    return notRun(subject, platforms, error instanceof Error ? error.message : String(error));
  }
}

/** What is reviewed, and in a sentence each which lines of a list are no scenario. */
interface List {
  readonly subjects: readonly Subject[];
  readonly bad: readonly string[];
}

async function listOf(name: string, io: Io): Promise<Result<List>> {
  if (name === 'lessons') return ok({ subjects: LESSON_SUBJECTS, bad: [] });
  const subjects: Subject[] = [];
  const bad: string[] = [];
  let number = 0;
  try {
    for await (const line of readLines(name === '-' ? io.stdin() : io.file(name))) {
      number++;
      const read = await readSubject(line, number);
      if (read?.ok) subjects.push(read.value);
      else if (read !== null) bad.push(`line ${number}: ${problemText(read.error).replaceAll('\n', ' ')}`);
    }
  } catch (error) {
    return fail(fileTrouble(error), name, 'Name a file with one scenario a line, or write --on lessons.');
  }
  return subjects.length === 0 && bad.length === 0
    ? fail('there is no scenario in it.', name, 'Write one scenario a line.')
    : ok({ subjects, bad });
}
