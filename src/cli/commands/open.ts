import { fail, ok, type Result } from '../../base/result.ts';
import { type CheckResult, checkTrace } from '../../diagnose/check.ts';
import type { Responder } from '../../diagnose/profile/expectation.ts';
import { OpteeProfile } from '../../diagnose/profile/optee.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import { openRecording } from '../../import/open.ts';
import type { Recording } from '../../import/recording.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import { printTrace } from '../../trace/print.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io } from '../io.ts';
import { writeLines } from '../write-lines.ts';

/** What `--check` may name. */
const PROFILES: { readonly [name: string]: () => Responder } = { optee: () => new OpteeProfile() };

/** What `--format` may be: the lines of the recording, and the line of one departure. */
const FORMATS: {
  readonly [name: string]: { lines(r: Recording): Iterable<string>; departure(v: Verdict): string };
} = {
  text: {
    lines: (r) => printTrace(r.trace),
    departure: (v) => `row ${v.row}: departs from ${v.rule?.id ?? 'the profile'}. ${v.text} (${v.rule?.source ?? ''})`,
  },
  jsonl: {
    *lines(r) {
      for (const event of r.trace.rows()) yield jsonLine(event);
    },
    departure: (v) =>
      JSON.stringify({ row: v.row, kind: 'departure', rule: v.rule?.id, text: v.text, source: v.rule?.source }),
  },
};

/** How many lines that were not understood are shown on standard error. */
const SHOWN_NOTES = 5;

export const openCommand: Command = {
  name: 'open',
  operands: 'FILE',
  summary: 'opens a recording of a real machine and prints it as a trace',
  details: [
    '',
    'FILE, or - for standard input, is ftrace text with the probes of the recipe, JSON lines',
    'of this program, a table of registers, text of dmesg or of a console, the trace.dat of',
    'trace-cmd or the perf.data of perf; gzip is read too.',
    'What was not understood is counted on standard error. With --check each reply is put',
    'beside the profile, and its departures follow the trace.',
  ],
  flags: {
    check: {
      value: 'PROFILE',
      oneOf: Object.keys(PROFILES),
      help: 'exit with 1 when a reply departs from the profile',
    },
    format: { value: 'FORMAT', oneOf: Object.keys(FORMATS), help: 'what is printed, text if absent' },
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const recording = await load(args.operands[0] as string, io);
    if (!recording.ok) return recording;
    const format = FORMATS[args.values.get('format') ?? 'text'] as (typeof FORMATS)[string];
    const profile = PROFILES[args.values.get('check') ?? ''];
    const checked = profile === undefined ? null : checkTrace(recording.value.trace, profile());
    const departures = checked?.departures ?? [];
    await writeLines(format.lines(recording.value), io);
    await writeLines(departures.map(format.departure), io);
    tell(recording.value, checked, io);
    return ok(departures.length > 0 ? EXIT.violated : EXIT.ran);
  },
};

async function load(operand: string, io: Io): Promise<Result<Recording>> {
  const where = operand === '-' ? 'standard input' : operand;
  const pieces = operand === '-' ? io.stdin() : io.file(operand);
  let trouble: unknown = null;
  // A file that cannot be read is told apart from a file that makes no sense.
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces;
    } catch (error) {
      trouble = error;
      throw error;
    }
  };
  const result = await openRecording(watched());
  if (trouble !== null) return fail(fileTrouble(trouble), where, 'Name a file that can be read.');
  if (result.ok) return result;
  const { what, where: place, remedy } = result.error;
  return fail(what, [where, place].filter(Boolean).join(', '), remedy);
}

/** What reading and checking have found, on standard error. */
function tell({ format, trace, report }: Recording, checked: CheckResult | null, io: Io): void {
  io.err(`scope open: ${format}, ${report.lines} ${report.unit}s, ${trace.length} rows, ${report.calls} calls.\n`);
  if (report.unanswered > 0) io.err(`scope open: ${report.unanswered} calls have no reply.\n`);
  if (report.orphans > 0) io.err(`scope open: ${report.orphans} replies have no call.\n`);
  if (report.lost > 0) io.err(`scope open: the kernel lost ${report.lost} events.\n`);
  if (report.notUnderstood > 0) io.err(`scope open: ${report.notUnderstood} ${report.unit}s were not understood.\n`);
  for (const note of report.notes.slice(0, SHOWN_NOTES))
    io.err(
      `scope open: ${note.line === 0 ? '' : `${report.unit} ${note.line}: `}${note.why} ${JSON.stringify(note.text)}\n`,
    );
  const skipped = [...report.notDrawn].map(([what, count]) => `${count} ${what}`);
  if (skipped.length > 0) io.err(`scope open: not drawn: ${skipped.join(', ')}.\n`);
  if (checked === null) return;
  const { equal, allowed, departure, unknown } = checked.counts;
  io.err(
    `scope open: against ${checked.profile}: ${equal} equal, ${allowed} allowed, ${departure} departures, ${unknown} unknown.\n`,
  );
}
