import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { run } from '../scenario/run.ts';
import type { Value } from '../trace/event.ts';
import { galleryScenario } from './gallery.ts';

// The panel of the state shows a change as before and after: before is what the rows above had left there.

test.each(['probe', 'notification', 'two-ways', 'kexec', 'two-spmcs-hafnium', 'eacces-walk', 'out-of-threads'])(
  'each change of %s says what was there before it, and changes it',
  (name) => {
    const { trace, start } = run(ensure(galleryScenario(name), name));
    const cells = new Map<string, Value | undefined>(start.map((c) => [c.key, c.after]));
    const wrong: string[] = [];
    for (const e of trace.rows())
      for (const { key, before, after } of e.changes) {
        if (before !== cells.get(key) || before === after)
          wrong.push(`row ${e.row}: ${key} was ${cells.get(key)}, not ${before}, and is ${after}`);
        cells.set(key, after);
      }
    expect(wrong).toEqual([]);
    expect(cells.size).toBeGreaterThan(20);
  },
);
