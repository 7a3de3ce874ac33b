import type { Scenario } from '../../scenario/types.ts';
import type { Ask } from '../ask.ts';
import { Attempt } from '../attempt.ts';
import { type Counterexample, counterexample } from '../counterexample.ts';
import type { AnyTime } from '../events.ts';
import { ASK } from '../hit.ts';
import type { Turn } from '../turns.ts';
import { type Cells, cellsOf } from './aspects.ts';
import type { WayTo } from './state-book.ts';

/** A state of a search that is looked for: how it was come to, and what it is in the aspects that count. */
export interface WantedState {
  readonly way: WayTo;
  readonly aspects: readonly number[];
  readonly cells: Cells;
}

/** The shortest story that comes to such a state, opened at the first row at which it is so; null where no scenario can tell it. */
export function storyTo(
  scenario: Scenario,
  events: readonly AnyTime[],
  { way, aspects, cells }: WantedState,
): Counterexample | null {
  const attempt = ledTo(scenario, events, way);
  const { arrived, chosen } = attempt;
  const wanted = JSON.stringify(cells);
  const ask: Ask = (world) => JSON.stringify(aspects.flatMap((aspect) => cellsOf(world, aspect))) === wanted;
  const hit = { rule: ASK, text: '', row: attempt.rows - 1, cost: 0, arrived: [...arrived], chosen: [...chosen] };
  return counterexample(scenario, events, hit, ask);
}

/** A run that is led by these turns, after so many steps. */
function ledTo(scenario: Scenario, events: readonly AnyTime[], { turns, steps }: WayTo): Attempt {
  const attempt = new Attempt(scenario, events);
  while (attempt.steps < steps) {
    const at = attempt.steps;
    attempt.step(turns.filter((turn: Turn) => turn.at === at));
  }
  return attempt;
}
