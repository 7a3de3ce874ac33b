import { type FileStory, NO_STORY } from '../../diagnose/story/file-story.ts';
import { ColumnTrace } from '../../import/column-trace.ts';
import type { Recording } from '../../import/recording.ts';
import { type ColumnPart, PartMaker, PartTaker } from '../../import/slices.ts';
import { BarIndex, type PackedBars } from '../../layout/bars.ts';
import { giveMarks, MARK, markOf, marksOf } from '../../study/marks.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { History } from '../../trace/history.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import type { Trace } from '../../trace/trace.ts';
import type { OpenRecording } from './recording.ts';
import { type PackedWrites, RecordingHistory } from './recording-history.ts';
import { JUDGEMENTS, type Survey } from './survey-facts.ts';
import { brokenBuffers, packBroken, packVerdicts, verdictBuffers } from './verdict-list.ts';

/**
 * What the worker sends of a recording: the rows since the part before, and everything about them that the page would
 * otherwise have to work out by looking at every row.
 */
export interface Part extends Omit<Recording, 'trace'> {
  /** JSON lines have no columns: their rows go as they are. */
  readonly rows: ColumnPart | readonly TraceEvent[];
  /** MARK bits of the rows of this part; of every row where it is the last. */
  readonly marks: Uint8Array;
  readonly bars: PackedBars;
  /** Which share of the file has been read, 0..1. */
  readonly share: number;
  /** How many CPUs have been seen. */
  readonly cpus: number;
  /** What the lines have told so far, of what is followed; null where that is told at the end. */
  readonly story: FileStory | null;
  /** null until the last part. */
  readonly end: { readonly survey: Survey; readonly writes: PackedWrites | null } | null;
}

export interface Sent {
  readonly part: Part;
  /** The buffers to give away. */
  readonly buffers: ArrayBuffer[];
}

const bufferOf = (a: { readonly buffer: ArrayBufferLike }): ArrayBuffer => a.buffer as ArrayBuffer;
const buffersOf = ({ actor, start, end, flags }: PackedBars): ArrayBuffer[] => [actor, start, end, flags].map(bufferOf);

/** Cuts a recording that is being read into parts. */
export class PartSender {
  readonly #maker = new PartMaker();
  #rows = 0;
  #bars: BarIndex | null = null;
  #barCount = 0;
  #cpus = 1;

