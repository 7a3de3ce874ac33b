import { addFault } from '../scenario/fork.ts';
import type { Scenario } from '../scenario/types.ts';
import { type Fault, faultKey, type SiteKind, siteOf } from '../sim/fault.ts';
import type { Listener } from '../sim/recorder.ts';
import { Running } from '../stack/simulate.ts';
import { type EndListener, type Last, lastOf } from './ending.ts';
import type { Futures, Passed } from './futures.ts';
import type { Moment, Trunk } from './trunk.ts';

/** A run with one more fault, at its end. */
export interface TriedRun {
  /** It has heard all of the run. */
  readonly listener: EndListener;
  readonly last: Last;
  readonly rows: number;
}

/** So many steps after the fault it is looked whether the run has come to a state that is known. */
const LOOKED_AT = 32;
/** After so many it is, whether or not a future is known there: it becomes known to the faults that are told the same. */
const KEPT = 2;

/**
 * What comes of the trunk's scenario with one more fault: from the moment on at which it strikes, and to a state whose future
 * is known. Where the same fault has struck in the same state, nothing is run at all.
 */
export function runWith(trunk: Trunk, futures: Futures, fault: Fault, maxRows: number): TriedRun {
  const faulty = addFault(trunk.scenario, fault);
  const index = faulty.faults.indexOf(fault);
  const moment = trunk.before(fault.at);
  if (moment === null) throw new Error('a fault is tried at a place that the run does not have');
  const listener = trunk.listenerAt(moment, index);
  const start: Passed = {
    ...moment,
    key: keyOf(moment, fault, trunk.countBefore(moment.step + 1, ...siteOf(fault.at)) - 1),
    mark: listener.mark,
  };
  const known = followed(futures, start.key, listener, moment.rows);
  if (known !== null) return known;
  const passed = [start];
  const running = broughtTo(trunk, moment, faulty, listener, maxRows);
  const { kernel } = running;
  const over = (last: Last, rows: number): TriedRun => {
    if (!kernel.stopped) futures.keep(passed, listener, last, rows);
    return { listener, last, rows };
  };
  for (let looks = LOOKED_AT; ; looks--) {
    if (looks === 0) kernel.lookAway();
    const progress = kernel.advance(looks > 0 ? 1 : Number.POSITIVE_INFINITY);
    if (progress === 'stopped') break;
    const settled = progress === 'settled';
    const looked = looks > 0 && (settled || looks > LOOKED_AT - KEPT || futures.knows(kernel.position));
    const key = looked ? running.futureKey() : settled ? running.restingKey() : null;
    const found = key === null ? null : followed(futures, key, listener, kernel.rows);
    if (found !== null) return over(found.last, found.rows);
    if (key !== null) passed.push({ key, mark: listener.mark, rows: kernel.rows, position: kernel.position });
    if (settled && !running.startNext()) break;
  }
  const last = lastOf(running.result());
  return over(last, kernel.rows);
}

/** The state with the fault that is still to come. */
const keyOf = ({ key }: Moment, fault: Fault, before: number): string => {
  const [kind, name] = siteOf(fault.at);
  const { nth } = fault.at;
  return `${key} and ${faultKey(kind, name, nth === 'all' ? nth : nth - before, fault.do)}`;
};

/** The listener hears the future that is known for this key; null for none. */
function followed(futures: Futures, key: string, listener: EndListener, rows: number): TriedRun | null {
  const future = futures.get(key);
  if (future === undefined) return null;
  listener.hear(future.heard, rows);
  return { listener, last: future.last, rows: rows + future.rows };
}

/** A machine with the fault at the moment before it strikes; nobody has looked on the way there. */
function broughtTo(
  trunk: Trunk,
  { rest, step: target, told }: Moment,
  faulty: Scenario,
  listener: EndListener,
  maxRows: number,
): Running {
  const on = new Muted(listener);
  const from = rest && {
    ...rest.resting,
    before: (kind: SiteKind, name: string): number => trunk.countBefore(rest.step, kind, name),
  };
  const running = new Running(faulty, { listener: on, watched: true, maxRows, ...(from && { from }) });
  const { kernel } = running;
  kernel.lookAway();
  let step = 0;
  if (rest !== null) {
    running.startNext();
    step = rest.step;
  }
  while (step < target) {
    const progress = kernel.advance(Number.POSITIVE_INFINITY, target - step);
    if (progress === 'settled') running.startNext();
    step += progress === 'settled' ? 1 : kernel.steps;
  }
  kernel.lookAgain(told, false);
  on.muted = false;
  return running;
}

/** Tells nothing of the rows that the listener knows already. */
class Muted implements Listener {
  muted = true;
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  row: Listener['row'] = (row, draft) => {
    if (!this.muted) this.#listener.row(row, draft);
  };

  step: Listener['step'] = (row, step, rc) => {
    if (!this.muted) this.#listener.step(row, step, rc);
  };
}
