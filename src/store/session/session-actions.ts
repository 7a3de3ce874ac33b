import type { Problem } from '../../base/result.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Trace } from '../../trace/trace.ts';
import { runCursor, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import type { Engine } from './engine.ts';
import { KeptRuns } from './kept-runs.ts';
import type { Future, SessionState } from './session.ts';

/** Above this the oldest futures are forgotten; the one that is shown and the first stay. */
export const MAX_FUTURES = 64;

/** The part of the store that opens, edits and forks scenarios. */
export function sessionActions(engine: Engine, set: SetState, get: GetState): SessionState {
  let nextId = 0;
  const runs = new KeptRuns((scenario) => engine.run(scenario));
  // Counts what was opened, so that a link that is still being read does not replace something newer.
  let turn = 0;

  const enter = (future: Future, cursor: number, others: readonly Future[], beside: number | null): void => {
    get().setTab('simulate');
    set({
      beside,
      current: future,
      futures: trimmed([...others, future], future),
      cursor: clamp(cursor, future.run.trace),
      register: null,
      problem: null,
      refused: null,
      injectAt: null,
      playing: false,
      notFound: '',
    });
  };

  const attempt = (scenario: Scenario): Run | null => {
    try {
      return engine.run(scenario);
    } catch (error) {
      set({ problem: stopped(error) });
      return null;
    }
  };

  const start = (scenario: Scenario, cursor: number, lesson: number | null, notes: readonly string[]): void => {
    turn++;
    const run = attempt(scenario);
    if (run === null) return;
    runs.clear();
    enter(runs.future(nextId++, 'As opened', run, null), cursor, [], null);
    set({ lesson, notes });
  };

  /**
   * Runs a changed scenario as a fork of what is shown; `goto` says where the cursor goes, given the difference.
   * `beside`: the two are shown side by side.
   */
  const fork = (scenario: Scenario, title: string, goto: (difference: number) => number, beside: boolean): void => {
    const { current, futures } = get();
    const cursor = runCursor(get());
    if (current === null) return;
    turn++;
    const run = attempt(scenario);
    if (run === null) return;
    const firstDifference = engine.firstDifference(current.run.trace, run.trace);
    const to = firstDifference === null ? cursor : goto(firstDifference);
    const other = beside && firstDifference !== null ? current.id : null;
    enter(runs.future(nextId++, title, run, { id: current.id, firstDifference }), to, futures, other);
  };

  const keepPlace = (difference: number): number => Math.min(runCursor(get()), difference);

  return {
    current: null,
    futures: [],
    cursor: -1,
    register: null,
    problem: null,
    refused: null,
    beside: null,
    notes: [],
    lesson: null,
    open: (scenario, cursor = 0, notes = []) => start(scenario, cursor, null, notes),
    async openLesson(index) {
      const mine = ++turn;
      const lesson = engine.lessonAt(index) ?? (await engine.lessons())[index];
      if (mine === turn && lesson !== undefined) start(lesson.scenario, 0, index, []);
    },
    async openLink(text) {
      const mine = ++turn;
      const link = await engine.decodeLink(text);
      const lessons = link.ok ? await engine.lessons() : [];
      if (mine !== turn) return;
      if (link.ok) {
        const { scenario, view, notes, base } = link.value;
        set({ breaks: view.breaks ?? [] });
        if (base === undefined) start(scenario, view.row ?? 0, lessonOf(lessons, scenario), notes);
        else {
          start(base, 0, lessonOf(lessons, base), notes);
          fork(scenario, 'The fork of the link', (difference) => view.row ?? difference, true);
        }
      } else if (get().current === null) set({ refused: { text, problem: link.error } });
      else set({ problem: link.error });
    },
    edit(patch, title) {
      const { current } = get();
      if (current !== null) fork({ ...current.run.scenario, ...patch }, title, keepPlace, false);
    },
    replace(scenario, title) {
      if (get().current === null) start(scenario, 0, null, []);
      else fork(scenario, title, keepPlace, false);
      return get().problem;
    },
    inject(fault, title) {
      const { current } = get();
      if (current === null) return;
      let scenario: Scenario;
      try {
        scenario = engine.addFault(current.run.scenario, fault);
      } catch (error) {
        set({ problem: { what: `${message(error)}.`, where: 'faults', remedy: 'Remove one first.' } });
        return;
      }
      fork(scenario, title, (difference) => difference, true);
    },
    show(id, row) {
      get().setTab('simulate');
      const { current, futures, cursor } = get();
      const future = futures.find((f) => f.id === id);
      if (future === undefined) return;
      turn++;
      const difference =
        current === null || current === future ? null : engine.firstDifference(current.run.trace, future.run.trace);
      const kept = difference === null ? cursor : Math.min(cursor, difference);
      const to = clamp(row ?? kept, future.run.trace);
      set({ current: future, beside: null, cursor: to, ...CALM });
    },
    showBeside(id) {
      const { current, futures } = get();
      const other = futures.find((f) => f.id === id);
      if (other === undefined || current === null || other === current) {
        set({ beside: null });
        return;
      }
      const difference = engine.firstDifference(current.run.trace, other.run.trace);
      const to = difference === null ? runCursor(get()) : clamp(difference, current.run.trace);
      get().setTab('simulate');
      set({ beside: other.id, cursor: to, ...CALM });
    },
    lookAt(id, row) {
      const { current, beside, futures } = get();
      const future = futures.find((f) => f.id === id);
      if (future === undefined || current === null) return;
      if (future === current) get().seek(row);
      else if (id === beside)
        set({ current: future, beside: current.id, cursor: clamp(row, future.run.trace), ...CALM });
    },
    rename(id, title) {
      const { current, futures } = get();
      const renamed = futures.map((f) => (f.id === id ? runs.changed(f, { title }) : f));
      set({ futures: renamed, current: renamed.find((f) => f.id === current?.id) ?? current });
    },
    remove(id) {
      const { current, beside, futures } = get();
      const gone = futures.find((f) => f.id === id);
      const parent = futures.find((f) => f.id === gone?.parent?.id);
      if (gone === undefined || parent === undefined) return;
      const left = futures
        .filter((f) => f !== gone)
        .map((f): Future => {
          if (f.parent?.id !== id) return f;
          const firstDifference = engine.firstDifference(parent.run.trace, f.run.trace);
          return runs.changed(f, { parent: { id: parent.id, firstDifference } });
        });
      if (current?.id === id) get().show(parent.id);
      set({
        futures: left,
        current: left.find((f) => f.id === get().current?.id) ?? null,
        beside: beside === id || current?.id === id ? null : beside,
      });
    },
    async link() {
      const { current } = get();
      if (current === null) return '';
      const { beside, futures } = get();
      const other = beside === null ? undefined : futures.find((f) => f.id === beside);
      if (other === undefined)
        return engine.address + (await engine.encodeLink(current.run.scenario, runCursor(get()), null, get().breaks));
      const [left, right] = other.id < current.id ? [other, current] : [current, other];
      const parted = engine.firstDifference(left.run.trace, right.run.trace) ?? 0;
      const row = right === current ? runCursor(get()) : parted;
      return engine.address + (await engine.encodeLink(right.run.scenario, row, left.run.scenario, get().breaks));
    },
    seek(row) {
      const trace = shownTrace(get());
      const to = trace === null ? -1 : clamp(row, trace);
      if (to !== get().cursor) set({ cursor: to, injectAt: null, notFound: '' });
    },
    select: (register) => set({ register }),
    report: (problem) => set({ problem }),
  };
}

/** Another run is looked at: what belonged to the row before is closed. */
const CALM = { register: null, problem: null, injectAt: null, playing: false } as const;

/** The lesson that is exactly this scenario; null for none. */
function lessonOf(lessons: readonly Lesson[], scenario: Scenario): number | null {
  const key = plain(scenario);
  const index = lessons.findIndex((l) => plain(l.scenario) === key);
  return index < 0 ? null : index;
}

/** A scenario as text to compare: the words of a fault's reply are bigint in a map, which JSON leaves out. */
const plain = (scenario: Scenario): string =>
  JSON.stringify(scenario, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Map ? [...value] : value,
  );

const clamp = (row: number, trace: Trace): number =>
  Math.max(Math.min(row, trace.length - 1), Math.min(0, trace.length - 1));

function trimmed(futures: readonly Future[], shown: Future): readonly Future[] {
  if (futures.length <= MAX_FUTURES) return futures;
  const drop = futures.findIndex((f, i) => i > 0 && f !== shown && f.id !== shown.parent?.id);
  return futures.toSpliced(drop, 1);
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const stopped = (error: unknown): Problem => ({
  what: `The model cannot run this scenario: ${message(error)}.`,
  where: '',
  remedy: 'What was open stays as it was; take the last change back.',
});
