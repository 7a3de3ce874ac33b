import type { Scenario } from '../../scenario/types.ts';
import { whenPainted } from '../painted.ts';
import type { GetState, ScopeState, SetState } from '../state.ts';
import type { Arrived } from './arriving-run.ts';

/** Rows below the cursor that must be here before a run is shown: a screenful. */
const BELOW = 100;
/** What is shown grows by this factor at least: so a long run is drawn some ten times while it comes, not hundreds of times. */
const GROWTH = 1.5;

/**
 * A long run that is being opened: shown from the moment in which the place that was asked for is here. A short one is
 * whole before that. What was open is put back where the run does not come to its end.
 */
export class Arrival {
  readonly #scenario: Scenario;
  readonly #asked: number;
  readonly #set: SetState;
  readonly #get: GetState;
  #before: Pick<ScopeState, 'current' | 'cursor' | 'beside'> | null = null;
  #shown = 0;
  /** What was shown is not painted yet. */
  #unpainted = false;

  /** @param cursor the row that is asked for; from the first showing on the person moves it. */
  constructor(scenario: Scenario, cursor: number, set: SetState, get: GetState) {
    this.#scenario = scenario;
    this.#asked = cursor;
    this.#set = set;
    this.#get = get;
  }

  /** Where the cursor is, or is to be. */
  get cursor(): number {
    if (this.#before === null) return this.#asked;
    const { tab, cursor, places } = this.#get();
    return tab === 'simulate' ? cursor : places.simulate;
  }

  /** More of the run is here. */
  show({ trace, history }: Arrived): void {
    if (this.#unpainted || trace.length < Math.max(this.#asked + BELOW, this.#shown * GROWTH)) return;
    this.#shown = trace.length;
    // Rows that come sooner would be drawn for nobody.
    this.#unpainted = true;
    whenPainted(() => {
      this.#unpainted = false;
    });
    const { title, cpus } = this.#scenario;
    const arriving = { kind: 'run', title, trace, history, cpus, run: null } as const;
    if (this.#before !== null) {
      this.#set({ arriving });
      return;
    }
    this.#get().setTab('simulate');
    const { current, cursor, beside } = this.#get();
    this.#before = { current, cursor, beside };
    this.#set({
      ...{ arriving, current: null, beside: null, cursor: this.#asked },
      ...{ register: null, problem: null, refused: null, injectAt: null, playing: false, notFound: '' },
    });
  }

  /** The run was stopped, or could not go on: what was open before is open again. */
  takeBack(): void {
    if (this.#before !== null && this.#get().current === null) this.#set({ ...this.#before, arriving: null });
  }
}
