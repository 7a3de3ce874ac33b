import { assertNever } from '../base/assert.ts';
import { hex } from '../base/bits.ts';
import type { Action } from '../stack/config.ts';

/** An action as a person reads it in the list: a verb and its object. */
export function actionText(a: Action): string {
  switch (a.do) {
    case 'secure-boot':
      return 'Start OP-TEE, before Linux';
    case 'boot':
      return 'Start the FF-A core';
    case 'probe':
      return 'Probe the driver';
    case 'remove':
      return 'Remove the driver';
    case 'unload':
      return a.unbind === false ? 'Unload the FF-A core under its driver' : 'Unload the FF-A core';
    case 'kexec':
      return 'Start another kernel (kexec)';
    case 'session':
      return 'Open, invoke and close a session';
    case 'load-ta':
      return 'Load a trusted application';
    case 'protmem':
      return 'Allocate and free protected memory';
    case 'notify':
      return `One notification${a.cpu === undefined ? '' : `, CPU ${a.cpu}`}${a.masks === true ? ', masked until served' : ''}`;
    case 'sync-wait':
      return `Wait on key ${a.key}`;
    case 'sync-send':
      return `Send key ${a.key}`;
    case 'request':
      return `Another driver requests id ${a.id}${a.perVcpu === true ? ', per vCPU' : ''}`;
    case 'relinquish':
      return `Another driver relinquishes id ${a.id}`;
    case 'send':
      return `Another driver sends id ${a.id}${a.perVcpu === true ? ', per vCPU' : ''}`;
    case 'sp':
      return `Have 0x${a.id.toString(16)} send ${hex(a.smc[0] ?? 0n)}`;
    case 'smc':
      return a.vm === undefined ? `Send ${hex(a.w[0] ?? 0n)} as it is` : `VM ${a.vm} sends ${hex(a.w[0] ?? 0n)}`;
    default:
      return assertNever(a, 'action');
  }
}

/** What the menu offers to append, each with the arguments that it starts with; names are unique. */
export const NEW_ACTIONS: readonly { readonly name: string; readonly action: Action }[] = [
  { name: 'probe', action: { do: 'probe' } },
  { name: 'notify', action: { do: 'notify' } },
  { name: 'remove', action: { do: 'remove' } },
  { name: 'secure-boot', action: { do: 'secure-boot' } },
  { name: 'boot', action: { do: 'boot' } },
  { name: 'unload', action: { do: 'unload' } },
  { name: 'unload-bound', action: { do: 'unload', unbind: false } },
  { name: 'kexec', action: { do: 'kexec' } },
  { name: 'session', action: { do: 'session' } },
  { name: 'load-ta', action: { do: 'load-ta' } },
  { name: 'protmem', action: { do: 'protmem' } },
  { name: 'sync-wait', action: { do: 'sync-wait', key: 64 } },
  { name: 'sync-send', action: { do: 'sync-send', key: 64 } },
  { name: 'request', action: { do: 'request', id: 1 } },
  { name: 'relinquish', action: { do: 'relinquish', id: 1 } },
  { name: 'send', action: { do: 'send', id: 1 } },
];

/** When it begins, where that is not after the one before has settled: `at once: `, `after row 63: `. */
export function startText(a: Action): string {
  if (a.after !== undefined) return `after row ${a.after}: `;
  return a.with === undefined ? '' : 'at once: ';
}
