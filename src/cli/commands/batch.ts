import { fail, ok, problemText, type Result } from '../../base/result.ts';
import { readScenarioLine } from '../../review/list.ts';
import { run } from '../../scenario/run.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, readLines } from '../io.ts';

export const batchCommand: Command = {
  name: 'batch',
  operands: 'FILE',
  summary: 'runs one scenario a line and prints one outcome a line, in the same order',
  details: [
    '',
    'A line is the JSON of a scenario or a link; empty lines are passed over. A line that is',
    'wrong answers {"error": …} and the rest go on. FILE may be - for standard input.',
  ],
  flags: { check: { help: 'exit with 1 when an invariant broke in any of them' } },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const name = args.operands[0] as string;
    let violated = false;
    const lines = readLines(name === '-' ? io.stdin() : io.file(name))[Symbol.asyncIterator]();
    for (;;) {
      let next: IteratorResult<string>;
      try {
        next = await lines.next();
      } catch (error) {
        return fail(fileTrouble(error), name, 'Name a file with one scenario a line.');
      }
      if (next.done) return ok(violated && args.given.has('check') ? EXIT.violated : EXIT.ran);
      if (next.value.trim() === '') continue;
      const answer = await outcomeOf(next.value);
      if ('violations' in answer && answer.violations.length > 0) violated = true;
      await io.out(`${JSON.stringify(answer)}\n`);
    }
  },
};

async function outcomeOf(line: string) {
  const scenario = await readScenarioLine(line);
  if (!scenario.ok) return { error: problemText(scenario.error) };
  const { outcome, problem } = run(scenario.value);
  return problem === null ? outcome : { error: problem };
}
