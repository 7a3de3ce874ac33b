import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import type { DriverRevision } from '../stack/linux/revisions.ts';

/**
 * Which fixes of the driver `fixed` are on: `without drain, id-first`, `with stop-first alone`, `without any fix`; empty where
 * all of them are, and for any other driver.
 */
export function fixesText(of: {
  readonly driver?: DriverRevision | undefined;
  readonly fixes?: readonly FixId[] | undefined;
}): string {
  const { driver, fixes } = of;
  if (driver !== 'fixed' || fixes === undefined || fixes.length === FIX_IDS.length) return '';
  if (fixes.length === 0) return 'without any fix';
  const off = FIX_IDS.filter((id) => !fixes.includes(id));
  return off.length <= fixes.length ? `without ${off.join(', ')}` : `with ${fixes.join(', ')} alone`;
}
