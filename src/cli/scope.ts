import { fail, problemText, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import { parseArgs } from './args.ts';
import type { Command } from './command.ts';
import { batchCommand } from './commands/batch.ts';
import { benchCommand } from './commands/bench.ts';
import { conformanceCommand } from './commands/conformance.ts';
import { decodeCommand } from './commands/decode.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { galleryCommand } from './commands/gallery.ts';
import { linkCommand } from './commands/link.ts';
import { openCommand } from './commands/open.ts';
import { reviewCommand } from './commands/review.ts';
import { runCommand } from './commands/run.ts';
import { sweepCommand } from './commands/sweep.ts';
import { commandHelp, overview } from './help.ts';
import { EXIT, type Exit, type Io } from './io.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  runCommand,
  batchCommand,
  diffCommand,
  reviewCommand,
  sweepCommand,
  decodeCommand,
  linkCommand,
  galleryCommand,
  conformanceCommand,
  openCommand,
  explainCommand,
  benchCommand,
];

/** Runs one command line, without the program's own name, and answers the exit status. Bad input is one line on `err`. */
export async function scope(argv: readonly string[], io: Io): Promise<Exit> {
  const result = await dispatch(argv, io);
  if (result.ok) return result.value;
  io.err(`scope: ${problemText(result.error).replaceAll('\n', ' ')}\n`);
  return EXIT.badInput;
}

async function dispatch(argv: readonly string[], io: Io): Promise<Result<Exit>> {
  const [name, ...rest] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    await io.out(overview(COMMANDS));
    return { ok: true, value: EXIT.ran };
  }
  if (name === undefined) return fail('no command is given.', '', 'See scope --help.');
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      COMMANDS.map((c) => c.name),
    );
    return fail(
      `there is no command ${JSON.stringify(name)}.`,
      '',
      near === null ? 'See scope --help.' : `Write scope ${near}.`,
    );
  }
  const operandsEnd = rest.indexOf('--');
  const flags = operandsEnd < 0 ? rest : rest.slice(0, operandsEnd);
  if (flags.includes('--help') || flags.includes('-h')) {
    await io.out(commandHelp(command));
    return { ok: true, value: EXIT.ran };
  }
  const args = parseArgs(command, rest);
  return args.ok ? command.run(args.value, io) : args;
}
