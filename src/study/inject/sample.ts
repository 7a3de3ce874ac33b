import type { Frame } from '../../abi/frame.ts';
import { DEFAULTS } from '../../scenario/read/defaults.ts';
import { run } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { CallEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

/** A call in a run of the model that is like a recorded one: a recording cannot be run again with another answer. */
export interface Sample {
  readonly scenario: Scenario;
  /** The row of the call. */
  readonly row: number;
  /** Which of its name it is, from 1, as a fault counts. */
  readonly nth: number;
}

/** What a machine does in its life: the calls of Linux all come up in it. */
export const LIFE: Scenario = {
  ...DEFAULTS,
  title: 'A life',
  actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }, { do: 'session' }, { do: 'remove' }, { do: 'unload' }],
};

let life: Trace | null = null;

/** The first call of the same name, service and question in the life of a modelled machine; null where it has none. */
export function sampleOf(name: string, service: string | null, w: Frame): Sample | null {
  life ??= run(LIFE).trace;
  let nth = 0;
  for (const e of life.rows()) {
    if (e.kind !== 'call' || e.name !== name || e.service !== service) continue;
    nth++;
    // FFA_FEATURES asks in w1, and Linux makes of each answer something of its own.
    if (name !== 'FFA_FEATURES' || same(e, w)) return { scenario: LIFE, row: e.row, nth };
  }
  return null;
}

const same = (e: CallEvent, w: Frame): boolean => e.w[1] === w[1];
