import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { OPTEE_UUID } from '../../../abi/optee-service.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { lo32 } from '../../../base/bits.ts';
import { getInt, machine, type Op } from '../../../sim/effects.ts';
import { SPMC } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { any, not, type whether } from '../rules/guard.ts';
import { w, x } from '../rules/registers.ts';
import { fromCells, success } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { fillRxBuffer } from '../rx-buffer.ts';
import { rxtxMapped, rxtxSize, txIsMine } from './cells.ts';
import { FFA_VERSION_1_1 } from './features.ts';
import { isNormalMemory } from './normal-memory.ts';
import { handler } from './source.ts';

// The RX/TX buffers and the partitions (core/arch/arm/kernel/thread_spmc.c; OP-TEE d5001fe0).

const PAGE = 4096n;
const pagesOf = (c: Frame): bigint => x(c, 3);
const aligned = (address: bigint): boolean => address % PAGE === 0n;

/** map_buf: the buffer lies in the memory of the normal world, and begins a page. Linux's RX is mapped first. */
const mappable = (register: number): ReturnType<typeof whether> =>
  isNormalMemory((c) => [x(c, register), pagesOf(c) * PAGE]);

export const RXTX_MAP = answers(handler('spmc_handle_rxtx_map', 374), [
  when((c) => pagesOf(c) >> 6n !== 0n, 'INVALID_PARAMETERS', 'w3 has bits above 5 set: there are 63 pages at most'),
  when((c) => pagesOf(c) === 0n, 'INVALID_PARAMETERS', 'w3 asks for 0 pages'),
  when(rxtxMapped.is(true), 'DENIED', 'buffers are mapped already'),
  when(not(mappable(2)), 'INVALID_PARAMETERS', 'the RX buffer is not in normal-world memory'),
  when((c) => !aligned(x(c, 2)), 'INVALID_PARAMETERS', 'the RX buffer does not begin at a page'),
  when(not(mappable(1)), 'INVALID_PARAMETERS', 'the TX buffer is not in normal-world memory'),
  when((c) => !aligned(x(c, 1)), 'INVALID_PARAMETERS', 'the TX buffer does not begin at a page'),
  otherwise(
    [rxtxMapped.put(true), rxtxSize.put((c) => Number(pagesOf(c) * PAGE)), txIsMine.put(true)],
    success(),
    'both buffers are mapped',
  ),
]);

export const RXTX_UNMAP = answers(handler('spmc_handle_rxtx_unmap', 486), [
  when(not(rxtxMapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  otherwise([rxtxMapped.put(false), rxtxSize.put(0)], success(), 'the buffers are unmapped, whoever is named in w1'),
]);

export const RX_RELEASE = answers(handler('spmc_handle_rx_release', 515), [
  when(not(rxtxMapped.is(true)), 'DENIED', 'no buffers are mapped'),
  when(txIsMine.is(true), 'DENIED', 'Linux does not own the RX buffer'),
  otherwise([txIsMine.put(true)], success(), 'the RX buffer is the SPMC’s again'),
]);

const COUNT_ONLY = 1n;
const DESCRIPTOR_SIZE = 24n;
const PROPERTIES = 0x103;
/** spmc_fill_partition_entry: the properties that a caller of 1.0 knows. */
const PROPERTIES_1_0 = 7;
const UUID_WORDS = [0xe0786148n, 0xe311f8e7n, 0x02005ebcn, 0x1bc5d5a5n];

const onlyCounts = (c: Frame): boolean => (x(c, 5) & COUNT_ONLY) !== 0n;
const isWanted = (c: Frame): boolean => {
  const uuid = [1, 2, 3, 4].map((i) => w(c, i));
  return uuid.every((word) => word === 0n) || uuid.every((word, i) => word === UUID_WORDS[i]);
};

/** w2: how many partitions have this UUID; OP-TEE is the only one of this build, and another may have more. */
const isCount = (reply: Frame, ...sizes: readonly bigint[]): boolean =>
  sizes.some((size) => successFrame(lo32(x(reply, 2)), size).every((word, i) => word === reply[i]));

const count = fromCells('another number of partitions', {
  keys: () => [],
  frame: (c) => successFrame(isWanted(c) ? 1n : 0n),
  fits: (_c, _cells, reply) => isCount(reply, 0n),
});

const sizeOf = (version: number): bigint => (version >= FFA_VERSION_1_1 ? DESCRIPTOR_SIZE : 0n);
const descriptors = fromCells('another number of partitions', {
  keys: () => [SPMC.ffaVersion],
  frame(c, cells) {
    const known = cells.read(SPMC.ffaVersion);
    return known === null ? null : successFrame(isWanted(c) ? 1n : 0n, sizeOf(Number(known.value ?? 0)));
  },
  fits(_c, cells, reply) {
    const known = cells.read(SPMC.ffaVersion);
    return known === null ? isCount(reply, 0n, DESCRIPTOR_SIZE) : isCount(reply, sizeOf(Number(known.value ?? 0)));
  },
});

export const PARTITION_INFO_GET = answers(handler('spmc_handle_partition_info_get', 626), [
  when(onlyCounts, count, 'w5 asks for the number alone'),
  when(
    any(not(rxtxMapped.is(true)), not(txIsMine.is(true))),
    'BUSY',
    'no buffers are mapped, or Linux still owns the RX buffer',
    {
      writes: [txIsMine.put(false)],
    },
  ),
  otherwise([txIsMine.put(false)], descriptors, 'the descriptors lie in the RX buffer', fillRx),
]);

/** lsp_partition_info_get: OP-TEE's descriptor, where Linux reads it. */
function* fillRx(call: Frame): Op<void> {
  const { config } = yield* machine<Machine>();
  const isOld = (yield* getInt(SPMC.ffaVersion)) < FFA_VERSION_1_1;
  const properties = isOld ? PROPERTIES & PROPERTIES_1_0 : PROPERTIES;
  const own = { id: OPTEE_ID, contexts: config.cpus, properties, uuid: OPTEE_UUID };
  const size = isOld ? 8 : 24;
  yield* fillRxBuffer(isWanted(call) ? [own] : [], size);
}
