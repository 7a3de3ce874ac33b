import { FFA_MEM_FRAG_RX } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { frame } from '../../../abi/frame.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { hi32, lo32 } from '../../../base/bits.ts';
import { SPMC } from '../../../trace/keys.ts';
import { DESCRIPTOR_KEYS, descriptorIn } from '../descriptor.ts';
import { SHARED, sharedMemory } from '../optee-spmc/shared-memory.ts';
import { cell } from '../rules/cell-types.ts';
import type { Cells } from '../rules/cells.ts';
import { not, whether } from '../rules/guard.ts';
import { w, wide, x } from '../rules/registers.ts';
import { fromCells, type Reply, success } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { mapped, OWN_VERSION } from './cells.ts';
import { DESCRIPTOR, forgetPages, PAGES, rememberPages } from './descriptor.ts';
import { HANDLES } from './handles.ts';
import { api } from './source.ts';

// Memory that the normal world hands over (src/api.c, src/ffa_memory.c; Hafnium 21bfbdc1). What the descriptor in the TX
// buffer decides stands in descriptor.ts.

const HANDLE_KEYS = HANDLES.map(SPMC.shm);
const PAGE = 4096n;
const RANGE = 16n;
/** The first fragment is here, and more are to come. */
const SENDING = 'being sent in fragments';

const totalOf = (c: Frame): bigint => w(c, 1);
const fragmentOf = (c: Frame): bigint => w(c, 2);

const isInUse = (cells: Cells, handle: bigint): boolean | null => {
  const known = cells.read(SPMC.shm(handle));
  return known === null ? null : known.value !== undefined;
};

/** share_state_allocate: the first that is free, as it stands in the answer of `of`. */
const freeHandle = (
  of: (call: Frame, handle: bigint, sender: bigint) => Frame,
  handleIn: (reply: Frame) => bigint,
): Reply =>
  fromCells('a handle that is not in use', {
    keys: () => [...HANDLE_KEYS, ...DESCRIPTOR_KEYS],
    frame(c, cells) {
      const handle = HANDLES.find((h) => isInUse(cells, h) !== true);
      const sender = cells.isExact ? BigInt(descriptorIn(cells, OWN_VERSION)?.sender ?? 0) : 0n;
      return handle === undefined ? null : of(c, handle, sender);
    },
    fits(c, cells, reply) {
      const handle = handleIn(reply);
      const isOurs = HANDLES.includes(handle) && isInUse(cells, handle) !== true;
      return isOurs && of(c, handle, senderIn(reply)).every((word, i) => word === reply[i]);
    },
  });

const inSuccess = (reply: Frame): bigint => wide(reply, 2, 3);
const inFragment = (reply: Frame): bigint => wide(reply, 1, 2);
const whole = freeHandle((_c, h) => successFrame(lo32(h), hi32(h)), inSuccess);
/** w4: the sender that the descriptor names, where it is another than VM 0. */
const askForMore = (handle: bigint, offset: bigint, sender = 0n): Frame =>
  frame(FFA_MEM_FRAG_RX.id32, lo32(handle), hi32(handle), offset, sender << 16n);
const senderIn = (reply: Frame): bigint => w(reply, 4) >> 16n;

const noHandle = whether(
  () => HANDLE_KEYS,
  (_c, cells) => (HANDLES.every((h) => isInUse(cells, h) === true) ? true : cells.isExact ? false : null),
);

const stateIn = (of: (reply: Frame) => bigint) => cell<string>((_c, reply) => SPMC.shm(of(reply)), '');
const sentIn = cell<number>((_c, reply) => SPMC.sent(inFragment(reply)), 0);
const senderCellIn = cell<number>((_c, reply) => SPMC.fragmentsOf(inFragment(reply)), 0);
const totalIn = cell<number>((_c, reply) => SPMC.total(inFragment(reply)), 0);

