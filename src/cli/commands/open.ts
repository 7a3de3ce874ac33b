import { fail, ok, type Result } from '../../base/result.ts';
import { type CheckResult, checkTrace } from '../../diagnose/check.ts';
import { profileOf } from '../../diagnose/profile.ts';
import { CauseTeller } from '../../diagnose/story/cause-teller.ts';
import { printStory } from '../../diagnose/story/print.ts';
import { RecordingStory } from '../../diagnose/story/recording-story.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import { choosesAll, type Subject } from '../../export/subject.ts';
import { openRecording } from '../../import/open.ts';
import type { Recording } from '../../import/recording.ts';
import { SECURE_WORLDS } from '../../stack/secure/worlds.ts';
import { History } from '../../trace/history.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import { printGrowing } from '../../trace/print.ts';
import { checkedText, isWhole } from '../../words/checked-text.ts';
import type { Command } from '../command.ts';
import { CHOICE_FLAGS, choiceOf, formatHelp, formatOf, RECORDING_FORMATS } from '../export-flags.ts';
import { EXIT, type Exit, fileTrouble, type Io } from '../io.ts';
import { writeExport } from '../write-export.ts';
import { writeLines } from '../write-lines.ts';

/** What `--check` may name. */
const PROFILES: readonly string[] = SECURE_WORLDS.map((w) => w.id);

/** The formats whose lines can be printed while the recording grows, from one row on. */
const GROWING: { readonly [format: string]: (r: Recording, from: number) => Iterable<string> } = {
  table: (r, from) => printGrowing(r.trace, from),
  jsonl: function* (r, from) {
    for (const event of r.trace.rows(from)) yield jsonLine(event);
  },
};

/** The line of one departure, where the format has room for it; elsewhere it goes to standard error. */
const DEPARTURE: { readonly [format: string]: (v: Verdict) => string } = {
  table: departureText,
  jsonl: (v) =>
    JSON.stringify({ row: v.row, kind: 'departure', rule: v.rule?.id, text: v.text, source: v.rule?.source }),
};

function departureText(v: Verdict): string {
  return `row ${v.row}: departs from ${v.rule?.id ?? 'the profile'}. ${v.text} (${v.rule?.source ?? ''})`;
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
    'perf script, perf trace), the trace.dat of trace-cmd, the perf.data of perf or its JSON,',
    'text of dmesg, a journal or syslog in any of their formats, a console of Linux, TF-A,',
    'Hafnium, OP-TEE, Xen, U-Boot or EDK2 with the registers that they print, a table of',
    'registers, or JSON lines of this program; packed with gzip, zlib, zstd, zip or tar, too. What a tool put',
    'around every line (times, JSON, HTML, a coded mail) is taken off. Damage costs the lines',
    'that it strikes: what was not understood is counted on standard error.',
    '',
    'With --follow, and where standard input is a pipe that goes on, rows are printed as their',
    'lines come: ffa-scope open --follow board.log, or ssh board cat trace_pipe | ffa-scope open -.',
    'Ctrl C ends it. With --check each reply is put beside the profile, and its departures',
    'follow the trace; a file that is cut, or without a reply, is never found to be in order.',
    'What the messages of a log mean is told on standard error as one story, its first cause',
    'on top; with --follow each cause as soon as it is seen.',
    '',
    ...formatHelp(RECORDING_FORMATS),
    'Only table and jsonl of all rows are printed as they come; the others when the file ends.',
  ],
  flags: {
    check: {
      value: 'PROFILE',
      oneOf: PROFILES,
      help: 'exit with 1 when a reply departs from the profile',
    },
    follow: { help: 'prints rows as they are written to the file, until Ctrl C' },
    format: { value: 'FORMAT', oneOf: RECORDING_FORMATS, help: 'what is printed, table if absent' },
    ...CHOICE_FLAGS,
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const operand = args.operands[0] as string;
    const story = new RecordingStory();
    const choice = choiceOf(args);
    if (!choice.ok) return choice;
    const format = formatOf(args);
    const growing = choosesAll(choice.value) ? GROWING[format.name] : undefined;
    const follows = args.given.has('follow');
    const live = follows || operand === '-';
    let printed = 0;
    const more = async (r: Recording): Promise<void> => {
      if (growing === undefined) return;
      await writeLines(growing(r, printed), io);
      printed = r.trace.length;
    };
    const recording = await load(operand, follows, io, story, live ? more : null);
    if (!recording.ok) return recording;
    const profile = profileOf(args.values.get('check') ?? '');
    const checked = profile === null ? null : checkTrace(recording.value.trace, profile);
    const departures = checked?.departures ?? [];
    if (printed > 0) await more(recording.value);
    else {
      const written = await writeExport(format, subjectOf(recording.value, operand), choice.value, io);
      if (!written.ok) return written;
    }
    const departure = DEPARTURE[format.name];
    if (departure !== undefined) await writeLines(departures.map(departure), io);
    else for (const d of departures) io.err(`ffa-scope open: ${departureText(d)}\n`);
    tell(recording.value, checked, io);
    for (const line of printStory(story.story(), 'brief')) io.err(`ffa-scope open: ${line}\n`);
    const unsure = checked !== null && !isWhole(checked.counts, recording.value.report.cut);
    return ok(departures.length > 0 || unsure ? EXIT.violated : EXIT.ran);
  },
};

