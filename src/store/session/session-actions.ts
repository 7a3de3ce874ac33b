import { attempt, type Eventually, when } from '../../base/eventually.ts';
import type { Problem } from '../../base/result.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Trace } from '../../trace/trace.ts';
import { latePart } from '../parts.ts';
import { runCursor, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import { Arrival } from './arrival.ts';
import type { Engine } from './engine.ts';
import { trimmed } from './future-list.ts';
import { KeptRuns } from './kept-runs.ts';
import { oneAfterTheOther } from './one-after-the-other.ts';
import { openingActions } from './opening.ts';
import { type Hear, Stopped } from './runner.ts';
import type { Future, SessionState } from './session.ts';

const futureActions = latePart(() => import('./future-actions.ts'));

/** The part of the store that opens, edits and forks scenarios. */
export function sessionActions(engine: Engine, set: SetState, get: GetState): SessionState {
  let nextId = 0;
  let underWay = 0;
  const run = (scenario: Scenario, title: string, hear: Hear = () => {}): Eventually<Run> => {
    const made = engine.run(scenario, (soFar) => {
      set({ running: { title, rows: soFar.trace.length } });
      hear(soFar);
    });
    if (!(made instanceof Promise)) return made;
    const mine = ++underWay;
    set({ running: { title, rows: 0 }, wanted: scenario });
    // One that was stopped because another began hears of it when the other is under way already.
    return made.then(
      (over) => {
        if (mine === underWay) set({ running: null });
        return over;
      },
      (error) => {
        if (mine === underWay) set({ running: null, wanted: null });
        throw error;
      },
    );
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
      arriving: null,
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

  const tryRun = (scenario: Scenario, title: string, hear?: Hear): Eventually<Run | null> =>
    attempt<Run | null>(
      () => run(scenario, title, hear),
      (error) => {
        if (!(error instanceof Stopped)) set({ problem: cannotRun(error) });
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
    const arrival = new Arrival(scenario, cursor, set, get);
    const hear: Hear = (soFar) => {
      if (mine === turn) arrival.show(soFar);
    };
    return when(tryRun(scenario, scenario.title, hear), (made) => {
      if (made === null || mine !== turn) {
        arrival.takeBack();
        return false;
      }
      runs.clear();
      undone = [];
      enter(runs.future(nextId++, 'As opened', made, null), arrival.cursor, [], null);
      set({ lesson, notes, asked: false });
      return true;
    });
  };

  /**
   * Runs a changed scenario as a fork of what is shown; `goto` says where the cursor goes, given the difference.
   * `beside`: the two are shown side by side.
   */
  const fork = (
    change: (open: Scenario) => Eventually<Scenario | null>,
    title: string,
    goto: (difference: number) => number,
    beside: boolean,
  ): Eventually<void> =>
    inTurn(() => {
      const { current } = get();
      if (current === null) return;
      return when(change(current.scenario), (scenario) => {
        if (scenario === null || current !== get().current) return;
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

  const parts = { set, get, runs, inTurn, between };

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
    arriving: null,
    naming: false,
    stopRun: () => engine.stop(),
    reactions: (asked) => engine.reactions(asked),
    open: (scenario, cursor = 0, notes = []) => when(start(scenario, cursor, null, notes), () => undefined),
    ...openingActions({ engine, set, get, start, fork, begin: () => ++turn, isNewest: (mine) => mine === turn }),
    edit: (patch, title) => fork((open) => ({ ...open, ...patch }), title, keepPlace, false),
    replace: (scenario, title) =>
      when(
        get().current === null
          ? when(start(scenario, 0, null, []), () => undefined)
          : fork(() => scenario, title, keepPlace, false),
        () => get().problem,
      ),
    inject(fault, title) {
      const faulty = (open: Scenario): Eventually<Scenario | null> =>
        attempt<Scenario | null>(
          () => engine.addFault(open, fault),
          (error) => {
            set({ problem: { what: `${message(error)}.`, where: 'faults', remedy: 'Remove one first.' } });
            return null;
          },
        );
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
    rename(id, title) {
      const { current, futures } = get();
      const renamed = futures.map((f) => (f.id === id ? runs.changed(f, { title }) : f));
      set({ futures: renamed, current: renamed.find((f) => f.id === current?.id) ?? current });
    },
    remove: async (id) => (await futureActions()).removeFuture(id, parts),
    link: async () => (get().current === null ? '' : (await futureActions()).linkNow(engine, parts)),
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
