import { expect, test } from 'vitest';
import { encodeLink } from '../scenario/link.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import type { Io } from './io.ts';
import { scope } from './scope.ts';

/** It would set the title of a terminal, colour it, ring, take its line back, and turn the direction of writing round. */
const HOSTILE = '\u001b]0;taken\u0007\u001b[2K\u001b[31m\u009b1mx\u202egpj.exe\u2066\b\b';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** What a command writes to a terminal, both streams; `text` is every file and the standard input. */
async function written(argv: readonly string[], text = ''): Promise<string> {
  let said = '';
  async function* given(): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(text);
  }
  const say = (line: string): void => {
    said += line;
  };
  const io: Io = {
    out: async (line) => say(line),
    err: say,
    stdin: given,
    file: given,
    follow: given,
    shipped: given,
    ended: async () => {},
  };
  await scope(argv, io);
  return said;
}

const FTRACE = `${HOSTILE}tee-123 [001] d..1.    12.345678: ffa_call: (${HOSTILE}arm_ffa+0x0/0x10) a0=0x84000063 a1=0x10002 a2=0x0 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x0\n`;
const CONSOLE = `[    1.936569] optee: ${HOSTILE}: Unexpected error -16\nE/TC:0 ${HOSTILE} spmc_handle_msg:1 ${HOSTILE}\n`;
const RECORDING = JSON.stringify([
  {
    seq: 1,
    ts_us: 1,
    cpu: 0,
    comm: HOSTILE,
    stack: [HOSTILE],
    call: ['0x84000063'],
    ret: [HOSTILE],
    [HOSTILE]: HOSTILE,
  },
]);
const LINE = JSON.stringify({
  row: 0,
  at: 0,
  kind: 'log',
  level: 'info',
  who: 'optee-driver',
  text: HOSTILE,
  why: HOSTILE,
});
const SCENARIO = { ...DEFAULTS, title: HOSTILE, actions: [{ do: 'probe' }] };
const LINK = `http://localhost/${await encodeLink({ ...DEFAULTS, title: HOSTILE }, { row: 0, panels: [HOSTILE] })}`;

const CASES: readonly (readonly [what: string, argv: readonly string[], text?: string])[] = [
  ['a trace', ['open', 'x'], FTRACE],
  ['a trace and its name', ['open', HOSTILE], FTRACE],
  ['a console', ['open', 'x'], CONSOLE],
  ['a recording', ['open', 'x'], RECORDING],
  ['our own lines', ['open', 'x'], LINE],
  ['what is no recording', ['open', HOSTILE], HOSTILE],
  ['a message', ['explain', 'x'], CONSOLE],
  ['the title of a scenario', ['run', 'x.json'], JSON.stringify(SCENARIO)],
  ['the title of a scenario in a mail', ['run', 'x.json', '--format', 'text'], JSON.stringify(SCENARIO)],
  ['the title of a scenario as a diagram', ['run', 'x.json', '--format', 'mermaid'], JSON.stringify(SCENARIO)],
  ['a link', ['run', LINK]],
  ['a damaged link', ['run', `${LINK}${HOSTILE}`]],
  ['a field of a scenario', ['run', 'x.json'], JSON.stringify({ v: 1, [HOSTILE]: 1 })],
  ['a value of a scenario', ['run', 'x.json'], JSON.stringify({ v: 1, driver: HOSTILE })],
  ['an action of a scenario', ['run', 'x.json'], JSON.stringify({ v: 1, actions: [{ do: HOSTILE, [HOSTILE]: 1 }] })],
  ['broken JSON', ['run', 'x.json'], `{"v":1,${HOSTILE}`],
  ['the name of a lesson', ['run', HOSTILE]],
  ['a command', [HOSTILE]],
  ['a flag', ['run', `--${HOSTILE}`]],
  ['the value of a flag', ['run', 'probe', '--format', HOSTILE]],
  ['registers', ['decode', HOSTILE]],
];

for (const [what, argv, text] of CASES)
  test(`${what} brings no control characters to the terminal`, async () => {
    const said = await written(argv, text);
    expect(said).not.toBe('');
    expect(said.split('\n').filter((line) => CONTROL.test(line))).toEqual([]);
  });
