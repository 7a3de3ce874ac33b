import type { Outcome, Scenario } from '../scenario/types.ts';
import type { Place } from '../sim/control.ts';
import type { Candidate } from '../sim/policy.ts';
import { actionText } from '../words/action-text.ts';
import type { Ask } from './ask.ts';
import { Attempt, type Step } from './attempt.ts';
import { BestHits } from './best-hits.ts';
import type { AnyTime } from './events.ts';
import { ASK } from './hit.ts';
import { type KeptRest, latestOf, Rests } from './rests.ts';
import { SharedNames } from './shared-names.ts';
import type { Met, Watcher } from './states/watcher.ts';
import { type Branch, TRUNK, type Turn, turnsOf } from './turns.ts';

/** What is searched. */
export interface SearchOptions {
  readonly scenario: Scenario;
  /** What may happen at any time, each once. */
  readonly events: readonly AnyTime[];
  /** What comes before this action, counted from 1, goes its usual way; 1 if absent. Actions that start together count as one. */
  readonly from?: number;
  /** A state that is looked for; null for none. */
  readonly ask?: Ask | null;
  /** Every step of everybody is tried before every other: nothing is left out because it commutes. For tests. */
  readonly full?: boolean;
  /** States that are equal are searched again. For tests, and of the smallest scenarios only. */
  readonly again?: boolean;
  /** Hears of every state and every choice; not with `again`. */
  readonly watcher?: Watcher;
}

/** How far a search is. */
export interface SearchCounts {
  /** States that are not equal. */
  readonly states: number;
  /** Steps that were taken from one state to another. */
  readonly transitions: number;
  /** Runs that were begun, and of these the ones that came to their end. */
  readonly runs: number;
  readonly ends: number;
  /** Ends that are not equal. */
  readonly worlds: number;
  /** Runs that are known of and not begun, up to the bound. */
  readonly waiting: number;
  /** Everything with at most so many switches has been tried; -1 before anything has been. */
  readonly bound: number;
  /** Everything has been tried, whatever the number of switches. */
  readonly complete: boolean;
}

const NOTHING: ReadonlyMap<string, Place> = new Map();

/** A run is given up, and said to be, after so many steps. */
const MAX_STEPS = 20_000;

/**
 * Searches the interleavings of a scenario, those with few switches first. A run is begun from zero and led to where it parts
 * from the one that it was taken from; a state that was seen before ends it, since everything after it has been or will be
 * searched from there.
 */
export class Search {
  readonly hits = new BestHits();
  /** The keys of the states in which nothing is left to happen. */
  readonly worlds = new Set<string>();
  readonly #options: SearchOptions;
  /** The numbers of the states, by their keys. */
  readonly #seen = new Map<string, number>();
  readonly #rests = new Rests();
  readonly #shared: SharedNames;
  /** Runs to begin, by their cost. */
  readonly #waiting: Branch[][] = [[TRUNK]];
  #transitions = 0;
  #runs = 0;
  #ends = 0;

  constructor(options: SearchOptions) {
    this.#options = options;
    this.#shared = new SharedNames(options.full === true);
  }

  /** Begins the next run with at most `bound` switches; false when there is none. */
  next(bound: number): boolean {
    const branch = this.#waiting.find((list, cost) => cost <= bound && list.length > 0)?.pop();
    if (branch === undefined) return false;
    this.#runs++;
    if (branch.turn !== null) this.#options.watcher?.tried(branch.choice);
    this.#run(branch);
    return true;
  }

  counts(bound: number): SearchCounts {
    const lowest = this.#waiting.findIndex((list) => list.length > 0);
    return {
      states: this.#seen.size,
      transitions: this.#transitions,
      runs: this.#runs,
      ends: this.#ends,
      worlds: this.worlds.size,
      waiting: this.#waiting.slice(0, bound + 1).reduce((n, list) => n + list.length, 0),
      bound: lowest < 0 ? bound : Math.min(bound, lowest - 1),
      complete: lowest < 0,
    };
  }

