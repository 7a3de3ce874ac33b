import { fail, ok, type Result } from '../../base/result.ts';
import { checkGolden, type GoldenCase } from '../../conformance/golden.ts';
import { checkRecorded, type RecordedCase } from '../../conformance/recorded.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io, readLines } from '../io.ts';

const DATA = 'src/conformance/data';
const GOLDEN = [`${DATA}/driver-v1.jsonl`, `${DATA}/driver-v6.12.jsonl`];
const RECORDED = [`${DATA}/recordings.jsonl`];
/** Recordings without a scenario of their own: this project's scenarios reproduce their frames. */
const REPRODUCED = [`${DATA}/recordings-more.jsonl`];

/** Compares the model with the real driver under faults and with the registers of a real machine. */
export const conformanceCommand: Command = {
  name: 'conformance',
  operands: '[FILE …]',
  summary: 'compares the model with the real driver and with a real machine',
  details: [
    '',
    'A file has one case a line: a scenario with what the driver did (ops, result,',
    'bottom_half_value, log, leaks) or with the frames that a machine showed. Without a',
    'file: the golden cases and the recordings of this project. The first difference of a',
    'case is named on standard error, and the exit status is then 1.',
  ],
  flags: {},
  arity: [0, 99],
  async run(args, io): Promise<Result<Exit>> {
    if (args.operands.length > 0) return await compare([['cases', args.operands]], io);
    return await compare(
      [
        ['golden', GOLDEN],
        ['recordings', RECORDED],
        ['reproduced', REPRODUCED],
      ],
      io,
    );
  },
};

async function compare(sets: readonly (readonly [string, readonly string[]])[], io: Io): Promise<Result<Exit>> {
  let failed = 0;
  for (const [name, files] of sets) {
    let passed = 0;
    let total = 0;
    for (const file of files) {
      try {
        for await (const line of readLines(io.file(file))) {
          if (line.trim() === '') continue;
          total++;
          const difference = check(line);
          if (difference === null) passed++;
          else io.err(`${name}: ${difference}\n`);
        }
      } catch (error) {
        return fail(fileTrouble(error), file, 'Name a file with one case a line.');
      }
    }
    await io.out(`${name} ${passed}/${total}\n`);
    failed += total - passed;
  }
  return ok(failed === 0 ? EXIT.ran : EXIT.violated);
}

/** null, or the case with its first difference. */
function check(line: string): string | null {
  let c: (GoldenCase & RecordedCase) | null;
  try {
    c = JSON.parse(line) as GoldenCase & RecordedCase;
  } catch (error) {
    return `a line is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof c?.expect !== 'object' || c.expect === null) return 'a line has no "expect"';
  const difference = 'frames' in c.expect ? checkRecorded(c) : checkGolden(c);
  return difference === null ? null : `${c.id}: ${difference}`;
}
