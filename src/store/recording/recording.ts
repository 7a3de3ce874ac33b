import type { Problem } from '../../base/result.ts';
import type { Format, Report } from '../../import/recording.ts';
import type { Side } from '../../study/align-keys.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import type { Shown, Tab } from '../session/showing.ts';
import type { FileHandle } from './live/followed-file.ts';
import type { LiveSource, LiveStatus } from './live/live-source.ts';
import type { Survey } from './survey-facts.ts';

/** A recording that is open. */
export interface OpenRecording extends Survey {
  /** The file's name, or what was pasted. */
  readonly name: string;
  /** The size of the file or the text. */
  readonly bytes: number;
  readonly format: Format;
  readonly timed: boolean;
  readonly report: Report;
  /** false while rows are still coming: of the survey nothing is known then. */
  readonly complete: boolean;
  /** How many bytes were read where a person stopped the reading and kept what there was; null for the whole file. */
  readonly readTo: number | null;
  readonly shown: Shown;
}

/** A file that is being read. */
interface Reading {
  readonly name: string;
  /** The size of the whole in bytes. */
  readonly total: number;
  readonly bytes: number;
  readonly lines: number;
  readonly rows: number;
  readonly notUnderstood: number;
  /** Everything is read, and the rows are put beside the profile. */
  readonly checking: boolean;
  /** A person has said that it is enough: what has been read is being checked. */
  readonly stopping: boolean;
}

/** The counterpart of the recording that is open. */
interface CounterpartState {
  readonly of: OpenRecording;
  readonly value: Counterpart;
  /** Are the two shown side by side? */
  readonly beside: boolean;
  /** Which of them the cursor is in: the recording at the left, its counterpart at the right. */
  readonly side: Side;
}

export interface RecordingState {
  /** null until a person asks for it. */
  readonly counterpart: CounterpartState | null;
  /** The counterpart is being run. */
  readonly counterpartRuns: boolean;
  /** Derives the scenario that explains the recording, runs it, and shows the two side by side. */
  runCounterpart(): Promise<void>;
  /** Shows the counterpart beside the recording, or the recording alone. */
  showCounterpart(beside: boolean): Promise<void>;
  /** Of the recording and its counterpart this is the one that is looked at from now on, at `row`. */
  lookAtSide(side: Side, row: number): void;
  /** The way in that is open. */
  readonly tab: Tab;
  /** The cursor of each tab while another is open. */
  readonly places: Readonly<Record<Tab, number>>;
  readonly recording: OpenRecording | null;
  /** null while nothing is being read. */
  readonly reading: Reading | null;
  /** How the source that is being followed does; null where what is read is whole. */
  readonly following: LiveStatus | null;
  /** The bytes that came from a port that is followed no more, until they are saved or something else is opened. */
  readonly kept: { readonly name: string; readonly bytes: Blob } | null;
  /** A file that was dropped and can be followed: what is read of it is no more than stood in it. */
  readonly followable: FileHandle | null;
  /** The page of the ways to open a recording lies over the one that is open. */
  readonly choosing: boolean;
  /** Why what was last given as a recording is none; the recording that was open stays. */
  readonly refusedFile: { readonly name: string; readonly problem: Problem } | null;
  setTab(tab: Tab): void;
  /** Shows the ways to open a recording, or goes back to the one that is open. */
  choose(choosing: boolean): void;
  /** Reads a file or a text in place of the recording that is open, once it is known to be one. */
  openRecording(source: Blob | string, name: string): Promise<void>;
  /** Reads what comes from a source while it comes, in place of the recording that is open, until it is stopped. */
  followSource(source: LiveSource): Promise<void>;
  /** Offers to follow the file that was opened last. */
  offerFollow(handle: FileHandle | null): void;
  /** Holds back what comes, or lets it go on. */
  pauseFollowing(paused: boolean): void;
  /** Asks again for a source that was lost; for a port, with another speed. */
  followAgain(speed?: number): void;
  /** Every byte that came from the port so far; null where a file has them. */
  bytesSoFar(): Blob | null;
  /** Opens one of the recordings that ship with the page. */
  openShipped(name: string): Promise<void>;
  /** What became of a reading that was stopped, as a sentence; empty for nothing to say. */
  readonly stopped: string;
  /**
   * Stops the reading. `keep`: the rows that have come are the recording from then on, checked as any other. Otherwise
   * nothing of the file is kept, and what was open before is open again.
   */
  stopReading(keep: boolean): void;
  /** Takes the sentence about a stopped reading away. */
  forgetStopped(): void;
}
