import type { FileStory } from '../../diagnose/story/file-story.ts';
import { RecordingStory } from '../../diagnose/story/recording-story.ts';
import type { OpenFile } from '../../import/kernel-events/file-bytes.ts';
import { openRecording, type Progress, type Source } from '../../import/open.ts';
import type { OpenOptions } from '../../import/open-options.ts';
import type { Recording } from '../../import/recording.ts';
import { ChunkQueue } from './live/chunk-queue.ts';
import type { LiveStatus } from './live/live-source.ts';
import type { FromWorker, ReadingProgress, ToWorker } from './reading-protocol.ts';
import { PartSender, type Sent } from './recording-parts.ts';
import { sizeOf } from './source-size.ts';
import { surveyOf } from './survey.ts';

// The worker that reads one recording and is then thrown away. It gets a file or a text, and later perhaps the word that
// it is enough; or bytes as they come, until the word that there are no more. It answers FromWorker.

/**
 * The first rows are sent at once, the next after this many milliseconds, those after them after twice that time, and so on:
 * each time the page draws what has come.
 */
const SOON = 50;
/** The longest such time. */
const EVERY = 500;
/**
 * The page holds a copy of the rows that it is sent before the end, and the worker its own: of a file that is not being
 * written so many are enough to look at meanwhile. In the end every row changes hands without a copy.
 */
const COPIES = 200_000;
/** Rows without columns are copied: so many of them take the page some milliseconds. */
const COPIED = 1000;

/** A recording that is long enough for every part of the reader. */
const EXAMPLE = 'e-rawbound-63.trace.txt';

let enough = false;
const queue = new ChunkQueue();

/** What is read for practice, if anything was; what was asked for meanwhile comes after it. */
let practice: Promise<void> | null = null;
let asked = false;
/** While it practises nobody hears it. */
let practising = false;
const say = (message: FromWorker, buffers: Transferable[] = []): void => {
  if (!practising) self.postMessage(message, { transfer: buffers });
};
const sayPart = ({ part, buffers }: Sent, progress: ReadingProgress | null): void =>
  say({ kind: 'part', part, progress }, buffers);
/** Lets the words that have come be heard. */
const breath = (): Promise<void> => new Promise((go) => setTimeout(go));

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data === 'practise') practice = practise().catch(() => undefined);
  else if (practice === null) hear(data);
  else {
    asked = true;
    void practice.then(() => hear(data));
  }
};

function hear(data: Exclude<ToWorker, 'practise'>): void {
  practice = null;
  if (data === 'enough') enough = true;
  else if (data === 'end') queue.end();
  else if ('more' in data) queue.put(data.more);
  else if ('live' in data) void readLive(data.live, data.name);
  else void readWhole(data.source, data.name);
}

/**
 * Reads an example that ships, for nobody: what was never run is slow, and the first file that somebody opens would wait for
 * it (measured: its first rows came after 170 ms, not after 20).
 */
async function practise(): Promise<void> {
  const { loadShipped } = await import('./recordings-shipped.ts');
  const text = await loadShipped(EXAMPLE);
  // Somebody was quicker.
  if (asked) return;
  practising = true;
  await readWhole(new Blob([text]), EXAMPLE).finally(() => {
    practising = false;
  });
}

function readWhole(source: Blob | string, name: string): Promise<void> {
  const size = sizeOf(source);
  if (typeof source === 'string') return read(source, name, {}, (bytes) => bytes / size);
  return read(chunksOf(source), name, { file: fileOf(source) }, (bytes) => bytes / size);
}

/** Of what is still being written nobody knows the size: room is made for as much again as there is. */
const readLive = (kind: LiveStatus['kind'], name: string): Promise<void> =>
  read(queue, name, { live: true, console: kind === 'serial' }, () => 0.5);

async function read(
  source: Source,
  name: string,
  options: OpenOptions,
  shareOf: (bytes: number) => number,
): Promise<void> {
  const sender = new PartSender();
  const story = new RecordingStory();
  let pause = SOON;
  let due = performance.now();
  let last: Progress = { bytes: 0, lines: 0, rows: 0, notUnderstood: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (p: Progress, soFar: () => Recording | null): void => {
    due = performance.now() + pause;
    pause = Math.min(2 * pause, EVERY);
    const now = soFar();
    const progress = { ...p, checking: false };
    const seen = options.live !== true && sender.rows >= COPIES;
    if (now === null || seen || now.trace.length === sender.rows) say({ kind: 'progress', progress });
    else sendRows(sender, now, shareOf(p.bytes), progress, options.live === true ? story.story() : null);
  };
  const opened = await openRecording(source, {
    ...options,
    enough: () => enough || (practising && asked),
    onLine: (text, number, rows) => story.line(text, number, rows),
    async onProgress(p, soFar) {
      last = p;
      clearTimeout(timer);
      const wait = due - performance.now();
      if (wait > 0) {
        // Perhaps nothing more comes for long: what has come is told all the same.
        if (options.live === true) timer = setTimeout(() => tell(p, soFar), wait);
        return;
      }
      tell(p, soFar);
      await breath();
    },
  });
  clearTimeout(timer);
  if (!opened.ok) {
    say({ kind: 'problem', problem: opened.error });
    return;
  }
  const whole = opened.value;
  const checking = { ...last, rows: whole.trace.length, checking: true };
  // A file that was read in one go is shown before it is checked.
  if (sender.rows === 0) sendRows(sender, whole, 1, checking);
  say({ kind: 'progress', progress: checking });
  const survey = surveyOf(whole, name, story.story());
  if (whole.format === 'JSON lines') sendRows(sender, whole, 1, null);
  sayPart(sender.last(whole, survey), null);
}

function sendRows(
  sender: PartSender,
  r: Recording,
  share: number,
  progress: ReadingProgress | null,
  story: FileStory | null = null,
): void {
  while (sender.rows < r.trace.length) sayPart(sender.next(r, share, COPIED, story), progress);
}

/** The bytes of a file at any place. */
const fileOf = (file: Blob): OpenFile => ({
  size: file.size,
  read: async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer()),
  done: ({ buffer }) => sendAway(buffer as ArrayBuffer),
});

const { port1: nowhere, port2 } = new MessageChannel();
port2.close();

/**
 * Gives the memory of a buffer back now, by sending it where nobody is. A collector of garbage would let most of a file
 * stand a second time: it sees that a buffer is small, not what it holds. `ArrayBuffer.prototype.transfer` does not help
 * here: what a Blob gave is held by the browser as well (seen with Chromium 156).
 */
const sendAway = (buffer: ArrayBuffer): void => nowhere.postMessage(null, [buffer]);

/** The bytes of a file as they come from the disk. Not every browser can walk a stream with `for await`. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
