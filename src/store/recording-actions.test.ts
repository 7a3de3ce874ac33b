import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { opened, traceText } from '../import/fixtures/files.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { ENGINE } from './engine.ts';
import type { OpenRecording } from './recording.ts';
import { packOpen, unpackOpen } from './recording-packed.ts';
import type { Recorder, Tell } from './recording-reader.ts';
import { surveyOf } from './recording-survey.ts';
import { choosesRecording, shown } from './shown.ts';
import { createScope } from './store.ts';

async function recorded(name: string): Promise<OpenRecording> {
  const recording = await opened(traceText(name));
  return unpackOpen(packOpen(recording, surveyOf(recording, name)).packed, name, 1);
}

/** A recorder whose readings end when the test says so. */
function manual() {
  const jobs: { name: string; tell: Tell; end: (r: Result<OpenRecording>) => void; cancelled: boolean }[] = [];
  const recorder: Recorder = {
    read(_source, name, tell) {
      const job = { name, tell, end: (_: Result<OpenRecording>): void => undefined, cancelled: false };
      const done = new Promise<Result<OpenRecording>>((resolve) => {
        job.end = resolve;
      });
      jobs.push(job);
      return {
        done,
        cancel: () => {
          job.cancelled = true;
        },
      };
    },
    shipped: async (name) => {
      if (name === 'gone') throw new Error('not there');
      return 'text';
    },
  };
  const store = createScope(ENGINE, recorder);
  store.getState().open(DEFAULTS, 5);
  return { store, jobs, job: (i: number) => ensure(jobs[i], 'a reading') };
}

const NO_TRAFFIC = fail('No FF-A traffic was found.', '', 'Open another file.');

describe('opening a recording', () => {
  test('shows it in its own tab, and each tab keeps its cursor', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'b-probe');
    expect(store.getState()).toMatchObject({ tab: 'recording', reading: { name: 'b-probe', bytes: 0 }, cursor: -1 });
    expect(choosesRecording(store.getState())).toBe(true);
    const recording = await recorded('b-probe');
    job(0).end(ok(recording));
    await done;
    expect(choosesRecording(store.getState())).toBe(false);
    expect(shown(store.getState())).toBe(recording.shown);
    store.getState().seek(7);
    store.getState().setTab('simulate');
    expect(store.getState().cursor).toBe(5);
    expect(shown(store.getState())?.kind).toBe('run');
    store.getState().seek(9);
    store.getState().setTab('recording');
    expect(store.getState().cursor).toBe(7);
    expect(await store.getState().link()).toMatch(/r=9$/);
  });

  test('the cursor stays in the rows of the recording, and jumps look there', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'i8-fault-6');
    const recording = await recorded('i8-fault-6');
    job(0).end(ok(recording));
    await done;
    store.getState().last();
    expect(store.getState().cursor).toBe(recording.shown.trace.length - 1);
    store.getState().first();
    expect(store.getState().jump('departure', 1)).toBe(true);
    expect(store.getState().cursor).toBe(recording.checked.departures[0]?.row);
    store.getState().openInject(store.getState().cursor);
    expect(store.getState().injectAt).toBeNull();
  });

  test('progress is told while it is read', () => {
    const { store, job } = manual();
    void store.getState().openRecording('12345', 'f');
    job(0).tell({ bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false });
    expect(store.getState().reading).toEqual({
      ...{ name: 'f', total: 5, bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false },
    });
  });

  test('a scenario that is opened is shown', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'b-probe');
    job(0).end(ok(await recorded('b-probe')));
    await done;
    store.getState().seek(3);
    store.getState().open(DEFAULTS, 2);
    expect(store.getState()).toMatchObject({ tab: 'simulate', cursor: 2, places: { recording: 3 } });
  });
});

describe('what does not open', () => {
  test('a refused file says why, and nothing else changes', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'photo.png');
    job(0).end(NO_TRAFFIC);
    await done;
    const { refusedFile, recording, reading, current } = store.getState();
    expect(refusedFile?.name).toBe('photo.png');
    expect([recording, reading]).toEqual([null, null]);
    expect(current?.run.scenario).toEqual(DEFAULTS);
  });

  test('over an open recording it is said above the caption, and the recording stays', async () => {
    const { store, job } = manual();
    const first = store.getState().openRecording('…', 'b-probe');
    const recording = await recorded('b-probe');
    job(0).end(ok(recording));
    await first;
    store.getState().seek(4);
    const second = store.getState().openRecording('…', 'photo.png');
    job(1).end(NO_TRAFFIC);
    await second;
    expect(store.getState()).toMatchObject({ recording, cursor: 4, reading: null, refusedFile: null });
    expect(store.getState().problem?.what).toBe('photo.png was not opened: No FF-A traffic was found.');
  });

  test('cancelling stops the reader, and what it still says is not heard', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'big');
    store.getState().cancelReading();
    expect(job(0).cancelled).toBe(true);
    expect(store.getState().reading).toBeNull();
    job(0).tell({ bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false });
    job(0).end(ok(await recorded('b-probe')));
    await done;
    expect(store.getState()).toMatchObject({ reading: null, recording: null });
  });

  test('the later of two files wins', async () => {
    const { store, job } = manual();
    const first = store.getState().openRecording('…', 'a');
    const second = store.getState().openRecording('…', 'b');
    expect(job(0).cancelled).toBe(true);
    job(1).end(ok(await recorded('c-remove')));
    job(0).end(ok(await recorded('b-probe')));
    await Promise.all([first, second]);
    expect(store.getState().recording?.name).toBe('c-remove');
  });

  test('an example that cannot be loaded is a sentence', async () => {
    const { store, jobs } = manual();
    await store.getState().openShipped('gone');
    expect(store.getState().refusedFile?.problem.what).toBe('The example cannot be loaded: not there.');
    expect(jobs).toEqual([]);
  });
});