  #run(branch: Branch): void {
    const { scenario, events, ask, again } = this.#options;
    const begun = latestOf(branch.rest);
    const attempt = new Attempt(scenario, events, null, begun);
    const turns = turnsOf(branch);
    const last = turns.at(-1)?.at ?? -1;
    let t = turns.findIndex((x) => x.at >= attempt.steps);
    if (t < 0) t = turns.length;
    let { rest } = branch;
    let told = attempt.heard.violations.length;
    let before = told;
    let { state } = branch;
    const { kernel } = attempt.running;
    if (branch.told !== null) kernel.lookAway();
    for (;;) {
      if (t < turns.length) attempt.comeTo((turns[t] as Turn).at);
      if (attempt.steps === last && branch.told !== null) kernel.lookAgain(branch.told);
      const at = attempt.steps;
      const mine: Turn[] = [];
      for (; turns[t]?.at === at; t++) mine.push(turns[t] as Turn);
      const fresh = at > last;
      const here = fresh ? attempt.rest : null;
      if (here !== null) rest = this.#rests.keep(here, rest);
      if (fresh && again !== true) {
        const key = attempt.key();
        const known = this.#seen.get(key);
        const from = state;
        state = known ?? this.#seen.size;
        if (known === undefined) this.#seen.set(key, state);
        this.#met(attempt, branch, { state, from, fresh: known === undefined, turned: at === last + 1, before });
        if (known !== undefined) return;
      }
      const { last: ran, rows, idle } = attempt;
      const was = at >= last ? kernel.told : NOTHING;
      const arrived = attempt.arrived.length;
      const step = attempt.step(mine);
      if (at >= last) this.#transitions++;
      // What has happened and could not come yet comes later: that is another run.
      if (at === last && mine.length > 0 && !tookTurn(attempt, step, mine, arrived)) return;
      before = told;
      told = this.#tell(attempt, branch, told, at >= last);
      if (fresh || (at === last && mine.every((x) => 'take' in x)))
        this.#branch(attempt, branch, { at, was, rest, ran, rows, idle, step, took: mine.length > 0, state });
      if (step.how === 'over') {
        this.#end(attempt, branch, told, state);
        return;
      }
      if (step.how === 'stopped' || at > MAX_STEPS) {
        this.#hit(attempt, branch, 'LIMIT', `a run was given up after ${at} steps`, attempt.rows - 1);
        return;
      }
      if (at >= last && ask?.(attempt.running.kernel.world) === true)
        this.#hit(attempt, branch, ASK, 'what was asked for is so', attempt.rows - 1);
    }
  }

  /** Keeps what could have been otherwise in this step, as runs to begin. */
  #branch(attempt: Attempt, from: Branch, { at, was, rest, ran, rows, idle, step, took, state }: Moment): void {
    if (attempt.running.started < (this.#options.from ?? 1)) return;
    const { events, watcher } = this.#options;
    const add = (turn: Turn, cost: number, choice: number): void => {
      const total = from.cost + cost;
      while (this.#waiting.length <= total) this.#waiting.push([]);
      this.#waiting[total]?.push({ told: was, rest, from, turn, cost: total, state, choice });
      watcher?.kept(choice);
    };
    const otherwise = (event: number): number =>
      watcher?.choice(actionText(events[event] as AnyTime), idle ? '' : attempt.running.kernel.ranAs) ?? -1;
    if (rows > 0 && !took && idle) {
      this.#events(attempt, (event) => add({ at, event }, 0, otherwise(event)));
      return;
    }
    if (step.how !== 'ran') return;
    const missing = rows > 0 && !took ? this.#missing(attempt) : [];
    const { candidates, taken } = step;
    if (missing.length === 0 && candidates.length < 2) {
      this.#shared.note(attempt.footprint, attempt.running.started, () => undefined);
      return;
    }
    const others = took ? [] : candidates.filter((c) => c !== taken);
    const choices = others.map((c) => watcher?.choice(c.name, taken?.name ?? '') ?? -1);
    const arrivals = missing.map(otherwise);
    this.#shared.note(attempt.footprint, attempt.running.started, () => {
      for (const [i, c] of others.entries())
        add({ at, take: c.id }, costOf(c, taken, candidates, ran), choices[i] as number);
      for (const [i, event] of missing.entries()) add({ at, event }, 1, arrivals[i] as number);
    });
  }

  #missing(attempt: Attempt): readonly number[] {
    const list: number[] = [];
    this.#events(attempt, (event) => list.push(event));
    return list;
  }

  /** The events that have not happened; of equal ones the first. */
  #events({ arrived }: Attempt, tell: (event: number) => void): void {
    const { events } = this.#options;
    const said = new Set<string>();
    for (const [i, event] of events.entries()) {
      const name = JSON.stringify(event);
      if (arrived.some((a) => a.event === i) || said.has(name)) continue;
      said.add(name);
      tell(i);
    }
  }

  #met(attempt: Attempt, way: Branch, { before, ...met }: Arrival): void {
    const { watcher } = this.#options;
    if (watcher === undefined) return;
    const by = attempt.idle ? '' : attempt.running.kernel.ranAs;
    watcher.met({ ...met, by, broke: attempt.heard.violations.slice(before).map(brokenText), attempt, way });
  }

  #end(attempt: Attempt, branch: Branch, told: number, state: number): void {
    this.#ends++;
    this.worlds.add(attempt.running.stateKey());
    attempt.running.result();
    this.#tell(attempt, branch, told, true);
    this.#options.watcher?.ended(state, attempt.heard.violations.slice(told).map(brokenText));
  }

  /** Notes the rules that have been broken, but for the first `from` times; answers how often any has been. */
  #tell(attempt: Attempt, branch: Branch, from: number, fresh: boolean): number {
    const { violations } = attempt.heard;
    if (fresh) for (const { rule, text, row } of violations.slice(from)) this.#hit(attempt, branch, rule, text, row);
    return violations.length;
  }

  #hit(attempt: Attempt, { cost }: Branch, rule: string, text: string, row: number): void {
    this.hits.add({ rule, text, row, cost, arrived: [...attempt.arrived], chosen: [...attempt.chosen] });
  }
}