/** FFA_MEM_SHARE, FFA_MEM_LEND, FFA_MEM_DONATE. */
export const MEM_SEND = answers(api('api_ffa_mem_send', 3837), [
  when(
    (c) => x(c, 3) !== 0n || w(c, 4) !== 0n,
    'INVALID_PARAMETERS',
    'w3 and w4: Hafnium takes a descriptor in the TX buffer alone',
  ),
  when((c) => fragmentOf(c) > totalOf(c), 'INVALID_PARAMETERS', 'the fragment is longer than the whole'),
  when(not(mapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  when((c) => fragmentOf(c) > PAGE, 'INVALID_PARAMETERS', 'the fragment is longer than the buffer'),
  ...DESCRIPTOR,
  when(noHandle, 'NO_MEMORY', 'all 100 records of shared memory are in use'),
  when(
    (c) => fragmentOf(c) < totalOf(c),
    freeHandle((c, h, sender) => askForMore(h, fragmentOf(c), sender), inFragment),
    'the first fragment is here, and Hafnium asks for the next',
    {
      writes: [
        stateIn(inFragment).put(SENDING),
        sentIn.put((c) => Number(fragmentOf(c))),
        totalIn.put((c) => Number(totalOf(c))),
        senderCellIn.put((_c, reply) => (senderIn(reply) === 0n ? undefined : Number(senderIn(reply)))),
      ],
    },
  ),
  ...PAGES,
  otherwise([sharedMemory.share], whole, 'the memory has the first handle that was free', rememberPages),
]);

const handleOf = (c: Frame): bigint => wide(c, 1, 2);
const lengthOf = (c: Frame): bigint => w(c, 3);
const state = cell<string>((c) => SPMC.shm(handleOf(c)), '');
const sent = cell<number>((c) => SPMC.sent(handleOf(c)), 0);
const total = cell<number>((c) => SPMC.total(handleOf(c)), 0);
const sender = cell<number>((c) => SPMC.fragmentsOf(handleOf(c)), 0);

const numberIn = (cells: Cells, key: string): number | null => {
  const known = cells.read(key);
  return known === null ? null : Number(known.value ?? 0);
};
const completes = whether(
  (c) => [SPMC.sent(handleOf(c)), SPMC.total(handleOf(c))],
  (c, cells) => {
    const [before, all] = [numberIn(cells, SPMC.sent(handleOf(c))), numberIn(cells, SPMC.total(handleOf(c)))];
    return before === null || all === null ? null : before + Number(lengthOf(c)) === all;
  },
);
const nextOffset = fromCells('the offset of the next fragment', {
  keys: (c) => [SPMC.sent(handleOf(c)), SPMC.fragmentsOf(handleOf(c))],
  frame(c, cells) {
    const before = numberIn(cells, SPMC.sent(handleOf(c)));
    const of = BigInt(numberIn(cells, SPMC.fragmentsOf(handleOf(c))) ?? 0);
    return before === null ? null : askForMore(handleOf(c), BigInt(before) + lengthOf(c), of);
  },
  fits: (c, _cells, reply) =>
    askForMore(handleOf(c), x(reply, 3), senderIn(reply)).every((word, i) => word === reply[i]),
});

export const FRAG_TX = answers(api('api_ffa_mem_frag_tx', 4414), [
  when(not(mapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  when(
    (c) => lengthOf(c) > PAGE || lengthOf(c) < RANGE || lengthOf(c) % RANGE !== 0n,
    'INVALID_PARAMETERS',
    'the fragment is longer than the buffer, or no whole number of ranges',
  ),
  when(not(state.is(SENDING)), 'INVALID_PARAMETERS', 'no share with this handle waits for a fragment'),
  when(
    completes,
    fromCells('', {
      keys: () => [],
      frame: (c) => successFrame(lo32(handleOf(c)), hi32(handleOf(c))),
      fits: (c, _cells, reply) =>
        successFrame(lo32(handleOf(c)), hi32(handleOf(c))).every((word, i) => word === reply[i]),
    }),
    'the descriptor is whole, and the memory shared',
    { writes: [state.put(SHARED), sent.put(undefined), total.put(undefined), sender.put(undefined)] },
  ),
  otherwise(
    [
      {
        ...sent.put(undefined),
        exact: (old, c) => Number(old ?? 0) + Number(lengthOf(c)),
        partly: (c, knowledge) => knowledge.forget(SPMC.sent(handleOf(c))),
      },
    ],
    nextOffset,
    'Hafnium asks for the next fragment',
  ),
]);

/** Only the flag "clear" of w3 counts, and it does not decide. */
export const RECLAIM = answers(api('api_ffa_mem_reclaim', 4344), [
  when(not(sharedMemory.isThere), 'INVALID_PARAMETERS', 'there is no such handle'),
  when(state.is(SENDING), 'INVALID_PARAMETERS', 'the descriptor has not come whole'),
  when(sharedMemory.isUsed, 'DENIED', 'OP-TEE has retrieved the memory and not relinquished it'),
  otherwise([sharedMemory.forget], success(), 'the memory is the normal world’s alone again', forgetPages),
]);
