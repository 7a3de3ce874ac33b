import { fail, ok, type Result } from '../../base/result.ts';
import { explainText } from '../../diagnose/explain.ts';
import { printStory } from '../../diagnose/story/print.ts';
import { findWrapping } from '../../import/wrapping/find-wrapping.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble } from '../io.ts';
import { writeLines } from '../write-lines.ts';

/** No log that a person reads is longer; what is beyond is left out, and that is said. */
const MAX_BYTES = 64 << 20;

export const explainCommand: Command = {
  name: 'explain',
  operands: 'FILE',
  summary: 'tells what the messages of a log mean, and what leads to them',
  details: [
    '',
    'FILE, or - for standard input, is text of dmesg, of a console, or one message or number:',
    '  echo "optee: mem_reclaim: 0x100000000000 -13" | ffa-scope explain -',
    'One story for each first cause, with what follows from it; what speaks for a cause (+)',
    'and against it (-), and a scenario that shows it, where the model has one.',
  ],
  flags: {},
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const operand = args.operands[0] as string;
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    try {
      for await (const piece of operand === '-' ? io.stdin() : io.file(operand)) {
        bytes += piece.length;
        if (bytes > MAX_BYTES) break;
        text += decoder.decode(piece, { stream: true });
      }
    } catch (trouble) {
      const where = operand === '-' ? 'standard input' : operand;
      return fail(fileTrouble(trouble), where, 'Name a file that can be read.');
    }
    if (bytes > MAX_BYTES) io.err(`ffa-scope explain: only the first ${MAX_BYTES >> 20} MiB were read.\n`);
    const { story, explanations } = explainText(text, Number.POSITIVE_INFINITY, findWrapping);
    const told = printStory(story, 'whole');
    const codes = explanations.filter((e) => e.finding === null);
    await writeLines(told, io);
    await writeLines(
      codes.flatMap((e) => [e.meaning, ...e.causes.map((c) => `  - ${c.title}. ${c.because}`)]),
      io,
    );
    if (told.length + codes.length === 0)
      await io.out('Nothing is known of this here. Give the whole line as it was printed, with its number.\n');
    return ok(EXIT.ran);
  },
};