  /** The rows since the last part, at most `most` of those that cannot change hands. */
  next(r: Recording, share: number, most = Number.POSITIVE_INFINITY, story: FileStory | null = null): Sent {
    const { trace } = r;
    const end = trace instanceof ColumnTrace ? trace.length : Math.min(trace.length, this.#rows + most);
    const marks = new Uint8Array(end - this.#rows);
    for (const e of trace.rows(this.#rows, end)) {
      marks[e.row - this.#rows] = markOf(trace, e);
      this.#cpus = Math.max(this.#cpus, e.cpu + 1);
    }
    this.#bars ??= new BarIndex(trace);
    const { count, ...bars } = this.#bars.pack(trace, this.#barCount);
    this.#barCount = count;
    const { part, buffers } = this.#rowsOf(trace, end);
    this.#rows = end;
    return {
      part: { ...restOf(r), rows: part, share, marks, bars, cpus: this.#cpus, story, end: null },
      buffers: [...buffers, bufferOf(marks), ...buffersOf(bars)],
    };
  }

  /** How many rows have been sent. */
  get rows(): number {
    return this.#rows;
  }

  /** Every row, with what is known of the whole. */
  last(r: Recording, survey: Survey): Sent {
    const { trace } = r;
    const columns = trace instanceof ColumnTrace ? trace : null;
    const marks = marksOf(trace).slice();
    const departure = JUDGEMENTS.indexOf('departure');
    for (const [row, judgement] of survey.checked.judgements.entries())
      if (judgement === departure) marks[row] = (marks[row] as number) | MARK.departure;
    // The bars of functions of which nobody knew that they have an end are missing in what was sent.
    const { count: _, ...bars } = new BarIndex(trace).pack(trace, 0);
    const writes = columns === null ? null : new RecordingHistory(columns).pack();
    const { part, buffers } = columns === null ? this.#rowsOf(trace, trace.length) : this.#maker.whole(columns.columns);
    const { checked, broken } = survey;
    const own = [checked.judgements, checked.ruleOf, marks].map(bufferOf);
    return {
      part: {
        ...restOf(r),
        rows: part,
        share: 1,
        marks,
        bars,
        cpus: (survey.cpus.at(-1) ?? 0) + 1,
        story: null,
        end: { survey, writes },
      },
      buffers: [
        ...buffers,
        ...own,
        ...verdictBuffers(checked.departures),
        ...brokenBuffers(broken),
        ...buffersOf(bars),
        ...(writes === null ? [] : [writes.keys, writes.from, writes.changes].map(bufferOf)),
      ],
    };
  }

  #rowsOf(trace: Trace, end: number): { readonly part: Part['rows']; readonly buffers: ArrayBuffer[] } {
    if (trace instanceof ColumnTrace) return this.#maker.next(trace.columns);
    return { part: [...trace.rows(this.#rows, end)], buffers: [] };
  }
}

/** A report is an object with methods while it is being counted. */
const restOf = ({ format, report, timed }: Recording): Omit<Recording, 'trace'> => ({
  format,
  report: { ...report },
  timed,
});

/** Puts the parts together on the side of the page. Nothing here looks at a row that has come before. */
export class PartReceiver {
  readonly #name: string;
  readonly #bytes: number;
  readonly #taker = new PartTaker();
  readonly #rows = new MemoryTrace();
  readonly #folded = new History(this.#rows);
  #history: RecordingHistory | null = null;
  #bars: BarIndex | null = null;
  #marks = new Uint8Array(0);
  #length = 0;
  #story: FileStory = NO_STORY;

  /** @param bytes the size of the file or the text. */
  constructor(name: string, bytes: number) {
    this.#name = name;
    this.#bytes = bytes;
  }

  /** The recording as far as it has arrived; `bytes` of it, where that grows. */
  take(
    { rows, share, marks, bars, cpus, story, end, format, report, timed }: Part,
    bytes = this.#bytes,
  ): OpenRecording {
    const trace = this.#trace(rows, share);
    this.#mark(trace, marks, end !== null);
    // The last part has every bar, the others those that are new.
    if (this.#bars === null || end !== null) this.#bars = new BarIndex(trace);
    this.#bars.adopt(trace, bars);
    const history = this.#historyOf(trace, end?.writes ?? null);
    this.#length = trace.length;
    this.#story = story ?? this.#story;
    return {
      ...(end?.survey ?? { ...NOT_SURVEYED, story: this.#story }),
      ...{ name: this.#name, bytes, format, timed, report },
      ...{ complete: end !== null, readTo: null },
      shown: { kind: 'recording', title: this.#name, trace, history, cpus: Math.max(1, cpus), run: null },
    };
  }

  #trace(rows: Part['rows'], share: number): Trace {
    if ('arrays' in rows) return this.#taker.take(rows, share);
    for (const e of rows) this.#rows.append(e);
    return this.#rows.upTo(this.#rows.length);
  }

  #mark(trace: Trace, marks: Uint8Array, whole: boolean): void {
    if (whole) this.#marks = marks as Uint8Array<ArrayBuffer>;
    else {
      if (trace.length > this.#marks.length) {
        const more = new Uint8Array(Math.ceil(trace.length * 1.5));
        more.set(this.#marks);
        this.#marks = more;
      }
      this.#marks.set(marks, this.#length);
    }
    giveMarks(trace, this.#marks.subarray(0, trace.length));
  }

  #historyOf(trace: Trace, writes: PackedWrites | null): History {
    if (!(trace instanceof ColumnTrace)) {
      // The checkpoints are made as the rows come: nobody has to fold all of them at once.
      this.#folded.at(trace.length - 1);
      return this.#folded;
    }
    this.#history = new RecordingHistory(trace, writes ?? this.#history ?? undefined);
    return this.#history;
  }
}

/** What is known of a recording while it is being read: nothing. */
const NOT_SURVEYED: Survey = {
  checked: {
    profile: '',
    counts: { equal: 0, allowed: 0, departure: 0, unknown: 0 },
    departures: packVerdicts([], () => 0),
    judgements: new Uint8Array(0),
    ruleOf: new Uint16Array(0),
    rules: [],
  },
  tasks: [],
  taskCount: 0,
  cpus: [],
  broken: packBroken([]),
  derived: { scenario: {}, before: 0, notes: [] },
  story: NO_STORY,
};
