import type { Problem } from '../base/result.ts';
import { fail, ok } from '../base/result.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Trace } from '../trace/trace.ts';
import type { Engine } from './engine.ts';
import type { Future, SessionState } from './session.ts';
import { runCursor, shownTrace } from './shown.ts';
import type { GetState, SetState } from './state.ts';

/** Above this the oldest futures are forgotten; the one that is shown and the first stay. */
export const MAX_FUTURES = 64;

/** The part of the store that opens, edits and forks scenarios. */
export function sessionActions(engine: Engine, set: SetState, get: GetState): SessionState {
  let nextId = 0;
  // Counts what was opened, so that a link that is still being read does not replace something newer.
  let turn = 0;

  const enter = (future: Future, cursor: number, others: readonly Future[]): void => {
    get().setTab('simulate');
    set({
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
    enter({ id: nextId++, title: 'As opened', run, parent: null }, cursor, []);
    set({ lesson, notes });
  };

  /** Runs a changed scenario as a fork of what is shown; `goto` says where the cursor goes, given the difference. */
  const fork = (scenario: Scenario, title: string, goto: (difference: number) => number): void => {
    const { current, futures } = get();
    const cursor = runCursor(get());
    if (current === null) return;
    turn++;
    const run = attempt(scenario);
    if (run === null) return;
    const firstDifference = engine.firstDifference(current.run.trace, run.trace);
    const to = firstDifference === null ? cursor : goto(firstDifference);
    enter({ id: nextId++, title, run, parent: { id: current.id, firstDifference } }, to, futures);
  };

  const keepPlace = (difference: number): number => Math.min(runCursor(get()), difference);

  return {
    current: null,
    futures: [],
    cursor: -1,
    register: null,
    problem: null,
    refused: null,
    notes: [],
    lesson: null,
    open: (scenario, cursor = 0) => start(scenario, cursor, null, []),
    openLesson(index) {
      const lesson = engine.lessons[index];
      if (lesson !== undefined) start(lesson.scenario, 0, index, []);
    },
    async openLink(text) {
      const mine = ++turn;
      const link = await engine.decodeLink(text);
      if (mine !== turn) return;
      if (link.ok)
        start(link.value.scenario, link.value.view.row ?? 0, lessonOf(engine, link.value.scenario), link.value.notes);
      else if (get().current === null) set({ refused: { text, problem: link.error } });
      else set({ problem: link.error });
    },
    edit(patch, title) {
      const { current } = get();
      if (current !== null) fork({ ...current.run.scenario, ...patch }, title, keepPlace);
    },
    editJson(text) {
      const scenario = engine.parse(text);
      if (!scenario.ok) return scenario;
      if (get().current === null) start(scenario.value, 0, null, []);
      else fork(scenario.value, 'The JSON was edited', keepPlace);
      const { problem } = get();
      return problem === null ? ok(scenario.value) : fail(problem.what, problem.where, problem.remedy);
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
      fork(scenario, title, (difference) => difference);
    },
    show(id) {
      get().setTab('simulate');
      const { current, futures, cursor } = get();
      const future = futures.find((f) => f.id === id);
      if (future === undefined || future === current) return;
      turn++;
      const difference = current === null ? null : engine.firstDifference(current.run.trace, future.run.trace);
      const to = clamp(difference === null ? cursor : Math.min(cursor, difference), future.run.trace);
      set({ current: future, cursor: to, register: null, problem: null, injectAt: null, playing: false });
    },
    async link() {
      const { current } = get();
      if (current === null) return '';
      return engine.address + (await engine.encodeLink(current.run.scenario, runCursor(get())));
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

/** The lesson that is exactly this scenario; null for none. */
function lessonOf(engine: Engine, scenario: Scenario): number | null {
  const key = plain(scenario);
  const index = engine.lessons.findIndex((l) => plain(l.scenario) === key);
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
