import { fail, problemText, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import { VERSION } from '../base/version.ts';
import { parseArgs } from './args.ts';
import { allCommands, COMMAND_NAMES, commandNamed } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { EXIT, type Exit, type Io } from './io.ts';

/** Runs one command line, without the program's own name, and answers the exit status. Bad input is one line on `err`. */
export async function scope(argv: readonly string[], io: Io): Promise<Exit> {
  const result = await dispatch(argv, io);
  if (result.ok) return result.value;
  io.err(`ffa-scope: ${problemText(result.error).replaceAll('\n', ' ')}\n`);
  return EXIT.badInput;
}

const RAN = { ok: true, value: EXIT.ran } as const;

async function dispatch(argv: readonly string[], io: Io): Promise<Result<Exit>> {
  const [name, ...rest] = argv;
  if (name === undefined) return fail('no command is given.', '', 'See ffa-scope --help.');
  if (name === '--version' || name === '-V') {
    await io.out(`ffa-scope ${VERSION}\n`);
    return RAN;
  }
  const asksHelp = name === '--help' || name === '-h' || name === 'help';
  if (asksHelp && rest[0] === undefined) {
    await io.out(overview(await allCommands()));
    return RAN;
  }
  const wanted = asksHelp ? (rest[0] as string) : name;
  const command = await commandNamed(wanted);
  if (command === null) return unknown(wanted, asksHelp);
  const operandsEnd = rest.indexOf('--');
  const flags = operandsEnd < 0 ? rest : rest.slice(0, operandsEnd);
  if (asksHelp || flags.includes('--help') || flags.includes('-h')) {
    await io.out(commandHelp(command));
    return RAN;
  }
  const args = parseArgs(command, rest);
  return args.ok ? command.run(args.value, io) : args;
}

function unknown(name: string, asksHelp: boolean): Result<never> {
  const near = nearest(name, COMMAND_NAMES);
  return fail(
    `there is no command ${JSON.stringify(name)}.`,
    '',
    near === null ? 'See ffa-scope --help.' : `Write ffa-scope ${asksHelp ? 'help ' : ''}${near}.`,
  );
}
