import type { ActionName } from '../stack/config.ts';

const WORD: Readonly<Record<ActionName, string>> = {
  'secure-boot': 'secure boot',
  boot: 'core init',
  probe: 'probe',
  remove: 'remove',
  unload: 'unload',
  kexec: 'kexec',
  notify: 'notify',
  session: 'session',
  'load-ta': 'load a TA',
  protmem: 'protected memory',
  'sync-wait': 'sync wait',
  'sync-send': 'sync send',
  request: 'request',
  relinquish: 'relinquish',
  send: 'send',
  smc: 'raw call',
  sp: 'call of a partition',
};

/** What an action is called above the scrubber. */
export const actionWord = (name: ActionName): string => WORD[name];

/** `probe, notify and remove`; the same action in a row is said once, with its number: `notify 5 times`. */
export function actionsText(actions: readonly { readonly do: ActionName }[]): string {
  const parts: { word: string; times: number }[] = [];
  for (const a of actions) {
    const last = parts.at(-1);
    if (last?.word === WORD[a.do]) last.times++;
    else parts.push({ word: WORD[a.do], times: 1 });
  }
  const words = parts.map((p) => (p.times === 1 ? p.word : `${p.word} ${p.times} times`));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
