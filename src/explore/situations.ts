import { OPTEE_ID } from '../abi/endpoint.ts';
import { FFA_MSG_SEND_DIRECT_REQ } from '../abi/ffa-call.ts';
import { ENABLE_ASYNC_NOTIF } from '../abi/optee-service.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Action } from '../stack/config.ts';
import { type AnyTime, usualEvents } from './events.ts';

/** What a scenario is put into to see what is wrong with a driver. */
export interface Situation {
  readonly id: string;
  readonly says: string;
  readonly scenario: Scenario;
  /** What may happen at any time; null: every single fault is tried instead. */
  readonly events: readonly AnyTime[] | null;
  /** Of the faults only those at places whose names fit; all of them if absent. */
  readonly places?: RegExp;
  /** At most so many switches. */
  readonly bound: number;
  /** What comes before this action goes its usual way. */
  readonly from: number;
}

/** An id in the bucket of id 0: another driver has it (recorded for ids 2 and 36; hash_32 of arm_ffa/driver.c). */
const SAME_BUCKET = 55;
/** A key that no thread of OP-TEE uses. */
const KEY = 8;

/** Whoever ran before Linux has told OP-TEE to signal id 0, and not to stop: a boot loader, or a kernel without a shutdown hook. */
const STARTED_BEFORE: Action = {
  do: 'smc',
  w: FFA_MSG_SEND_DIRECT_REQ.encode(directFields(ENABLE_ASYNC_NOTIF.request({ bottomHalfValue: 0 })), 32),
};

function directFields(data: readonly bigint[]) {
  const [data0 = 0n, data1 = 0n, data2 = 0n, data3 = 0n, data4 = 0n] = data;
  return { sender: 0, receiver: OPTEE_ID, w2: 0, data0, data1, data2, data3, data4 };
}

/** In which a driver shows what is wrong with it: the scenario itself, and its neighbours. What is done soon comes first. */
export function situations(scenario: Scenario): readonly Situation[] {
  const { actions } = scenario;
  const notify = usualEvents(scenario);
  const remove: Action = { do: 'remove' };
  const searched = (
    id: string,
    says: string,
    events: readonly AnyTime[],
    how: { readonly bound?: number; readonly from?: number; readonly actions?: readonly Action[] } = {},
  ): Situation => ({
    id,
    says,
    scenario: { ...scenario, actions: how.actions ?? actions },
    events,
    bound: how.bound ?? 1,
    from: how.from ?? 1,
  });
  const probe: readonly Action[] = [{ do: 'probe' }];
  return [
    searched('bucket', 'another driver asks for an id of the same bucket', [{ do: 'request', id: SAME_BUCKET }], {
      bound: 0,
      actions: probe,
    }),
    searched('core', 'the FF-A core goes while the driver is bound', [{ do: 'unload', unbind: false }], {
      bound: 0,
      actions: probe,
    }),
    searched('waiter', 'the FF-A core goes while somebody waits for a key', [{ do: 'unload', unbind: false }], {
      bound: 0,
      actions: [...probe, { do: 'sync-wait', key: KEY }],
    }),
    searched('started', 'OP-TEE is started already', notify, { actions: [STARTED_BEFORE, ...probe], from: 2 }),
    searched('any time', 'a notification and a remove at any time', [...notify, remove], { actions: probe }),
    { id: 'faults', says: 'every single fault', scenario, events: null, bound: 0, from: 1 },
  ];
}
