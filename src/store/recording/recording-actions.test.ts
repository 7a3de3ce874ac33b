import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { runCounterpart } from '../../diagnose/run-counterpart.ts';
import { opened, traceText } from '../../import/fixtures/files.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import { HERE } from '../session/engine.fixture.ts';
import { pairOf, sideName } from '../session/pair.ts';
import { choosesRecording, recordedWorld, shown, shownTrace, worldShown } from '../shown.ts';
import { createScope } from '../store.ts';
import { StandInPort, sinkOf } from './live/live.fixture.ts';
import { SerialLine } from './live/serial-line.ts';
import type { Hearer } from './reading-protocol.ts';
import { MOST_BYTES } from './readings.ts';
import type { OpenRecording } from './recording.ts';
import { loadReadings } from './recording-actions.ts';
import { PartReceiver, PartSender } from './recording-parts.ts';
import type { Recorder } from './recording-reader.ts';
import { surveyOf } from './survey.ts';

async function recorded(name: string): Promise<OpenRecording> {
  const recording = await opened(traceText(name));
  return new PartReceiver(name, 1).take(new PartSender().last(recording, surveyOf(recording, name)).part);
}

/** A recording of which only the first rows have come. */
async function begun(name: string): Promise<OpenRecording> {
  const recording = await opened(traceText(name));
  return new PartReceiver(name, 1).take(new PartSender().next(recording, 0.5).part);
}

/** Every state that a store of a test went through with its cursor outside of what it shows: the page draws each of them. */
const outside: string[] = [];
afterEach(() => {
  expect(outside.splice(0)).toEqual([]);
});

/** A recorder whose readings end when the test says so. */
function manual() {
  interface Job {
    readonly name: string;
    readonly hearer: Hearer;
    end: (r: Result<OpenRecording>) => void;
    cancelled: boolean;
    enough: boolean;
  }
  const jobs: Job[] = [];
  const recorder: Recorder = {
    read(_source, name, hearer) {
      const job: Job = { name, hearer, end: () => undefined, cancelled: false, enough: false };
      const done = new Promise<Result<OpenRecording>>((resolve) => {
        job.end = resolve;
      });
      jobs.push(job);
      return {
        done,
        enough: () => {
          job.enough = true;
        },
        cancel: () => {
          job.cancelled = true;
        },
      };
    },
    counterpart: async ({ shown: { trace }, derived }) => runCounterpart(trace, derived),
    shipped: async (name) => {
      if (name === 'gone') throw new Error('not there');
      return 'text';
    },
  };
  const store = createScope(HERE, recorder);
  store.subscribe((now) => {
    const rows = shownTrace(now)?.length ?? 0;
    if (now.cursor >= Math.max(rows, 1)) outside.push(`row ${now.cursor} of ${rows}`);
  });
  store.getState().open(DEFAULTS, 5);
  return { store, jobs, job: (i: number) => ensure(jobs[i], 'a reading') };
}

beforeAll(loadReadings);

const NO_TRAFFIC = fail('No FF-A traffic was found.', '', 'Open another file.');