/** A recording as what is taken away: named after its file. */
const subjectOf = (r: Recording, operand: string): Subject => ({
  title: operand === '-' ? 'standard input' : (operand.split(/[\\/]/).at(-1) ?? operand),
  facts: [`A recording of a machine, ${r.format}.`],
  trace: r.trace,
  history: new History(r.trace),
  link: null,
  revision: null,
  run: null,
});

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
  const teller = new CauseTeller();
  const result = await openRecording(watched(), {
    live: onRows !== null,
    onLine: (text, number, rows) => story.line(text, number, rows),
    async onProgress(_, soFar) {
      if (onRows === null) return;
      const now = soFar();
      if (now !== null) await onRows(now);
      // Who watches a board wants to know at once what has gone wrong, not when it is switched off.
      if (follows) for (const line of teller.news(story)) io.err(`ffa-scope open: ${line}\n`);
    },
  });
  if (trouble !== null && !result.ok) return fail(fileTrouble(trouble), where, 'Name a file that can be read.');
  if (result.ok) return result;
  const { what, where: place, remedy } = result.error;
  return fail(what, [where, place].filter(Boolean).join(', '), remedy);
}

/** What reading and checking have found, on standard error. */
function tell({ format, trace, report }: Recording, checked: CheckResult | null, io: Io): void {
  io.err(`ffa-scope open: ${format}, ${report.lines} ${report.unit}s, ${trace.length} rows, ${report.calls} calls.\n`);
  if (report.unanswered > 0) io.err(`ffa-scope open: ${report.unanswered} calls have no reply.\n`);
  if (report.unseen > 0)
    io.err(
      `ffa-scope open: ${report.unseen} calls were answered where this trace does not look (TF-A answers them itself).\n`,
    );
  if (report.orphans > 0) io.err(`ffa-scope open: ${report.orphans} replies have no call.\n`);
  if (report.lost > 0) io.err(`ffa-scope open: the kernel lost ${report.lost} events.\n`);
  if (report.notUnderstood > 0)
    io.err(`ffa-scope open: ${report.notUnderstood} ${report.unit}s were not understood.\n`);
  for (const note of report.notes.slice(0, SHOWN_NOTES))
    io.err(
      `ffa-scope open: ${note.line === 0 ? '' : `${report.unit} ${note.line}: `}${note.why} ${JSON.stringify(note.text)}\n`,
    );
  const skipped = [...report.notDrawn].map(([what, count]) => `${count} ${what}`);
  if (skipped.length > 0) io.err(`ffa-scope open: not drawn: ${skipped.join(', ')}.\n`);
  if (report.cut) io.err('ffa-scope open: the file is cut: nothing is known of what is missing.\n');
  if (checked === null) return;
  const { equal, allowed, departure, unknown } = checked.counts;
  io.err(
    `ffa-scope open: against ${checked.profile}: ${equal} equal, ${allowed} allowed, ${departure} departures, ${unknown} unknown.\n`,
  );
  if (departure === 0 && !isWhole(checked.counts, report.cut))
    io.err(`ffa-scope open: ${checkedText(checked.counts, report.cut)}.\n`);
}
