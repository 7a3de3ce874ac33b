import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { startChain } from './start-chain.ts';
import { startHands } from './start-hands.ts';

/** What the diagram of a trace does beyond being drawn, right after the first paint. Answers a function that ends it. */
export function startDiagram(scroller: HTMLElement, trace: Trace): () => void {
  // A level of detail that a person chose holds for the next run, too; a lesson has its own.
  const { level, folds, lesson, setLevel } = useScope.getState();
  if (level !== 'everything' && lesson === null && folds?.of !== trace) void setLevel(level);
  const ends = [startHands(scroller), startChain(scroller, trace)];
  return () => {
    for (const end of ends) end();
  };
}
