import { fail, ok, type Result } from '../../base/result.ts';
import { type Comparison, compareWith } from '../../conformance/check.ts';
import type { OpenTrace } from '../../conformance/recording.ts';
import { openRecording } from '../../import/open.ts';
import { SECURE_WORLD_IDS, type SecureWorldId } from '../../stack/secure/facts.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io, readText } from '../io.ts';

/** The truths that ship, by what they are. */
const SHIPPED: readonly (readonly [name: string, files: readonly string[], secure?: SecureWorldId])[] = [
  ['golden', ['driver-v1.jsonl', 'driver-v6.12.jsonl']],
  ['golden with registers', ['driver-v6.12-frames.jsonl']],
  ['golden v7.3', ['driver-v7.3.jsonl']],
  ['recordings', ['recordings.jsonl', 'recordings-more.jsonl', 'recordings-7.3.jsonl', 'recordings-hafnium.jsonl']],
  ['raw calls', ['raw-optee.jsonl']],
  ['raw calls to Hafnium', ['raw-hafnium.jsonl'], 'hafnium'],
];
const DATA = 'src/conformance/data';

/** Compares the model with the real driver under faults and with the registers of a real machine. */
export const conformanceCommand: Command = {
  name: 'conformance',
  operands: '[FILE …]',
  summary: 'compares the model with the real driver and with a real machine',
  details: [
    '',
    'What a FILE holds is told by its content: cases, one a line (a scenario with what the',
    'driver did, with or without the registers, or with the frames that a machine showed);',
    'raw register calls, one a line, in order; or a recording, from which a scenario is',
    'derived. Without a file: the truths of this project. Each departure is named on',
    'standard error with its first difference, and the exit status is then 1. The last',
    'line is "N/M equal, K not applicable": K calls are decided by what no scenario says.',
  ],
  flags: {
    secure: {
      value: 'WORLD',
      oneOf: SECURE_WORLD_IDS,
      help: 'the secure world that raw calls were made to, optee if absent',
    },
  },
  arity: [0, 99],
  async run(args, io): Promise<Result<Exit>> {
    const named = SECURE_WORLD_IDS.find((s) => s === args.values.get('secure')) ?? 'optee';
    const sets =
      args.operands.length > 0
        ? args.operands.map((file) => [file, [() => io.file(file)], named] as const)
        : SHIPPED.map(
            ([name, files, world]) =>
              [name, files.map((f) => () => io.shipped(`${DATA}/${f}`)), world ?? named] as const,
          );
    const sum = { equal: 0, total: 0, notApplicable: 0, departures: 0 };
    for (const [name, files, secure] of sets) {
      const part = { equal: 0, total: 0, notApplicable: 0 };
      let unit = '';
      for (const file of files) {
        const compared = await compare(name, file, secure);
        if (!compared.ok) return compared;
        for (const departure of compared.value.departures) io.err(`${name}: ${departure}\n`);
        ({ unit } = compared.value);
        add(part, compared.value);
        sum.departures += compared.value.departures.length;
      }
      add(sum, part);
      await io.out(`${name}: ${part.equal}/${part.total} ${unit}${leftOut(part.notApplicable)}\n`);
    }
    await io.out(`${sum.equal}/${sum.total} equal, ${sum.notApplicable} not applicable\n`);
    return ok(sum.departures === 0 ? EXIT.ran : EXIT.violated);
  },
};

type Counts = { equal: number; total: number; notApplicable: number };

function add(to: Counts, { equal, total, notApplicable }: Counts): void {
  to.equal += equal;
  to.total += total;
  to.notApplicable += notApplicable;
}

const openTrace: OpenTrace = async (text) => {
  const recording = await openRecording(text);
  return recording.ok ? ok(recording.value.trace) : recording;
};

const leftOut = (n: number): string => (n === 0 ? '' : `, ${n} not applicable`);

async function compare(
  name: string,
  file: () => ReturnType<Io['file']>,
  secure: SecureWorldId,
): Promise<Result<Comparison>> {
  let text: string;
  try {
    text = await readText(file());
  } catch (error) {
    return fail(fileTrouble(error), name, 'Name a file that can be read.');
  }
  const compared = await compareWith(text, name, secure, openTrace);
  if (compared.ok) return compared;
  const { what, where, remedy } = compared.error;
  return fail(what, [name, where].filter(Boolean).join(', '), remedy);
}
