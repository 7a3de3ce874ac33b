import { DEFAULT_ENDPOINTS, SPMC_ID } from '../../../abi/endpoint.ts';
import { SEC_CAP } from '../../../abi/sec-cap.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { opteePartition } from '../optee-os/optee.ts';
import type { SecureWorld } from '../secure-world.ts';
import { spmd } from '../spmd/spmd.ts';
import { meanwhile } from './cells.ts';
import { FIRST_HANDLE } from './memory.ts';
import { NORMAL_MEMORY } from './normal-memory.ts';
import { sendAsync } from './send-async.ts';
import { opteeSpmc } from './spmc.ts';
import { startAsSpmc } from './start.ts';

/** OP-TEE as SPMC in S-EL1, with itself as the only partition. */
export const opteeWorld: SecureWorld = {
  id: 'optee',
  what: 'OP-TEE 4.10 (d5001fe0) as SPMC in S-EL1 behind TF-A 2.15',
  endpoints: DEFAULT_ENDPOINTS,
  parties: { spmd: spmd(SPMC_ID), spmc: opteeSpmc, optee: opteePartition },
  *cells({ optee, threads }) {
    yield [SPMC.initialized, false];
    yield [SPMC.doBottomHalfValue, 0];
    yield [SPMC.bound, 0n];
    yield [SPMC.pending, 0n];
    yield [SPMC.rxtx, false];
    yield [SPMC.notifReady, optee.notifReady];
    yield [SPMC.normalMemory, NORMAL_MEMORY];
    if ((optee.caps & (1 << SEC_CAP.PROTMEM)) !== 0) yield [SPMC.protmem, true];
    yield [OPTEE.notifStarted, false];
    for (let i = 0; i < threads; i++) yield [OPTEE.thread(i), 'free'];
  },
  boundCell: SPMC.bound,
  hasManifests: false,
  firstHandle: FIRST_HANDLE,
  meanwhile,
  start: startAsSpmc,
  signal: sendAsync,
  // The SGI was raised at once.
  *backToNormalWorld() {},
};
