import type { Result } from '../../base/result.ts';
import type { Scenario } from '../../scenario/types.ts';

/** A scenario is text that a person writes: a larger file is something else. */
const LARGEST = 256 * 1024;

/**
 * The scenario in a file that was dropped or chosen, or what is wrong with it; null where the file is no scenario: it is
 * not one JSON object with the version of the format in it.
 */
export async function scenarioInFile(file: Blob): Promise<Result<Scenario> | null> {
  if (file.size > LARGEST) return null;
  const text = await file.text();
  if (!/^\s*\{/.test(text)) return null;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null || !('v' in read)) return null;
  const { parseScenarioText } = await import('./scenario-text.ts');
  return parseScenarioText(text);
}
