import { DEFAULT_ENDPOINTS, SPMC_ID } from '../../../abi/endpoint.ts';
import { SEC_CAP } from '../../../abi/sec-cap.ts';
import { OPTEE, SPMC, spmcVm } from '../../../trace/keys.ts';
import { NORMAL_MEMORY } from '../optee-spmc/normal-memory.ts';
import type { SecureWorld } from '../secure-world.ts';
import { spmd } from '../spmd/spmd.ts';
import { meanwhile } from './cells.ts';
import { opteeOfHafnium } from './partition.ts';
import { backToNormalWorld, signal } from './signal.ts';
import { hafniumSpmc } from './spmc.ts';
import { startAsPartition } from './start.ts';

/** vcpu_count of node vm1 in the SPMC's manifest of the board that was recorded; a larger one needs more. */
const CONTEXTS = 4;

/** Hafnium as SPMC in S-EL2, with OP-TEE as its partition in S-EL1, beside another where a scenario has it. */
export const hafniumWorld: SecureWorld = {
  id: 'hafnium',
  what: 'Hafnium (21bfbdc1) as SPMC in S-EL2 behind TF-A 2.15, with OP-TEE 4.10 (d5001fe0) as its partition',
  endpoints: DEFAULT_ENDPOINTS,
  parties: { spmd: spmd(SPMC_ID), spmc: hafniumSpmc, optee: opteeOfHafnium },
  *cells({ optee: { notifReady, caps }, threads, cpus, partitions }) {
    yield [SPMC.initialized, false];
    yield [SPMC.doBottomHalfValue, 0];
    yield [SPMC.bound, 0n];
    yield [SPMC.pending, 0n];
    yield [spmcVm(0).untold, 0n];
    yield [SPMC.rxtx, false];
    yield [SPMC.notifReady, notifReady];
    yield [SPMC.contexts, Math.max(CONTEXTS, cpus)];
    yield [SPMC.normalMemory, NORMAL_MEMORY];
    if ((caps & (1 << SEC_CAP.PROTMEM)) !== 0) yield [SPMC.protmem, true];
    if (partitions > 1) yield [SPMC.partitions, partitions];
    yield [OPTEE.notifStarted, false];
    for (let i = 0; i < threads; i++) yield [OPTEE.thread(i), 'free'];
  },
  boundCell: SPMC.bound,
  hasManifests: true,
  firstHandle: 0n,
  meanwhile,
  start: startAsPartition,
  signal,
  backToNormalWorld,
};
