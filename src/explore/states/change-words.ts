import { DRIVER, HELD_PREFIX, IRQ_PREFIX, LOCK_PREFIX, OPTEE, QUEUE_PREFIX, SYNC_PREFIX } from '../../trace/keys.ts';
import type { CellChange } from './aspects.ts';

const cut = (key: string, prefix: string): string | null => (key.startsWith(prefix) ? key.slice(prefix.length) : null);

/** A change of a cell in a few words: `bound {0}`, `driver removing`, `notif_work queued`. */
export function changeWords({ key, before, after }: CellChange): string {
  if (key === DRIVER.state) return `driver ${after === 'not there' ? 'gone' : after}`;
  if (key.startsWith(QUEUE_PREFIX)) return after === 'not queued' ? `${before} not queued` : `${after} queued`;
  const irq = cut(key, IRQ_PREFIX);
  if (irq !== null) return `${irq.replace(/\.(\d+)$/, ' on CPU $1')} ${after}`;
  const thread = cut(key, OPTEE.threadPrefix);
  if (thread !== null) return `thread ${thread} ${after}`;
  const sync = cut(key, SYNC_PREFIX);
  if (sync !== null) return `key ${sync} ${after}`;
  const lock = cut(key, LOCK_PREFIX);
  if (lock !== null) return after === 'free' ? `${lock} free` : `${lock}: ${after}`;
  const held = cut(key, HELD_PREFIX);
  if (held !== null) return `${held} ${after}`;
  return `${key.replace(/^(spmc\.vm0|[a-z]+)\./, '')} ${after}`;
}
