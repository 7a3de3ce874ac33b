import { useEffect, useRef, useState } from 'react';
import type { Sweep } from './use-sweep.ts';

/** Milliseconds between two drawings of a matrix that grows: each draws hundreds of cells. */
const BETWEEN = 1000;

/** The sweep as it was when it was drawn last: at once when it begins and when it ends, now and then while it runs. */
export function useDrawn(sweep: Sweep | null): Sweep | null {
  const [drawn, setDrawn] = useState(sweep);
  const newest = useRef(sweep);
  newest.current = sweep;
  const running = sweep?.running === true;
  const scenario = sweep?.scenario;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sweep, or its end, is drawn at once
  useEffect(() => {
    setDrawn(newest.current);
    if (!running) return;
    const timer = setInterval(() => setDrawn(newest.current), BETWEEN);
    return () => clearInterval(timer);
  }, [running, scenario]);
  return drawn?.scenario === scenario ? drawn : null;
}