test('the heads of the lanes stand for the secure world of what is shown', async () => {
  const { store, job } = manual();
  const now = (): readonly string[] => [worldShown(store.getState()), recordedWorld(store.getState())];
  expect(now()).toEqual(['optee', 'optee']);
  const text = readFileSync(
    new URL('../../import/fixtures/qemu-hafnium/i1-bind-errors-linux.json', import.meta.url),
    'utf8',
  );
  const recording = await opened(text);
  const reading = store.getState().openRecording(text, 'b-probe');
  job(0).end(ok(new PartReceiver('b', 1).take(new PartSender().last(recording, surveyOf(recording, 'b')).part)));
  await reading;
  expect(now()).toEqual(['hafnium', 'hafnium']);
  store.getState().setTab('simulate');
  expect(now()).toEqual(['optee', 'hafnium']);
});

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
    expect(store.getState().cursor).toBe(recording.checked.departures.rows[0]);
    store.getState().openInject(store.getState().cursor);
    expect(store.getState().injectAt).toBeNull();
  });

  test('a shorter one takes the place of a longer one whose last row is looked at', async () => {
    const { store, job } = manual();
    for (const [i, name] of ['b-probe', 'f-async-uart'].entries()) {
      const reading = store.getState().openRecording('', name);
      job(i).end(ok(await recorded(name)));
      await reading;
      expect(store.getState().cursor).toBe(0);
      store.getState().last();
    }
    expect(store.getState().cursor).toBe((shownTrace(store.getState())?.length ?? 0) - 1);
  });

  test('progress is told while it is read', () => {
    const { store, job } = manual();
    void store.getState().openRecording('12345', 'f');
    job(0).hearer.progress({ bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false });
    expect(store.getState().reading).toEqual({
      ...{ name: 'f', total: 5, bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false, stopping: false },
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

describe('a source that is followed', () => {
  const following = () => {
    const made = manual();
    const board = new StandInPort();
    const port = new SerialLine(board, 115_200);
    port.start(sinkOf());
    return { ...made, board, port, done: made.store.getState().followSource(port) };
  };

  test('who looks at the newest row keeps to it, who looks at another stays there; stopping keeps all of it', async () => {
    const { store, job, done } = following();
    expect(store.getState()).toMatchObject({ following: { kind: 'serial', speed: 115_200 }, reading: { total: 0 } });
    const first = await begun('b-probe');
    const more = await begun('c-remove');
    job(0).hearer.rows(first, null);
    expect(store.getState().cursor).toBe(first.shown.trace.length - 1);
    job(0).hearer.rows(more, null);
    expect(store.getState().cursor).toBe(more.shown.trace.length - 1);
    store.getState().seek(2);
    job(0).hearer.rows(await begun('e-bound-3'), null);
    expect(store.getState().cursor).toBe(2);
    store.getState().stopReading(true);
    expect(job(0).enough).toBe(true);
    job(0).end(ok(await recorded('e-bound-3')));
    await done;
    expect(store.getState()).toMatchObject({ reading: null, following: null, recording: { readTo: null } });
    expect(store.getState().stopped).toMatch(/e-bound-3 is no longer followed: its \d+ rows are here/);
  });

  test('what came from a port is kept to be saved where it is no recording', async () => {
    const { store, job, board, port, done } = following();
    const stand = port.status.name;
    await vi.waitFor(() => expect(port.status.state).toBe('live'));
    board.says('hello');
    await vi.waitFor(() => expect(port.status.received).toBe(5));
    store.getState().stopReading(true);
    expect(job(0).enough).toBe(true);
    job(0).end(NO_TRAFFIC);
    await done;
    expect(store.getState()).toMatchObject({ following: null, kept: { name: stand }, refusedFile: { name: stand } });
    expect(await store.getState().bytesSoFar()?.text()).toBe('hello');
  });
});

describe('rows appear as they come', () => {
  test('they can be walked, the cursor stays when more come, and the end completes them', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'b-probe');
    const first = await begun('b-probe');
    job(0).hearer.rows(first, null);
    expect(choosesRecording(store.getState())).toBe(false);
    expect(store.getState()).toMatchObject({ cursor: 0, recording: { complete: false } });
    store.getState().seek(6);
    job(0).hearer.rows(await begun('b-probe'), null);
    expect(store.getState().cursor).toBe(6);
    job(0).end(ok(await recorded('b-probe')));
    await done;
    expect(store.getState()).toMatchObject({ cursor: 6, reading: null, recording: { complete: true, readTo: null } });
  });

  test('stopped and kept: the rows so far are checked, and it is said how far it was read', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'b-probe');
    job(0).hearer.rows(await begun('b-probe'), null);
    job(0).hearer.progress({ bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false });
    store.getState().stopReading(true);
    expect(job(0)).toMatchObject({ enough: true, cancelled: false });
    expect(store.getState().reading?.stopping).toBe(true);
    job(0).end(ok(await recorded('b-probe')));
    await done;
    expect(store.getState()).toMatchObject({ reading: null, recording: { complete: true, readTo: 3 } });
    expect(store.getState().stopped).toMatch(/b-probe was stopped: its first \d+ rows are here/);
    store.getState().forgetStopped();
    expect(store.getState().stopped).toBe('');
  });

  test('a file of more than a tab can hold is read as far as that, and it is said where the rest can be read', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'big.txt');
    job(0).hearer.rows(await begun('b-probe'), null);
    const progress = { bytes: MOST_BYTES - 1, lines: 2, rows: 1, notUnderstood: 0, checking: false };
    job(0).hearer.progress(progress);
    expect([job(0).enough, store.getState().reading?.stopping]).toEqual([false, false]);
    job(0).hearer.progress({ ...progress, bytes: MOST_BYTES });
    expect([job(0).enough, store.getState().reading?.stopping]).toEqual([true, true]);
    job(0).end(ok(await recorded('b-probe')));
    await done;
    expect(store.getState().recording?.readTo).toBe(MOST_BYTES);
    expect(store.getState().stopped).toMatch(
      /^The page reads 500 MB of a file at most, and .* has more: its first \d+ rows are here.*ffa-scope open b-probe/,
    );
    // The next one is another reading, and may be stopped by hand.
    const next = store.getState().openRecording('…', 'b-probe');
    job(1).hearer.rows(await begun('b-probe'), { ...progress, bytes: 3 });
    store.getState().stopReading(true);
    job(1).end(ok(await recorded('b-probe')));
    await next;
    expect(store.getState().stopped).toMatch(/b-probe was stopped/);
  });

  test('a file that is read to its end just there is whole', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'b-probe');
    const progress = { bytes: MOST_BYTES + 5, lines: 2, rows: 1, notUnderstood: 0, checking: true };
    job(0).hearer.rows(await begun('b-probe'), null);
    job(0).hearer.progress(progress);
    expect(job(0).enough).toBe(false);
    job(0).end(ok(await recorded('b-probe')));
    await done;
    expect(store.getState()).toMatchObject({ stopped: '', recording: { readTo: null } });
  });

  test('stopped and dropped: what was open before is open again; broken off: what was read stays', async () => {
    const { store, job } = manual();
    const opening = store.getState().openRecording('…', 'c-remove');
    const before = await recorded('c-remove');
    job(0).end(ok(before));
    await opening;
    store.getState().seek(4);
    void store.getState().openRecording('…', 'big');
    expect(choosesRecording(store.getState())).toBe(true);
    job(1).hearer.rows(await begun('b-probe'), null);
    expect(shown(store.getState())?.title).toBe('b-probe');
    store.getState().stopReading(false);
    expect(job(1).cancelled).toBe(true);
    expect(store.getState()).toMatchObject({ recording: before, cursor: 4, reading: null });
    expect(store.getState().stopped).toBe('The reading of big was stopped, and nothing of it is kept.');

    const failing = store.getState().openRecording('…', 'torn.gz');
    expect(store.getState().stopped).toBe('');
    job(2).hearer.rows(await begun('b-probe'), null);
    job(2).end(fail('The file cannot be read to its end.', '', 'Check that it is complete.'));
    await failing;
    expect(shown(store.getState())?.title).toBe('b-probe');
    expect(store.getState()).toMatchObject({ recording: { complete: true, report: { cut: true } }, reading: null });
    expect(store.getState().stopped).toMatch(/^The reading of torn\.gz broke off: .* The rows that were read are here/);

    const refused = store.getState().openRecording('…', 'photo.png');
    job(3).end(fail('No FF-A traffic was found.', '', ''));
    await refused;
    expect(store.getState().problem?.what).toContain('“photo.png” was not opened');
  });

  test('another file in the middle: the rows of the first are gone with it', async () => {
    const { store, job } = manual();
    void store.getState().openRecording('…', 'a');
    job(0).hearer.rows(await begun('b-probe'), null);
    const second = store.getState().openRecording('…', 'b');
    expect(store.getState()).toMatchObject({ recording: null, reading: { name: 'b' } });
    job(0).hearer.rows(await begun('b-probe'), null);
    expect(store.getState().recording).toBeNull();
    job(1).end(ok(await recorded('c-remove')));
    await second;
    expect(store.getState().recording?.name).toBe('c-remove');
  });
});