/** A step, and what was so before it. */
interface Moment {
  readonly at: number;
  readonly was: ReadonlyMap<string, Place>;
  readonly rest: KeptRest | null;
  /** Who took the step before. */
  readonly ran: string;
  readonly rows: number;
  readonly idle: boolean;
  readonly step: Step;
  /** It was a turn itself: what else could have been there its own run has kept. */
  readonly took: boolean;
  readonly state: number;
}

/** A state that a run comes to; `before`: how often rules had been broken before the step that led to it. */
type Arrival = Pick<Met, 'state' | 'from' | 'fresh' | 'turned'> & { readonly before: number };

const brokenText = ({ rule, text }: Outcome['violations'][number]): string => `${rule}: ${text}`;

/** A switch is counted when somebody is pushed aside who could have gone on, or an interrupt that could come. */
function costOf(c: Candidate, taken: Candidate | null, all: readonly Candidate[], last: string): number {
  if (c.kind === 'interrupt') return 0;
  if (taken?.kind === 'interrupt') return 1;
  return c.id !== last && all.some((x) => x.id === last) ? 1 : 0;
}

/** Did what the turns of this step asked for come at once? */
function tookTurn(attempt: Attempt, step: Step, turns: readonly Turn[], arrivedBefore: number): boolean {
  if (step.how !== 'ran') return false;
  const turn = turns.at(-1) as Turn;
  if ('take' in turn) return step.taken?.id === turn.take;
  return attempt.arrived.length > arrivedBefore && attempt.isOf(attempt.last, turn.event);
}
