import { hashText } from '../base/hash-data.ts';
import type { Control } from './control.ts';
import { doText, type FaultPlan, type SiteKind, type Struck } from './fault.ts';
import type { Watch } from './footprint.ts';
import type { Recorder } from './recorder.ts';

/** What a fault that strikes has to do with. */
export interface StrikeParts {
  readonly faults: FaultPlan;
  readonly recorder: Recorder;
  readonly watch: Watch | null;
}

/** Which fault strikes this occurrence; null for none, and before the first row. */
export function strike(
  { faults, recorder, watch }: StrikeParts,
  control: Control,
  kind: SiteKind,
  name: string,
): Struck | null {
  if (recorder.silent) return null;
  const struck = faults.strike(kind, name);
  if (watch?.on === true && faults.aimsAt(kind, name)) watch.write(`fault at ${kind} ${name}`);
  // What the fault does may come later: it is part of where the generator is.
  if (watch?.places === true && struck !== null) control.told(hashText(`${struck.index} ${doText(struck.do)}`));
  return struck;
}
