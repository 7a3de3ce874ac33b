import { fail, ok, type Result } from '../../base/result.ts';
import { runSubject } from '../../export/run-subject.ts';
import { type Choice, choosesAll } from '../../export/subject.ts';
import { faultJson } from '../../scenario/json.ts';
import { run } from '../../scenario/run.ts';
import { runStreamed } from '../../scenario/run-streamed.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { MAX_ROWS } from '../../stack/run-options.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import type { Command } from '../command.ts';
import { CHOICE_FLAGS, choiceOf, formatHelp, formatOf, RUN_FORMATS } from '../export-flags.ts';
import type { Parsed } from '../flag.ts';
import { EXIT, type Exit, type Io } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { writeExport } from '../write-export.ts';
import { writeLines } from '../write-lines.ts';

/** A run may be as long as numbers of rows are told apart in its columns (trace/row-chunk.ts): 32 bits, with a sign. */
const MOST_ROWS = 2_000_000_000;

export const runCommand: Command = {
  name: 'run',
  operands: 'SCENARIO',
  summary: 'runs a scenario and prints its trace',
  details: [
    '',
    ...formatHelp(RUN_FORMATS),
    '',
    'jsonl of all rows is printed as the run goes, and its rows are not kept: --limit may',
    'be far above what memory holds there.',
    'Where a choice of the scenario cannot be followed the run ends, says why, and exits with 2.',
  ],
  flags: {
    format: { value: 'FORMAT', oneOf: RUN_FORMATS, help: 'what is printed, table if absent' },
    limit: { value: 'ROWS', help: 'stops a longer run there, 1000000 if absent' },
    check: { help: 'exit with 1 when an invariant broke' },
    ...CHOICE_FLAGS,
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const choice = choiceOf(args);
    if (!choice.ok) return choice;
    const limit = limitOf(args, streams(args, choice.value));
    if (!limit.ok) return limit;
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const written = streams(args, choice.value)
      ? ok(await stream(scenario.value, limit.value, io))
      : await keep(scenario.value, limit.value, args, choice.value, io);
    if (!written.ok) return written;
    const result = written.value;
    for (const index of result.missedFaults) {
      const fault = scenario.value.faults[index];
      if (fault !== undefined)
        io.err(`ffa-scope run: faults[${index}] never struck: ${JSON.stringify(faultJson(fault))}\n`);
    }
    if (result.problem !== null) {
      io.err(`ffa-scope run: ${result.problem}\n`);
      return ok(EXIT.badInput);
    }
    return ok(args.given.has('check') && result.violations > 0 ? EXIT.violated : EXIT.ran);
  },
};

/** What is told of a run when its rows are written. */
interface End extends Pick<Run, 'missedFaults' | 'problem'> {
  readonly violations: number;
}

/** Are the rows of this format independent of each other, and all of them wanted? */
const streams = (args: Parsed, choice: Choice): boolean => formatOf(args).name === 'jsonl' && choosesAll(choice);

async function stream(scenario: Scenario, limit: number, io: Io): Promise<End> {
  const rows = runStreamed(scenario, limit);
  let next = rows.next();
  function* lines(): Iterable<string> {
    for (; next.done !== true; next = rows.next()) yield jsonLine(next.value);
  }
  await writeLines(lines(), io);
  if (next.done !== true) throw new Error('the rows were not read to their end');
  return { ...next.value, violations: next.value.violations.length };
}

async function keep(s: Scenario, limit: number, args: Parsed, choice: Choice, io: Io): Promise<Result<End>> {
  const result = run(s, limit);
  const written = await writeExport(formatOf(args), await runSubject(result), choice, io);
  return written.ok ? ok({ ...result, violations: result.outcome.violations.length }) : written;
}

function limitOf(args: Parsed, streamed: boolean): Result<number> {
  const text = args.values.get('limit');
  if (text === undefined) return ok(MAX_ROWS);
  const rows = /^[0-9]{1,10}$/.test(text) ? Number(text) : 0;
  if (rows < 1 || rows > MOST_ROWS)
    return fail(`${JSON.stringify(text)} is no number of rows.`, '--limit', `Write one from 1 to ${MOST_ROWS}.`);
  if (rows > MAX_ROWS && !streamed)
    return fail(
      `this format needs all rows in memory, so it takes ${MAX_ROWS} at most.`,
      '--limit',
      'Write --format jsonl, which prints rows as they come.',
    );
  return ok(rows);
}
