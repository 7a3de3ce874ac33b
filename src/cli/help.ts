import { usage } from './args.ts';
import type { Command } from './command.ts';

/** The answer to `scope --help`. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((c) => c.name.length));
  const rows = commands.map((c) => `  ${c.name.padEnd(width)}  ${c.summary}`);
  return [
    'FF-A Scope without a page: how Linux and OP-TEE talk through Arm FF-A.',
    '',
    'usage: npm run --silent scope -- COMMAND …',
    '',
    ...rows,
    '',
    'scope COMMAND --help says more. SCENARIO is a file, - for standard input, a link, or the name of a lesson.',
    'Exit status: 0 it ran, 1 something broke or differs and that was asked, 2 bad input.',
    '',
  ].join('\n');
}

/** The answer to `scope run --help`. */
export function commandHelp(command: Command): string {
  const flags = Object.entries(command.flags).map(([name, flag]) => {
    const shown = ['--'.concat(name), flag.value ?? flag.following].filter((part) => part !== undefined).join(' ');
    const choice = flag.oneOf === undefined ? '' : ` (${flag.oneOf.join(', ')})`;
    return `  ${shown.padEnd(18)} ${flag.help}${choice}`;
  });
  return [
    `usage: ${usage(command)}`,
    '',
    command.summary,
    ...command.details,
    ...(flags.length > 0 ? ['', ...flags] : []),
    '',
  ].join('\n');
}
