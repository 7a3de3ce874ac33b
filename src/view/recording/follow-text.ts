import type { LiveStatus } from '../../store/recording/live/live-source.ts';
import { count } from '../../words/format.ts';
import { sizeText } from './recording-text.ts';

/** Behind by more than this is said, in bytes: half a second of the fastest port is less. */
const BEHIND = 1 << 18;
/** Silence of so many seconds is said. */
const SILENT = 30;

/** The state in a word, as a person has to know it at once. */
export function stateWord({ kind, state }: LiveStatus): string {
  if (state === 'live') return kind === 'serial' ? 'Connected' : 'Following';
  if (state === 'connecting') return kind === 'serial' ? 'Connecting' : 'Opening';
  if (state === 'paused') return 'Paused';
  return state === 'lost' ? 'Lost' : 'Stopped';
}

/** What has to be known beside the counts: each a sentence. `read` is how many bytes the reader has read. */
export function remarks(s: LiveStatus, read: number, silent: number): readonly string[] {
  const said: string[] = [];
  if (s.note !== '') said.push(s.note);
  if (s.odd)
    said.push(`More than half of what comes is no text: ${s.speed} bits a second is not the speed of this port.`);
  if (s.overruns > 0)
    said.push(
      `The port lost bytes ${times(s.overruns)}, because its buffer was full: lines that they stood in are damaged.`,
    );
  if (s.damaged > 0) said.push(`A byte came damaged ${times(s.damaged)} (framing, parity or a break of the line).`);
  if (s.state === 'paused')
    said.push(
      s.waiting > 0 ? `${sizeText(s.waiting)} wait, and nothing is lost.` : 'What is written from now on waits.',
    );
  // A line that was torn gets an end of its own, so the reader may be some bytes ahead.
  if (s.handed - read > BEHIND) said.push(`The reader is ${sizeText(s.handed - read)} behind, and nothing is lost.`);
  if (s.state === 'live' && silent >= SILENT) said.push(`Nothing has come for ${count(silent)} s.`);
  return said;
}

const times = (n: number): string => (n === 1 ? 'once' : `${count(n)} times`);
