import { useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Exploring } from '../../store/session/exploring.ts';
import { coresOf, type Swept, sweep as sweepIn } from '../../store/session/sweeping.ts';

/** A sweep as far as it is. */
export interface Sweep extends Swept {
  readonly scenario: Scenario;
}

/** Who looks at a run and comes back finds the sweeps as they were: of the last scenarios, two side by side and two before. */
const MOST = 4;
const last: Sweep[] = [];

function remember(sweep: Sweep): void {
  const at = last.findIndex((s) => s.scenario === sweep.scenario);
  if (at >= 0) last.splice(at, 1);
  last.push(sweep);
  if (last.length > MOST) last.shift();
}

/** Tries every fault of a scenario in a worker; null: of none. `stop` keeps what is there. */
export function useSweep(scenario: Scenario | null): { readonly sweep: Sweep | null; readonly stop: () => void } {
  const [sweep, setSweep] = useState<Sweep | null>(null);
  const [exploring, setExploring] = useState<Exploring | null>(null);
  useEffect(() => {
    const known = last.find((s) => s.scenario === scenario) ?? null;
    setSweep(known);
    if (scenario === null || known?.running === false) return;
    let now: Sweep = { scenario, sites: [], total: 0, tried: [], running: true, problem: '' };
    const put = (more: Partial<Sweep>): void => {
      now = { ...now, ...more };
      remember(now);
      setSweep(now);
    };
    put({});
    const running = sweepIn(scenario, put, coresOf(navigator));
    setExploring({
      stop() {
        running.stop();
        put({ running: false, problem: 'Stopped. What has been tried is kept.' });
      },
    });
    return () => running.stop();
  }, [scenario]);
  return { sweep: sweep?.scenario === scenario ? sweep : null, stop: () => exploring?.stop() };
}
