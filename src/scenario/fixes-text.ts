import { FIX_IDS } from '../stack/linux/fix-ids.ts';
import type { Scenario } from './types.ts';

/**
 * Which fixes of the driver `fixed` are on: `without drain, id-first`, `with stop-first alone`, `without any fix`; empty where
 * all of them are, and for any other driver.
 */
export function fixesText({ driver, fixes }: Partial<Pick<Scenario, 'driver' | 'fixes'>>): string {
  if (driver !== 'fixed' || fixes === undefined || fixes.length === FIX_IDS.length) return '';
  if (fixes.length === 0) return 'without any fix';
  const off = FIX_IDS.filter((id) => !fixes.includes(id));
  return off.length <= fixes.length ? `without ${off.join(', ')}` : `with ${fixes.join(', ')} alone`;
}
