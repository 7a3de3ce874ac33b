import { fail, ok, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import type { Command } from './command.ts';
import type { Flag, Parsed } from './flag.ts';

/**
 * Reads the arguments of a command: `--flag`, `--flag value`, `--flag=value`, operands, and `--` before operands that
 * begin with a dash. A lone `-` is an operand. What is not known is an error that names the nearest flag.
 */
export function parseArgs(command: Command, argv: readonly string[]): Result<Parsed> {
  const where = `ffa-scope ${command.name}`;
  const operands: string[] = [];
  const following: string[] = [];
  let target = operands;
  const values = new Map<string, string>();
  const given = new Set<string>();
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] as string;
    if (arg === '--') {
      target.push(...argv.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-' || /^-[0-9]/.test(arg)) {
      target.push(arg);
      continue;
    }
    const [name, inline] = splitFlag(arg);
    const flag: Flag | undefined = Object.hasOwn(command.flags, name) ? command.flags[name] : undefined;
    if (flag === undefined || !arg.startsWith('--')) return unknownFlag(command, arg, name, where);
    given.add(name);
    if (flag.value === undefined) {
      if (flag.following !== undefined) target = following;
      if (inline !== null) return fail(`--${name} takes no value.`, where, `Write --${name}.`);
      continue;
    }
    const value = inline ?? argv[++i];
    if (value === undefined) return fail(`--${name} needs a value.`, where, `Write --${name} ${flag.value}.`);
    if (flag.oneOf !== undefined && !flag.oneOf.includes(value)) {
      const near = nearest(value, flag.oneOf);
      const all = `one of ${flag.oneOf.join(', ')}`;
      return fail(
        `--${name} has no ${JSON.stringify(value)}.`,
        where,
        `Write ${near === null ? all : `--${name} ${near}`}.`,
      );
    }
    values.set(name, value);
  }
  const [least, most] = command.arity;
  if (operands.length < least) return fail('something is missing.', where, `Write ${usage(command)}.`);
  if (operands.length > most)
    return fail(`${JSON.stringify(operands[most])} is one operand too many.`, where, `Write ${usage(command)}.`);
  return ok({ operands, values, given, following });
}

const splitFlag = (arg: string): readonly [name: string, value: string | null] => {
  const bare = arg.replace(/^--?/, '');
  const at = bare.indexOf('=');
  return at < 0 ? [bare, null] : [bare.slice(0, at), bare.slice(at + 1)];
};

function unknownFlag(command: Command, arg: string, name: string, where: string): Result<never> {
  const near = nearest(name, [...Object.keys(command.flags), 'help']);
  const remedy = near === null ? `See ffa-scope ${command.name} --help` : `Write --${near}`;
  return fail(`there is no flag ${arg.split('=')[0]}.`, where, `${remedy}.`);
}

/** `ffa-scope run SCENARIO [--format FORMAT] [--check]`. */
export function usage(command: Command): string {
  const usual = Object.entries(command.flags).filter(([, flag]) => flag.seldom === undefined);
  const flags = usual.map(
    ([name, flag]) => `[--${[name, flag.value ?? flag.following].filter((part) => part !== undefined).join(' ')}]`,
  );
  return ['ffa-scope', command.name, command.operands, ...flags].filter((part) => part !== '').join(' ');
}
