import type { Op } from '../sim/effects.ts';
import { narrate } from '../sim/narrate.ts';
import type { Action } from './config.ts';
import * as other from './linux/other-driver.ts';
import * as user from './linux/user.ts';

const { log } = narrate('actions', 'user');

/** The task that each action runs in, named as the recordings name theirs. */
const TASK: Readonly<Record<Action['do'], string>> = {
  boot: 'insmod ffa-module',
  unload: 'rmmod ffa-module',
  probe: 'insmod optee',
  remove: 'rmmod optee',
  kexec: 'kexec',
  notify: 'secure UART',
  session: 'client',
  'load-ta': 'client',
  'sync-wait': 'waiter',
  'sync-send': 'sender',
  request: 'other driver',
  relinquish: 'other driver',
  send: 'other driver',
  smc: 'other driver',
};

export const taskOf = (action: Action): string => TASK[action.do];

/** What an action does, as the body of its context. */
export function* perform(action: Action): Op<void> {
  switch (action.do) {
    case 'boot':
      return yield* user.boot();
    case 'unload':
      return yield* user.unload(action.unbind ?? true);
    case 'kexec':
      return yield* user.kexec();
    case 'probe':
      return yield* user.probe();
    case 'remove':
      return yield* user.remove();
    case 'session':
      return yield* user.session();
    case 'load-ta':
      return yield* user.loadTa();
    case 'notify':
      // An interrupt is no task: simulate.ts raises it.
      return;
    case 'sync-wait':
      return yield* user.syncWait(action.key, action.timeout ?? 0);
    case 'sync-send':
      return yield* user.syncSend(action.key);
    case 'smc':
      return yield* user.sendRegisters(action.w);
    case 'request':
    case 'relinquish':
    case 'send':
      return yield* otherDriver(action);
  }
}

function* otherDriver(action: Action & { do: 'request' | 'relinquish' | 'send' }): Op<void> {
  const device = yield* user.opteeDevice();
  if (device === null) {
    yield* log('The other driver has no device', 'info', `${action.do}: there is no FF-A device of OP-TEE`);
    return;
  }
  if (action.do === 'relinquish') yield* other.relinquish(device, action.id);
  else if (action.do === 'request') yield* other.request(device, action.id, action.perVcpu ?? false);
  else yield* other.send(device, action.id, action.perVcpu ?? false);
}
