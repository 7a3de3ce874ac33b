import { usage } from './args.ts';
import type { Command } from './command.ts';
import type { Flag } from './flag.ts';

const WIDTH = 80;
const EXIT_STATUS = [
  'EXIT STATUS',
  '  0  it ran',
  '  1  something broke or differs, and that was asked (--check, diff, review)',
  '  2  bad input: one line on standard error says what, where, and the remedy',
];

/** The answer to `ffa-scope --help`: a page in the order of a manual. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((c) => c.name.length));
  return lines(
    'NAME',
    '  ffa-scope - how Linux and OP-TEE talk through Arm FF-A, without a page',
    '',
    'SYNOPSIS',
    '  ffa-scope COMMAND [OPERAND …] [--FLAG [VALUE] …]',
    '  ffa-scope help COMMAND',
    '  ffa-scope --version',
    '',
    'COMMANDS',
    ...commands.flatMap((c) => wrapped(c.summary, `  ${c.name.padEnd(width)}  `, ' '.repeat(width + 4))),
    '',
    'OPERANDS',
    '  SCENARIO is a file, - for standard input, a link, or the name of a lesson; a',
    '  FILE may be - as well. Results go to standard output, diagnostics to standard',
    '  error.',
    '',
    ...EXIT_STATUS,
    '',
    'EXAMPLES',
    '  ffa-scope run eacces-walk',
    '  ffa-scope open ffa.trace.txt --check optee',
    '  ffa-scope decode 0x8400007f 0x80010000 0 8 --reply 0x84000060 0 0xfffffffa',
    '  ffa-scope serve ffa.trace.txt',
  );
}

/** The answer to `ffa-scope run --help`. */
export function commandHelp(command: Command): string {
  const { details } = command;
  const flags = Object.entries(command.flags).flatMap(([name, flag]) => ['', ...flagHelp(name, flag)]);
  return lines(
    'NAME',
    ...wrapped(command.summary, `  ffa-scope ${command.name} - `, '    '),
    '',
    'SYNOPSIS',
    ...wrapped(usage(command), '  ', '      '),
    ...(details.length > 0
      ? ['', 'DESCRIPTION', ...(details[0] === '' ? details.slice(1) : details).map(indented)]
      : []),
    ...(flags.length > 0 ? ['', 'OPTIONS', ...flags.slice(1)] : []),
    '',
    ...EXIT_STATUS,
  );
}

function flagHelp(name: string, flag: Flag): readonly string[] {
  const shown = [`--${name}`, flag.value ?? flag.following].filter((part) => part !== undefined).join(' ');
  const choice = flag.oneOf === undefined ? '' : `: ${flag.oneOf.join(', ')}`;
  return [`  ${shown}`, ...wrapped(`${flag.help}${choice}`, '      ', '      ')];
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`);
const lines = (...all: readonly string[]): string => all.map((l) => `${l}\n`).join('');

/** Words in lines of at most 80 columns; a word that is longer than a line has one of its own. */
function wrapped(text: string, first: string, next: string): readonly string[] {
  const out: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const glued = line === first || line === next ? line + word : `${line} ${word}`;
    if (glued.length <= WIDTH || line === first || line === next) line = glued;
    else {
      out.push(line);
      line = next + word;
    }
  }
  return [...out, line];
}
