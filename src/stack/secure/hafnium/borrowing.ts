import { bytesOfHex } from '../../../abi/bytes.ts';
import { frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, functionId } from '../../../abi/function-id.ts';
import { memoryTransactionSize } from '../../../abi/memory-descriptor.ts';
import { hex } from '../../../base/bits.ts';
import { get, type Op } from '../../../sim/effects.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';
import { DESCRIPTOR_KEYS, type Descriptor, descriptorGuards, descriptorIn, readDescriptor } from '../descriptor.ts';
import { takenIn } from '../pages.ts';
import type { Cells } from '../rules/cells.ts';
import { any, not } from '../rules/guard.ts';
import { w, x } from '../rules/registers.ts';
import { fromCells } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { mailbox, mapped, OWN_VERSION } from './cells.ts';
import { HANDLES } from './handles.ts';
import { showRegion } from './regions.ts';
import { api } from './source.ts';

// What the normal world may ask of memory that it has shared: nothing as a borrower, and as a hypervisor what it was (src/api.c,
// api_ffa_mem_retrieve_req; src/ffa_memory.c, ffa_hypervisor_retrieve_request; Hafnium 21bfbdc1).

const PAGE = 4096n;
const wrong = descriptorGuards(OWN_VERSION);
/** A descriptor without receivers asks as a hypervisor does: its handle is all that it may hold. */
const asksAsHypervisor = (d: Descriptor): boolean => d.receiverCount === 0;
const holdsMore = (d: Descriptor): boolean =>
  d.sender !== 0 ||
  (d.attributes & 0x7f) !== 0 ||
  d.flags !== 0n ||
  d.tag !== 0n ||
  (d.version !== '1.0' && (d.receiverSize !== 0 || d.receiversAt !== 0));

const RESP = functionId(FUNCTION_IDS.FFA_MEM_RETRIEVE_RESP.number, 32);

/** The length of what is told, in the layout of the caller's version; all of it is in one fragment. */
function lengthOf(d: Descriptor, cells: Cells): bigint {
  const receivers = Number(cells.read(SPMC.receivers(d.handle))?.value ?? 1);
  const ranges = takenIn(cells).filter((t) => t.who === hex(d.handle)).length;
  return BigInt(memoryTransactionSize(d.version, Math.max(1, ranges), receivers));
}

const told = fromCells('a descriptor in the RX buffer', {
  keys: () => [...DESCRIPTOR_KEYS, SPMC.pages, ...HANDLES.map(SPMC.receivers)],
  frame(_c, cells) {
    const d = cells.isExact ? descriptorIn(cells, OWN_VERSION) : null;
    if (d === null) return null;
    const length = lengthOf(d, cells);
    return frame(RESP, length, length);
  },
  fits: (_c, _cells, reply) => w(reply, 0) === RESP && x(reply, 1) >= x(reply, 2),
});

export const RETRIEVE_REQ = answers(api('api_ffa_mem_retrieve_req', 4089), [
  when(
    (c) => x(c, 3) !== 0n || w(c, 4) !== 0n,
    'INVALID_PARAMETERS',
    'w3 and w4: Hafnium takes a descriptor in the TX buffer alone',
  ),
  when((c) => w(c, 1) !== w(c, 2) || w(c, 1) > PAGE, 'INVALID_PARAMETERS', 'the request has to come in one fragment'),
  when(not(mapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  when(not(mailbox.is('empty')), 'BUSY', 'the RX buffer was not released'),
  when(
    wrong((d, _c, cells) => asksAsHypervisor(d) && !holdsMore(d) && isKnown(d.handle, cells), HANDLES.map(SPMC.shm)),
    told,
    'a hypervisor asks what memory the handle has, which lies in the RX buffer',
    { writes: [mailbox.put('full')], does: tell },
  ),
  otherwise([], 'INVALID_PARAMETERS', 'the normal world has not borrowed it, or asks for more than its handle'),
]);

/** What a hypervisor asked for, in the layout of its version. */
function* tell(): Op<void> {
  const text = yield* get(BUFFERS.tx);
  if (typeof text !== 'string') return;
  const version = Number((yield* get(SPMC.ffaVersion)) ?? OWN_VERSION);
  const d = readDescriptor(bytesOfHex(text), version);
  yield* showRegion(d.handle, d.version);
}

function isKnown(handle: bigint, cells: Cells): boolean {
  return HANDLES.includes(handle) && cells.read(SPMC.shm(handle))?.value !== undefined;
}

const NOT_BORROWED = otherwise([], 'INVALID_PARAMETERS', 'the normal world has not borrowed it');

export const RELINQUISH = answers(api('api_ffa_mem_relinquish', 4311), [NOT_BORROWED]);
export const FRAG_RX = answers(api('api_ffa_mem_frag_rx', 4364), [
  when(
    any(not(mapped.is(true)), not(mailbox.is('empty'))),
    'BUSY',
    'no buffers are mapped, or the RX buffer was not released',
  ),
  NOT_BORROWED,
]);
