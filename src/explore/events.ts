import { fail, ok, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Action } from '../stack/config.ts';

/** Something that may happen once, at any time, or not at all. */
export type AnyTime = Action;

/** The names under which a person asks for them, each with the number that may stand behind a colon. */
const NAMES: Readonly<Record<string, { readonly number: string | null; readonly of: (n: number) => Action }>> = {
  notify: { number: 'a CPU', of: (cpu) => ({ do: 'notify', cpu }) },
  remove: { number: null, of: () => ({ do: 'remove' }) },
  probe: { number: null, of: () => ({ do: 'probe' }) },
  session: { number: null, of: () => ({ do: 'session' }) },
  'load-ta': { number: null, of: () => ({ do: 'load-ta' }) },
  request: { number: 'an id', of: (id) => ({ do: 'request', id }) },
  relinquish: { number: 'an id', of: (id) => ({ do: 'relinquish', id }) },
  send: { number: 'an id', of: (id) => ({ do: 'send', id }) },
  'sync-wait': { number: 'a key', of: (key) => ({ do: 'sync-wait', key }) },
  'sync-send': { number: 'a key', of: (key) => ({ do: 'sync-send', key }) },
  boot: { number: null, of: () => ({ do: 'boot' }) },
  unload: { number: null, of: () => ({ do: 'unload', unbind: false }) },
  kexec: { number: null, of: () => ({ do: 'kexec' }) },
};

export const EVENT_NAMES: readonly string[] = Object.keys(NAMES);

/** What may happen at any time if nothing else is said: a secure interrupt, on a CPU where nothing else runs. */
export const usualEvents = ({ cpus }: Pick<Scenario, 'cpus'>): readonly AnyTime[] => [
  { do: 'notify', cpu: Math.min(1, cpus - 1) },
];

/** Reads `notify:1,remove,request:2`; `none` is an empty list. Names may be repeated: it may happen so often. */
export function readEvents(text: string, cpus: number): Result<readonly AnyTime[]> {
  if (text.trim() === 'none') return ok([]);
  const events: AnyTime[] = [];
  for (const part of text.split(',').map((t) => t.trim())) {
    const [name = '', number] = part.split(':');
    const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (known === undefined) {
      const near = nearest(name, EVENT_NAMES);
      return fail(
        `nothing that may happen is named ${JSON.stringify(name)}.`,
        '--any',
        near === null ? `Write some of ${EVENT_NAMES.join(', ')}.` : `Did you mean ${near}?`,
      );
    }
    const n = number === undefined ? 0 : Number(number);
    const most = name === 'notify' ? cpus - 1 : 255;
    if ((number !== undefined && known.number === null) || !/^\d{0,3}$/.test(number ?? '') || n > most)
      return fail(
        `${JSON.stringify(part)} cannot be read.`,
        '--any',
        known.number === null ? `Write ${name}.` : `Write ${name}, or ${name}: and ${known.number} from 0 to ${most}.`,
      );
    events.push(known.of(n));
  }
  return ok(events);
}
