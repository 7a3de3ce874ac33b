import { FIX_IDS } from '../../stack/linux/fix-ids.ts';
import type { Scenario } from '../types.ts';

/**
 * A scenario in which every field but `v` was left out. The OP-TEE words are what the recorded machine answered
 * (recordings b-probe: OP-TEE 4.10 at d5001fe0, ARG_OFFSET, ASYNC_NOTIF and RPMB_PROBE, four RPC parameters).
 */
export const DEFAULTS: Scenario = {
  v: 1,
  title: '',
  driver: 'v6.12',
  fixes: FIX_IDS,
  secure: 'optee',
  cpus: 2,
  threads: 2,
  gic: 3,
  nsInterrupts: 'managed-exit',
  partitions: 1,
  optee: {
    apiMajor: 1,
    apiMinor: 0,
    osMajor: 4,
    osMinor: 10,
    osBuild: 0xd500_1fe0,
    rpcParams: 4,
    caps: 7,
    maxNotif: 0,
    notifReady: true,
  },
  bound: [],
  held: [],
  actions: [{ do: 'probe' }, { do: 'remove' }],
  faults: [],
  choices: [],
  seed: 1,
};
