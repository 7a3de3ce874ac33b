import { type Counterpart, differenceText, pairOfCalls } from '../../study/counterpart.ts';
import type { ScopeState } from '../state.ts';

/** Opens the run beside the recording: in Simulate, at the first difference, with what differs as a note. */
export function openCounterpart(state: () => ScopeState, c: Counterpart, name: string): void {
  const at = c.first === null ? null : pairOfCalls(c, c.first).right;
  const note = `This run models the recording ${name}. ${differenceText(c)}`;
  state().open(c.scenario, at?.replyRow ?? at?.row ?? 0, [note, ...c.notes]);
}
