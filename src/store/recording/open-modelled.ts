import { differenceText, type Modelled, pairAt } from '../../study/modelled.ts';
import type { ScopeState } from '../state.ts';

/** Opens the run beside the recording: in Simulate, at the first difference, with what differs as a note. */
export function openModelled(state: () => ScopeState, m: Modelled, name: string): void {
  const at = m.first === null ? null : pairAt(m, m.first).modelled;
  const note = `This run models the recording ${name}. ${differenceText(m)}`;
  state().open(m.scenario, at?.replyRow ?? at?.row ?? 0, [note, ...m.notes]);
}