describe('the counterpart beside the recording', () => {
  test('is shown at the first difference, the cursor goes to either side, and the recording alone is shown again', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'i8-fault-6');
    job(0).end(ok(await recorded('i8-fault-6')));
    await done;
    store.getState().seek(9);
    expect(pairOf(store.getState())).toBeNull();
    await store.getState().runCounterpart();
    const pair = ensure(pairOf(store.getState()), 'a pair');
    expect([sideName(pair, 'left'), sideName(pair, 'right'), pair.side]).toEqual(['recording', 'model', 'left']);
    expect(store.getState().cursor).toBe(9);
    expect(shown(store.getState())).toBe(store.getState().recording?.shown);
    store.getState().lookAtSide('right', 5);
    expect(store.getState().cursor).toBe(5);
    expect(shown(store.getState())?.kind).toBe('run');
    expect(pairOf(store.getState())?.side).toBe('right');
    store.getState().last();
    const pairs = pair.counterpart?.pairs;
    await store.getState().showCounterpart(false);
    expect(pairOf(store.getState())).toBeNull();
    expect(store.getState().cursor).toBe(pairs?.left.at(-1));
    await store.getState().showCounterpart(true);
    expect(pairOf(store.getState())?.left).toBe(pair.left);

    // Another recording has no counterpart yet.
    const next = store.getState().openRecording('…', 'c-remove');
    job(1).end(ok(await recorded('c-remove')));
    await next;
    expect(store.getState().counterpart).toBeNull();
    expect(pairOf(store.getState())).toBeNull();
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
    expect(store.getState().problem?.what).toBe('“photo.png” was not opened: No FF-A traffic was found.');
  });

  test('cancelling stops the reader, and what it still says is not heard', async () => {
    const { store, job } = manual();
    const done = store.getState().openRecording('…', 'big');
    store.getState().stopReading(false);
    expect(job(0).cancelled).toBe(true);
    expect(store.getState().reading).toBeNull();
    job(0).hearer.progress({ bytes: 3, lines: 2, rows: 1, notUnderstood: 1, checking: false });
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
