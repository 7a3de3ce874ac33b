import { ok, type Result } from '../../base/result.ts';
import { runSubject } from '../../export/run-subject.ts';
import { faultJson } from '../../scenario/json.ts';
import { run } from '../../scenario/run.ts';
import type { Command } from '../command.ts';
import { CHOICE_FLAGS, choiceOf, formatHelp, formatOf, RUN_FORMATS } from '../export-flags.ts';
import { EXIT, type Exit } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { writeExport } from '../write-export.ts';

export const runCommand: Command = {
  name: 'run',
  operands: 'SCENARIO',
  summary: 'runs a scenario and prints its trace',
  details: [
    '',
    ...formatHelp(RUN_FORMATS),
    '',
    'Where a choice of the scenario cannot be followed the run ends, says why, and exits with 2.',
  ],
  flags: {
    format: { value: 'FORMAT', oneOf: RUN_FORMATS, help: 'what is printed, table if absent' },
    check: { help: 'exit with 1 when an invariant broke' },
    ...CHOICE_FLAGS,
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const choice = choiceOf(args);
    if (!choice.ok) return choice;
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const result = run(scenario.value);
    const written = await writeExport(formatOf(args), await runSubject(result), choice.value, io);
    if (!written.ok) return written;
    for (const index of result.missedFaults) {
      const fault = scenario.value.faults[index];
      if (fault !== undefined)
        io.err(`ffa-scope run: faults[${index}] never struck: ${JSON.stringify(faultJson(fault))}\n`);
    }
    if (result.problem !== null) {
      io.err(`ffa-scope run: ${result.problem}\n`);
      return ok(EXIT.badInput);
    }
    return ok(args.given.has('check') && result.outcome.violations.length > 0 ? EXIT.violated : EXIT.ran);
  },
};
