import { contextOf, type EventLine, taskName } from './ftrace-line.ts';

/** `     0.433 (         ): bash/219 ffa:smc_in(__probe_ip: -1071099884, a0: 2214592623, a1: 32769)`. */
const LINE =
  /^\s*(\d{1,15})\.(\d{3})(?:\s*\([^()]{0,30}\):)?\s+(?:(\S.{0,40}?)\/(\d{1,10})\s+|(\d{1,10})\s+)?[\w-]{1,64}:([\w.$-]{1,128})\((.*)\)$/;

/**
 * A line of `perf trace`: milliseconds from its start, the task with its thread, and the fields of the event by name in
 * decimal. It leaves out fields that are 0 (tools/perf/builtin-trace.c), so every register that is not there is 0. The
 * event is answered as the raw fields of a probe, in the order of the registers and with all of them.
 */
export function perfTraceLine(line: string): EventLine | null {
  const m = line.endsWith(')') ? LINE.exec(line) : null;
  if (m === null) return null;
  const body = fields(m[7] as string);
  if (body === null) return null;
  const task = m[3] === undefined ? (m[5] === undefined ? '' : `task-${m[5]}`) : taskName(m[3], m[4] as string);
  const ms = Number(m[1]);
  return {
    task,
    cpu: 0,
    kind: contextOf(undefined, task),
    seconds: Math.floor(ms / 1000),
    nanoseconds: (ms % 1000) * 1e6 + Number(m[2]) * 1000,
    timed: true,
    event: m[6] as string,
    body,
    padded: false,
  };
}

function fields(list: string): string | null {
  const found: (readonly [string, string])[] = [];
  for (const part of list.split(/,\s+/)) {
    const m = /^([A-Za-z_]\w{0,63}): (.{1,200})$/.exec(part);
    if (m !== null) found.push([m[1] as string, m[2] as string]);
    else if (part !== '') return null;
  }
  const named = new Map(found);
  const places = [...named].filter(([name]) => name.startsWith('__probe_'));
  if (places.length === 0) return null;
  const letter = [...named.keys()].map((name) => /^([a-z])[0-7]$/.exec(name)?.[1]).find((l) => l !== undefined);
  const printed = ([name, value]: readonly [string, string]): string => `${name}=${value}`;
  // A field that stands there twice, or a register before a smaller one, is of two lines that ran into each other.
  const registers = found.map(([name]) => name).filter((name) => /^[a-z][0-7]$/.test(name));
  if (named.size < found.length || registers.some((name, i) => i > 0 && name < (registers[i - 1] as string)))
    return [...places, ...found.filter(([name]) => !name.startsWith('__probe_'))].map(printed).join(' ');
  if (letter !== undefined)
    for (let i = 0; i < 8; i++) if (!named.has(`${letter}${i}`)) named.set(`${letter}${i}`, '0');
  const rest = [...named].filter(([name]) => !name.startsWith('__probe_')).toSorted(([a], [b]) => byRegister(a, b));
  return [...places, ...rest].map(printed).join(' ');
}

const byRegister = (a: string, b: string): number =>
  /^[a-z][0-7]$/.test(a) && /^[a-z][0-7]$/.test(b) ? a.localeCompare(b) : 0;
