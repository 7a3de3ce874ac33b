import { problemText } from '../../base/result.ts';
import { type Explained, explainText as explainLog } from '../../diagnose/explain.ts';
import { findRow } from '../../diagnose/find-row.ts';
import type { FileStory } from '../../diagnose/story/file-story.ts';
import type { RankedCause } from '../../diagnose/story/finding.ts';
import { printStory } from '../../diagnose/story/print.ts';
import { findWrapping } from '../../import/wrapping/find-wrapping.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { ScopeState } from '../store.ts';

export { type Explained, explain } from '../../diagnose/explain.ts';

/** What a pasted text means, whatever a tool has put around its lines. */
export const explainText = (text: string, maxLines: number): Explained => explainLog(text, maxLines, findWrapping);

/** The story as a text to copy. */
export const storyText = (told: FileStory): string => `${printStory(told).join('\n')}\n`;

/** Opens the run that shows a cause at the row where it goes wrong; answers why not, or null. */
export async function openCause(state: () => ScopeState, { show }: Pick<RankedCause, 'show'>): Promise<string | null> {
  if ('cannot' in show) return `The model has no run that shows this. ${show.cannot}`;
  const scenario = parseScenario(show.scenario);
  if (!scenario.ok) return problemText(scenario.error);
  await state().open(scenario.value);
  const { current, problem } = state();
  if (problem !== null) return problemText(problem);
  const row = current === null ? null : findRow(current.run.trace, show.row);
  if (row !== null) state().seek(row);
  return null;
}
