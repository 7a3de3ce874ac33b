import { RPC, rpcName } from '../../../abi/message.ts';
import { hex } from '../../../base/bits.ts';
import { leaves, machine, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { Machine } from '../../machine.ts';
import { ENOMEM } from '../errno.ts';
import { mightSleep } from '../kernel/lock.ts';
import { registerShared, unregisterSupplicant } from './shared-memory.ts';
import type { MsgParam, Optee, RpcArg, TeeShm } from './state.ts';

// Requests that tee-supplicant serves in user space (drivers/tee/optee/supp.c and rpc.c; Linux 6.12.117). The calling
// task waits while the supplicant works; the supplicant is modelled by what it answers.

const { step, act } = narrate('linux/optee/supplicant', 'optee-driver');

const SUCCESS = 0n;
const COMMUNICATION = 0xffff000en;
const SHORT_BUFFER = 0xffff0010n;

/** optee_supp_thrd_req: the supplicant's TEE result and parameters. Without a supplicant the task would wait for one. */
export function* askSupplicant(rpc: RpcArg): Op<RpcArg> {
  const { supplicant } = yield* machine<Machine>();
  yield* mightSleep('optee-driver', 'wait_for_completion_killable');
  let result: RpcArg = { ...rpc, ret: COMMUNICATION };
  yield* act(
    'The supplicant does it',
    'optee_supp_thrd_req',
    { func: rpcName(rpc.cmd) },
    function* () {
      result = yield* leaves(yield* answer(supplicant, rpc));
    },
    { to: 'supplicant', result: () => ({ ret: hex(result.ret) }) },
  );
  return result;
}

// biome-ignore lint/correctness/useYield: the supplicant's work is not modelled, its answer is
function* answer(supplicant: Machine['supplicant'], rpc: RpcArg): Op<RpcArg> {
  if (rpc.cmd !== RPC.LOAD_TA) return { ...rpc, ret: SUCCESS };
  const target = rpc.params[1];
  const handle = target?.type === 'memory' ? target.handle : null;
  const room = target?.type === 'memory' && handle !== null ? target.size : 0;
  const params: MsgParam[] = [rpc.params[0] ?? { type: 'none' }, { type: 'memory', handle, size: supplicant.taBytes }];
  return { ...rpc, params, ret: room < supplicant.taBytes ? SHORT_BUFFER : SUCCESS };
}

/** optee_rpc_cmd_alloc_suppl: the supplicant allocates, and registers the memory in its own context. */
export function* allocateInSupplicant(optee: Optee, bytes: number): Op<TeeShm | number> {
  const { supplicant } = yield* machine<Machine>();
  const size = Math.ceil(bytes / 4096) * 4096;
  let shm: TeeShm | number = -ENOMEM;
  const rc = yield* step(
    'The supplicant gives memory',
    'optee_rpc_cmd_alloc_suppl',
    { size: bytes },
    function* () {
      shm = yield* leaves(
        yield* registerShared(optee, size, 'memory of the supplicant', supplicant.ranges(size / 4096)),
      );
      return typeof shm === 'number' ? shm : 0;
    },
    { to: 'supplicant' },
  );
  return rc === 0 ? shm : rc;
}

/** optee_rpc_cmd_free_suppl: OP-TEE has forgotten the handle, so only the reclaim is left. */
export function* freeInSupplicant(optee: Optee, shm: TeeShm): Op<void> {
  yield* act(
    'The supplicant frees it',
    'optee_rpc_cmd_free_suppl',
    { handle: hex(shm.handle) },
    function* () {
      yield* unregisterSupplicant(optee, shm);
    },
    { to: 'supplicant' },
  );
}
