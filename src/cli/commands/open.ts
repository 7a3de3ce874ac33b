import { fail, ok, type Result } from '../../base/result.ts';
import { type CheckResult, checkTrace } from '../../diagnose/check.ts';
import { profileOf } from '../../diagnose/profile.ts';
import { printStory } from '../../diagnose/story/print.ts';
import { RecordingStory } from '../../diagnose/story/recording-story.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import { openRecording } from '../../import/open.ts';
import type { Recording } from '../../import/recording.ts';
import { SECURE_WORLDS } from '../../stack/secure/worlds.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import { printGrowing, printTrace } from '../../trace/print.ts';
import { checkedText, isWhole } from '../../words/checked-text.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io } from '../io.ts';
import { writeLines } from '../write-lines.ts';

/** What `--check` may name. */
const PROFILES: readonly string[] = SECURE_WORLDS.map((w) => w.id);

/** What `--format` may be: the lines of the recording, those from one row on while it grows, and the line of one departure. */
const FORMATS: {
  readonly [name: string]: {
    lines(r: Recording): Iterable<string>;
    growing(r: Recording, from: number): Iterable<string>;
    departure(v: Verdict): string;
  };
} = {
  text: {
    lines: (r) => printTrace(r.trace),
    growing: (r, from) => printGrowing(r.trace, from),
    departure: (v) => `row ${v.row}: departs from ${v.rule?.id ?? 'the profile'}. ${v.text} (${v.rule?.source ?? ''})`,
  },
  jsonl: {
    lines: (r) => jsonLines(r, 0),
    growing: jsonLines,
    departure: (v) =>
      JSON.stringify({ row: v.row, kind: 'departure', rule: v.rule?.id, text: v.text, source: v.rule?.source }),
  },
};

function* jsonLines(r: Recording, from: number): Iterable<string> {
  for (const event of r.trace.rows(from)) yield jsonLine(event);
}

/** How many lines that were not understood are shown on standard error. */
const SHOWN_NOTES = 5;

export const openCommand: Command = {
  name: 'open',
  operands: 'FILE',
  summary: 'opens a recording of a real machine and prints it as a trace',
  details: [
    '',
    'FILE, or - for standard input, is ftrace text (cat trace, trace_pipe, trace-cmd report,',
    'perf script, perf trace), the trace.dat of trace-cmd or the perf.data of perf, text of',
    'dmesg, a journal or syslog in any of their formats, a console of Linux, TF-A, Hafnium,',
    'OP-TEE, Xen, U-Boot or EDK2 with the registers that they print, a table of registers, or',
    'JSON lines of this program; gzip is read too. Damage costs the lines that it strikes:',
    'what was not understood is counted on standard error.',
    '',
    'With --follow, and where standard input is a pipe that goes on, rows are printed as their',
    'lines come: scope open --follow board.log, or ssh board cat trace_pipe | scope open -.',
    'Ctrl C ends it. With --check each reply is put beside the profile, and its departures',
    'follow the trace; a file that is cut, or without a reply, is never found to be in order.',
    'What the messages of a log mean is told on standard error as one story, its first cause',
    'on top.',
  ],
  flags: {
    check: {
      value: 'PROFILE',
      oneOf: PROFILES,
      help: 'exit with 1 when a reply departs from the profile',
    },
    follow: { help: 'prints rows as they are written to the file, until Ctrl C' },
    format: { value: 'FORMAT', oneOf: Object.keys(FORMATS), help: 'what is printed, text if absent' },
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const operand = args.operands[0] as string;
    const story = new RecordingStory();
    const format = FORMATS[args.values.get('format') ?? 'text'] as (typeof FORMATS)[string];
    const follows = args.given.has('follow');
    const live = follows || operand === '-';
    let printed = 0;
    const more = async (r: Recording): Promise<void> => {
      await writeLines(format.growing(r, printed), io);
      printed = r.trace.length;
    };
    const recording = await load(operand, follows, io, story, live ? more : null);
    if (!recording.ok) return recording;
    const profile = profileOf(args.values.get('check') ?? '');
    const checked = profile === null ? null : checkTrace(recording.value.trace, profile);
    const departures = checked?.departures ?? [];
    if (printed > 0) await more(recording.value);
    else await writeLines(format.lines(recording.value), io);
    await writeLines(departures.map(format.departure), io);
    tell(recording.value, checked, io);
    for (const line of printStory(story.story(), 'brief')) io.err(`scope open: ${line}\n`);
    const unsure = checked !== null && !isWhole(checked.counts, recording.value.report.cut);
    return ok(departures.length > 0 || unsure ? EXIT.violated : EXIT.ran);
  },
};

async function load(
  operand: string,
  follows: boolean,
  io: Io,
  story: RecordingStory,
  onRows: ((r: Recording) => Promise<void>) | null,
): Promise<Result<Recording>> {
  const where = operand === '-' ? 'standard input' : operand;
  const pieces = operand === '-' ? io.stdin() : follows ? io.follow(operand) : io.file(operand);
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
  const result = await openRecording(watched(), {
    live: onRows !== null,
    onLine: (text, number, rows) => story.line(text, number, rows),
    async onProgress(_, soFar) {
      const now = onRows === null ? null : soFar();
      if (onRows !== null && now !== null) await onRows(now);
    },
  });
  if (trouble !== null && !result.ok) return fail(fileTrouble(trouble), where, 'Name a file that can be read.');
  if (result.ok) return result;
  const { what, where: place, remedy } = result.error;
  return fail(what, [where, place].filter(Boolean).join(', '), remedy);
}

/** What reading and checking have found, on standard error. */
function tell({ format, trace, report }: Recording, checked: CheckResult | null, io: Io): void {
  io.err(`scope open: ${format}, ${report.lines} ${report.unit}s, ${trace.length} rows, ${report.calls} calls.\n`);
  if (report.unanswered > 0) io.err(`scope open: ${report.unanswered} calls have no reply.\n`);
  if (report.unseen > 0)
    io.err(
      `scope open: ${report.unseen} calls were answered where this trace does not look (TF-A answers them itself).\n`,
    );
  if (report.orphans > 0) io.err(`scope open: ${report.orphans} replies have no call.\n`);
  if (report.lost > 0) io.err(`scope open: the kernel lost ${report.lost} events.\n`);
  if (report.notUnderstood > 0) io.err(`scope open: ${report.notUnderstood} ${report.unit}s were not understood.\n`);
  for (const note of report.notes.slice(0, SHOWN_NOTES))
    io.err(
      `scope open: ${note.line === 0 ? '' : `${report.unit} ${note.line}: `}${note.why} ${JSON.stringify(note.text)}\n`,
    );
  const skipped = [...report.notDrawn].map(([what, count]) => `${count} ${what}`);
  if (skipped.length > 0) io.err(`scope open: not drawn: ${skipped.join(', ')}.\n`);
  if (report.cut) io.err('scope open: the file is cut: nothing is known of what is missing.\n');
  if (checked === null) return;
  const { equal, allowed, departure, unknown } = checked.counts;
  io.err(
    `scope open: against ${checked.profile}: ${equal} equal, ${allowed} allowed, ${departure} departures, ${unknown} unknown.\n`,
  );
  if (departure === 0 && !isWhole(checked.counts, report.cut))
    io.err(`scope open: ${checkedText(checked.counts, report.cut)}.\n`);
}
