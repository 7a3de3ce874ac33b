import { MSG_CMD } from '../../../abi/message.ts';
import { type Op, read, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { EINVAL, ENOMEM, ENOSPC } from '../errno.ts';
import { freeMsgArg, getMsgArg, type Slot } from './arg-cache.ts';
import { allocateShared, freeShared } from './shared-memory.ts';
import { CONTENT, type MsgParam, type Optee, PROTECTED_FOR, readMessage, type TeeShm } from './state.ts';
import { PROTECTED_POOL } from './tee-device.ts';
import { doCallWithArg } from './yielding-call.ts';

// Memory that only a trusted application may read (drivers/tee/optee/protmem.c; since 6.18, here
// Linux 7.3.4; protected-buffer.ts has what is lent). At the probe Linux asks OP-TEE how it has to be and offers a heap; it is lent when somebody allocates.

const { pointer, allocate } = narrate('linux/optee/protected-memory', 'optee-driver');

const SUCCESS = 0n;
const SHORT_BUFFER = 0xffff_0010n;
/** One u32 a partition: its id, and what it may do. */
const WORD = 4;
const ATTRIBUTES = 'kzalloc:mem_attrs';

/** optee_protmem_alloc_dyn_pool: `ok` or a negative errno. */
export function* allocDynPool(optee: Optee, useCase: number): Op<number | 'ok'> {
  return yield* pointer('Can OP-TEE protect memory?', 'optee_protmem_alloc_dyn_pool', { id: useCase }, () =>
    makePool(optee, useCase),
  );
}

function* makePool(optee: Optee, useCase: number): Op<number | 'ok'> {
  const pool = yield* allocate('Room for the pool', 'kzalloc', { what: PROTECTED_POOL }, () => held(PROTECTED_POOL));
  if (pool === null) return -ENOMEM;
  let config = yield* within('get_protmem_config', getConfig(optee, useCase, 0));
  if (config.rc === -ENOSPC) {
    const words = config.words;
    const room = yield* allocate('And for who may use the memory', 'kzalloc', { what: 'mem_attrs' }, () =>
      held(ATTRIBUTES),
    );
    if (room === null) return yield* withoutPool(-ENOMEM);
    config = yield* within('get_protmem_config', getConfig(optee, useCase, words));
    if (config.rc !== 0) yield* release(ATTRIBUTES);
  }
  return config.rc === 0 ? 'ok' : yield* withoutPool(config.rc);
}

function* withoutPool(rc: number): Op<number> {
  yield* release(PROTECTED_POOL);
  return rc;
}

interface Config {
  readonly rc: number;
  /** How many words OP-TEE says it has. */
  readonly words: number;
}

const failed = (rc: number): Config => ({ rc, words: 0 });

/**
 * get_protmem_config: message 10. -ENOSPC where OP-TEE has more words than the `words` that there is room for; every other
 * TEE result is -EINVAL.
 */
function* getConfig(optee: Optee, useCase: number, words: number): Op<Config> {
  const buffer = words === 0 ? null : yield* allocateShared(optee, words * WORD, 'protected memory config');
  if (typeof buffer === 'number') return failed(buffer);
  const config = yield* ask(optee, useCase, buffer, words);
  yield* write(PROTECTED_FOR, buffer === null || config.rc !== 0 ? [] : yield* read(CONTENT(buffer.handle)));
  if (buffer !== null) yield* freeShared(optee, buffer);
  return config;
}

function* ask(optee: Optee, useCase: number, buffer: TeeShm | null, words: number): Op<Config> {
  const params: readonly MsgParam[] = [
    { type: 'value', a: BigInt(useCase), b: 0n, c: 0n },
    { type: 'memory', handle: buffer?.handle ?? null, size: words * WORD },
  ];
  const slot = yield* getMsgArg(optee, MSG_CMD.GET_PROTMEM_CONFIG, params);
  if (typeof slot === 'number') return failed(slot);
  const config = yield* answerIn(optee, slot, words);
  yield* freeMsgArg(slot);
  return config;
}

function* answerIn(optee: Optee, slot: Slot, words: number): Op<Config> {
  const rc = yield* doCallWithArg(optee, slot);
  if (rc !== 0) return failed(rc);
  const { ret, params } = yield* readMessage(slot.arg);
  if (ret !== SUCCESS && ret !== SHORT_BUFFER) return failed(-EINVAL);
  const list = params[1];
  const count = list?.type === 'memory' ? Math.floor(list.size / WORD) : 0;
  if (ret === SUCCESS && words > 0 && words < count) return failed(-EINVAL);
  return { rc: ret === SHORT_BUFFER ? -ENOSPC : 0, words: count };
}

function* held(what: string): Op<'ok'> {
  yield* hold(what);
  return 'ok';
}
