import type { Op } from '../sim/effects.ts';
import { narrate } from '../sim/narrate.ts';
import type { Action } from './config.ts';
import * as other from './linux/other-driver.ts';
import * as clients from './linux/user/clients.ts';
import * as ffaModule from './linux/user/ffa-module.ts';
import * as opteeModule from './linux/user/optee-module.ts';
import { secureBoot } from './secure/secure-boot.ts';

const { log } = narrate('actions', 'user');

/** The task that each action runs in, named as the recordings name theirs. */
const TASK: Readonly<Record<Action['do'], string>> = {
  'secure-boot': 'secure boot',
  boot: 'insmod ffa-module',
  unload: 'rmmod ffa-module',
  probe: 'insmod optee',
  remove: 'rmmod optee',
  kexec: 'kexec',
  notify: 'secure UART',
  session: 'client',
  'load-ta': 'client',
  protmem: 'client',
  'sync-wait': 'waiter',
  'sync-send': 'sender',
  request: 'other driver',
  relinquish: 'other driver',
  send: 'other driver',
  smc: 'other driver',
  sp: 'other driver',
};

export const taskOf = (action: Action): string =>
  action.do === 'smc' && action.vm !== undefined ? `VM ${action.vm}` : TASK[action.do];

/** What an action does, as the body of its context. */
export function* perform(action: Action): Op<void> {
  switch (action.do) {
    case 'secure-boot':
      return yield* secureBoot();
    case 'boot':
      return yield* ffaModule.boot();
    case 'unload':
      return yield* ffaModule.unload(action.unbind ?? true);
    case 'kexec':
      return yield* ffaModule.kexec();
    case 'probe':
      return yield* opteeModule.probe();
    case 'remove':
      return yield* opteeModule.remove();
    case 'session':
      return yield* clients.session();
    case 'load-ta':
      return yield* clients.loadTa();
    case 'protmem':
      return yield* clients.protectedBuffer();
    case 'notify':
      // An interrupt is no task: simulate.ts raises it.
      return;
    case 'sync-wait':
      return yield* clients.syncWait(action.key, action.timeout ?? 0);
    case 'sync-send':
      return yield* clients.syncSend(action.key);
    case 'smc':
      return yield* clients.sendRegisters(action.w, action.tx ?? null, action.vm ?? 0);
    case 'sp':
      return yield* clients.command(action.id, action.smc);
    case 'request':
    case 'relinquish':
    case 'send':
      return yield* otherDriver(action);
  }
}

function* otherDriver(action: Action & { do: 'request' | 'relinquish' | 'send' }): Op<void> {
  const device = yield* opteeModule.opteeDevice();
  if (device === null) {
    yield* log('The other driver has no device', 'info', `${action.do}: there is no FF-A device of OP-TEE`);
    return;
  }
  if (action.do === 'relinquish') yield* other.relinquish(device, action.id);
  else if (action.do === 'request') yield* other.request(device, action.id, action.perVcpu ?? false);
  else yield* other.send(device, action.id, action.perVcpu ?? false);
}
