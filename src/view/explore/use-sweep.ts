import { useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Exploring } from '../../store/session/exploring.ts';
import { coresOf, type Swept, sweep as sweepIn } from '../../store/session/sweeping.ts';

/** A sweep as far as it is. */
export interface Sweep extends Swept {
  readonly scenario: Scenario;
}

const STOPPED = 'Stopped. What has been tried is kept.';

/** Did it break off by itself? Then it is worth another try: the worker may come by now. */
export const brokeOff = ({ running, problem }: Swept): boolean => !running && problem !== '' && problem !== STOPPED;

/** Who looks at a run and comes back finds the sweeps as they were: of the last scenarios, two side by side and two before. */
const MOST = 4;
const last: Sweep[] = [];

function remember(sweep: Sweep): void {
  const at = last.findIndex((s) => s.scenario === sweep.scenario);
  if (at >= 0) last.splice(at, 1);
  last.push(sweep);
  if (last.length > MOST) last.shift();
}

interface UsedSweep {
  readonly sweep: Sweep | null;
  /** Keeps what is there. */
  readonly stop: () => void;
  /** Begins anew. */
  readonly again: () => void;
}

/** Tries every fault of a scenario in a worker; null: of none. What broke off is begun anew when it is looked at again. */
export function useSweep(scenario: Scenario | null): UsedSweep {
  const [sweep, setSweep] = useState<Sweep | null>(null);
  const [exploring, setExploring] = useState<Exploring | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one more round of the same scenario begins it anew
  useEffect(() => {
    const known = last.find((s) => s.scenario === scenario) ?? null;
    setSweep(known);
    if (scenario === null || (known?.running === false && !brokeOff(known))) return;
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
        put({ running: false, problem: STOPPED });
      },
    });
    return () => running.stop();
  }, [scenario, round]);
  return {
    sweep: sweep?.scenario === scenario ? sweep : null,
    stop: () => exploring?.stop(),
    again: () => setRound((n) => n + 1),
  };
}
