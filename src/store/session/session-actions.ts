import { attempt, type Eventually, when } from '../../base/eventually.ts';
import type { Problem } from '../../base/result.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Trace } from '../../trace/trace.ts';
import { latePart } from '../parts.ts';
import { runCursor, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import type { Engine } from './engine.ts';
import { futureActions } from './future-actions.ts';
import { trimmed } from './future-list.ts';
import { KeptRuns } from './kept-runs.ts';
import { lessonOf } from './lesson-of.ts';
import { oneAfterTheOther } from './one-after-the-other.ts';
import { Stopped } from './runner.ts';
import type { Future, SessionState } from './session.ts';

const lessonLines = latePart(() => import('./lesson-lines.ts'));

/** The part of the store that opens, edits and forks scenarios. */
export function sessionActions(engine: Engine, set: SetState, get: GetState): SessionState {
  let nextId = 0;
  const run = (scenario: Scenario, title: string): Eventually<Run> => {
    const made = engine.run(scenario, (rows) => set({ running: { title, rows } }));
    if (!(made instanceof Promise)) return made;
    set({ running: { title, rows: 0 }, wanted: scenario });
    return made.finally(() => set({ running: null }));
  };
  const runs = new KeptRuns((scenario) => run(scenario, scenario.title));
  // Counts what was opened, so that a link that is still being read does not replace something newer.
  let turn = 0;
  const inTurn = oneAfterTheOther();
  // What was taken back, the last at the end, by the ids of the futures.
  let undone: number[] = [];

  const enter = (future: Future, cursor: number, others: readonly Future[], beside: number | null): void => {
    get().setTab('simulate');
    set({
      beside,
      wanted: null,
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

  const tryRun = (scenario: Scenario, title: string): Eventually<Run | null> =>
    attempt<Run | null>(
      () => run(scenario, title),
      (error) => {
        set(error instanceof Stopped ? { wanted: null } : { wanted: null, problem: cannotRun(error) });
        return null;
      },
    );

  const start = (
    scenario: Scenario,
    cursor: number,
    lesson: number | null,
    notes: readonly string[],
  ): Eventually<boolean> => {
    const mine = ++turn;
    engine.stop();
    return when(tryRun(scenario, scenario.title), (made) => {
      if (made === null || mine !== turn) return false;
      runs.clear();
      undone = [];
      enter(runs.future(nextId++, 'As opened', made, null), cursor, [], null);
      set({ lesson, notes, asked: false });
      return true;
    });
  };

  /**
   * Runs a changed scenario as a fork of what is shown; `goto` says where the cursor goes, given the difference.
   * `beside`: the two are shown side by side.
   */
  const fork = (
    change: (open: Scenario) => Scenario | null,
    title: string,
    goto: (difference: number) => number,
    beside: boolean,
  ): Eventually<void> =>
    inTurn(() => {
      const { current } = get();
      const scenario = current === null ? null : change(current.scenario);
      if (current === null || scenario === null) return;
      const mine = ++turn;
      const parent = current.run;
      return when(tryRun(scenario, title), (made) => {
        if (made === null || mine !== turn) return;
        return when(differenceOf(parent, made), (firstDifference) => {
          if (mine !== turn) return;
          const to = firstDifference === null ? runCursor(get()) : goto(firstDifference);
          const other = beside && firstDifference !== null ? current.id : null;
          const future = runs.future(nextId++, title, made, { id: current.id, firstDifference });
          undone = [];
          enter(future, to, get().futures, other);
        });
      });
    });

  /** null also where the question was stopped: nobody waits for the answer then. */
  const differenceOf = (a: Run, b: Run): Eventually<number | null> =>
    attempt<number | null>(
      () => engine.firstDifference(a, b),
      () => null,
    );

  /** Where two futures part, whether or not their runs are still here. */
  const between = (a: Future, b: Future): Eventually<number | null> =>
    when(runs.ensure(a), (runA) => when(runs.ensure(b), (runB) => differenceOf(runA, runB)));

  /** A link may ask for a row that the run does not have: the last one is shown, and that is said. */
  const tellRow = (asked: number): void => {
    const { current, notes } = get();
    const last = (current?.run.trace.length ?? 0) - 1;
    if (asked > last)
      set({
        notes: [...notes, `The link asks for row ${asked}, and row ${last} is the last.`],
      });
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
    running: null,
    wanted: null,
    stopRun: () => engine.stop(),
    reactions: (asked) => engine.reactions(asked),
    open: (scenario, cursor = 0, notes = []) => when(start(scenario, cursor, null, notes), () => undefined),
    async openLesson(index, variant) {
      const mine = ++turn;
      const lesson = engine.lessonAt(index) ?? (await engine.lessons())[index];
      if (lesson === undefined) return;
      const plan = index === 0 ? null : await lessonLines();
      if (mine !== turn) return;
      const { scenario } = lesson.variants.find((v) => v.name === variant) ?? lesson;
      if ((await start(scenario, 0, index, [])) && plan !== null) plan.showSteps(set, get);
    },
    async openLink(text) {
      const mine = ++turn;
      const link = await engine.decodeLink(text);
      const lessons = link.ok ? await engine.lessons() : [];
      if (mine !== turn) return;
      if (link.ok) {
        const { scenario, view, notes, base } = link.value;
        set({ breaks: view.breaks ?? [] });
        if (base === undefined) {
          if (await start(scenario, view.row ?? 0, lessonOf(lessons, scenario), notes)) tellRow(view.row ?? 0);
        } else if (await start(base, 0, lessonOf(lessons, base), notes))
          await fork(
            () => scenario,
            'The fork of the link',
            (difference) => view.row ?? difference,
            true,
          );
      } else if (get().current === null) set({ refused: { text, problem: link.error } });
      else set({ problem: link.error });
    },
    edit: (patch, title) => fork((open) => ({ ...open, ...patch }), title, keepPlace, false),
    replace: (scenario, title) =>
      when(
        get().current === null
          ? when(start(scenario, 0, null, []), () => undefined)
          : fork(() => scenario, title, keepPlace, false),
        () => get().problem,
      ),
    inject(fault, title) {
      const faulty = (open: Scenario): Scenario | null => {
        try {
          return engine.addFault(open, fault);
        } catch (error) {
          set({ problem: { what: `${message(error)}.`, where: 'faults', remedy: 'Remove one first.' } });
          return null;
        }
      };
      return fork(faulty, title, (difference) => difference, true);
    },
    show(id, row) {
      get().setTab('simulate');
      const { current, futures } = get();
      const future = futures.find((f) => f.id === id);
      if (future === undefined) return;
      const mine = ++turn;
      return when(runs.ensure(future), (made) =>
        when(current === null || current === future ? null : differenceOf(current.run, made), (difference) => {
          if (mine !== turn) return;
          const { cursor } = get();
          const kept = difference === null ? cursor : Math.min(cursor, difference);
          set({ current: future, beside: null, cursor: clamp(row ?? kept, made.trace), ...CALM });
        }),
      );
    },
    showBeside(id) {
      const { current, futures } = get();
      const other = futures.find((f) => f.id === id);
      if (other === undefined || current === null || other === current) {
        set({ beside: null });
        return;
      }
      const mine = ++turn;
      return when(runs.ensure(other), (made) =>
        when(differenceOf(current.run, made), (difference) => {
          if (mine !== turn) return;
          const to = difference === null ? runCursor(get()) : clamp(difference, current.run.trace);
          get().setTab('simulate');
          set({ beside: other.id, cursor: to, ...CALM });
        }),
      );
    },
    lookAt(id, row) {
      const { current, beside, futures } = get();
      const future = futures.find((f) => f.id === id);
      if (future === undefined || current === null) return;
      if (future === current) get().seek(row);
      else if (id === beside)
        set({ current: future, beside: current.id, cursor: clamp(row, future.run.trace), ...CALM });
    },
    undo() {
      const { current } = get();
      if (current === null || current.parent === null) {
        set({ notFound: 'No change to take back.' });
        return;
      }
      undone.push(current.id);
      return get().show(current.parent.id);
    },
    redo() {
      const id = undone.pop();
      if (id !== undefined && get().futures.some((f) => f.id === id)) return get().show(id);
      set({ notFound: 'No change to do again.' });
    },
    ...futureActions({ set, get, runs, inTurn, between }),
    async link() {
      const { current } = get();
      if (current === null) return '';
      const { beside, futures } = get();
      const other = beside === null ? undefined : futures.find((f) => f.id === beside);
      if (other === undefined)
        return engine.address + (await engine.encodeLink(current.scenario, runCursor(get()), null, get().breaks));
      const [left, right] = other.id < current.id ? [other, current] : [current, other];
      const row = right === current ? runCursor(get()) : ((await between(left, right)) ?? 0);
      return engine.address + (await engine.encodeLink(right.scenario, row, left.scenario, get().breaks));
    },
    seek(row) {
      const trace = shownTrace(get());
      const to = trace === null ? -1 : clamp(row, trace);
      if (to !== get().cursor) set({ cursor: to, injectAt: null, notFound: '', asked: false });
    },
    select: (register) => set({ register }),
    report: (problem) => set({ problem }),
  };
}

/** Another run is looked at: what belonged to the row before is closed. */
const CALM = { wanted: null, register: null, problem: null, injectAt: null, playing: false } as const;

const clamp = (row: number, trace: Trace): number =>
  Math.max(Math.min(row, trace.length - 1), Math.min(0, trace.length - 1));

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const cannotRun = (error: unknown): Problem => ({
  what: `The model cannot run this scenario: ${message(error)}.`,
  where: '',
  remedy: 'What was open stays as it was; take the last change back.',
});
