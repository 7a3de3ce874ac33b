import { ok, type Result } from '../../base/result.ts';
import { faultJson, scenarioText } from '../../scenario/json.ts';
import { run } from '../../scenario/run.ts';
import type { Run } from '../../scenario/types.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import { printTrace } from '../../trace/print.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { writeLines } from '../write-lines.ts';

/** What `--format` may be: the lines of the answer, without their ends. */
const FORMATS: { readonly [name: string]: (r: Run) => Iterable<string> } = {
  text: (r) => printTrace(r.trace),
  jsonl: function* (r) {
    for (const event of r.trace.rows()) yield jsonLine(event);
  },
  outcome: (r) => [JSON.stringify(r.outcome)],
  scenario: (r) => [scenarioText(r.scenario, { full: true }).trimEnd()],
};

export const runCommand: Command = {
  name: 'run',
  operands: 'SCENARIO',
  summary: 'runs a scenario and prints its trace',
  details: [
    '',
    'text is the trace in aligned columns, jsonl one event a line, outcome one line of',
    'JSON with what the probe returned, the frames, leaks and violations, and scenario',
    'the scenario itself with every default filled in. Where a choice of the scenario cannot',
    'be followed the run ends, says why, and exits with 2.',
  ],
  flags: {
    format: { value: 'FORMAT', oneOf: Object.keys(FORMATS), help: 'what is printed, text if absent' },
    check: { help: 'exit with 1 when an invariant broke' },
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const result = run(scenario.value);
    const format = FORMATS[args.values.get('format') ?? 'text'] as (r: Run) => Iterable<string>;
    await writeLines(format(result), io);
    for (const index of result.missedFaults) {
      const fault = scenario.value.faults[index];
      if (fault !== undefined)
        io.err(`scope run: faults[${index}] never struck: ${JSON.stringify(faultJson(fault))}\n`);
    }
    if (result.problem !== null) {
      io.err(`scope run: ${result.problem}\n`);
      return ok(EXIT.badInput);
    }
    return ok(args.given.has('check') && result.outcome.violations.length > 0 ? EXIT.violated : EXIT.ran);
  },
};
