import { openRecording, type Progress } from '../import/open.ts';
import { packOpen } from './recording-packed.ts';
import type { FromWorker, ToWorker } from './recording-reader.ts';
import { surveyOf } from './recording-survey.ts';

// The worker that reads one recording and is then thrown away. It gets a file or a text and answers FromWorker.

/** Progress is told at most once in so many bytes: a person reads no faster. */
const TOLD_EVERY = 1 << 20;

const say = (message: FromWorker, buffers: Transferable[] = []): void => {
  self.postMessage(message, { transfer: buffers });
};

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  void read(data);
};

async function read({ source, name }: ToWorker): Promise<void> {
  let told = 0;
  let last: Progress = { bytes: 0, lines: 0, rows: 0, notUnderstood: 0 };
  const opened = await openRecording(typeof source === 'string' ? source : chunksOf(source), {
    onProgress(p) {
      last = p;
      if (p.bytes - told < TOLD_EVERY) return;
      told = p.bytes;
      say({ kind: 'progress', progress: { ...p, checking: false } });
    },
  });
  if (!opened.ok) {
    say({ kind: 'problem', problem: opened.error });
    return;
  }
  say({ kind: 'progress', progress: { ...last, rows: opened.value.trace.length, checking: true } });
  const { packed, buffers } = packOpen(opened.value, surveyOf(opened.value, name));
  say({ kind: 'recording', recording: packed }, buffers);
}

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
