import { OPTEE_ID } from '../../../abi/endpoint.ts';
import { type Frame, frame } from '../../../abi/frame.ts';
import { OPTEE_UUID } from '../../../abi/optee-service.ts';
import { SUCCESS_32, success as successFrame } from '../../../abi/reply.ts';
import { get, getInt, type Op } from '../../../sim/effects.ts';
import { SPMC, SPMD } from '../../../trace/keys.ts';
import type { Cells } from '../rules/cells.ts';
import { any, not } from '../rules/guard.ts';
import { w, x } from '../rules/registers.ts';
import { fromCells, sameFrame, success } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { fillRxBuffer } from '../rx-buffer.ts';
import { mailbox, mapped, OWN_VERSION, V1_0, V1_2 } from './cells.ts';
import { api } from './source.ts';

// Who is there (src/api.c, api_ffa_partition_info_get, _regs; Hafnium 21bfbdc1): OP-TEE, with the contexts that the SPMC's
// manifest gives it and what its own manifest says of it.

/** Takes direct requests and notifications, hears of VMs that come and go, AArch64. */
const PROPERTIES = 0x1c9;
/** sizeof(struct ffa_partition_info), with the image's UUID and the partition's version behind what 1.1 had. */
const DESCRIPTOR_SIZE = 0x30n;
const DESCRIPTOR_SIZE_1_0 = 8n;
const PARTITION_VERSION = 0x10002n;
const UUID_WORDS = [0xe0786148n, 0xe311f8e7n, 0x02005ebcn, 0x1bc5d5a5n];
const UUID_LOW = 0xe311f8e7_e0786148n;
const UUID_HIGH = 0x1bc5d5a5_02005ebcn;

const isNil = (words: readonly bigint[]): boolean => words.every((word) => word === 0n);
const uuidOf = (c: Frame): bigint[] => [1, 2, 3, 4].map((i) => w(c, i));
const isWanted = (c: Frame): boolean => isNil(uuidOf(c)) || uuidOf(c).every((word, i) => word === UUID_WORDS[i]);

const versionIn = (cells: Cells): number | null => {
  const known = cells.read(SPMC.ffaVersion);
  return known === null ? null : Number(known.value ?? OWN_VERSION);
};
const sizeOf = (v: number): bigint => (v === V1_0 ? DESCRIPTOR_SIZE_1_0 : DESCRIPTOR_SIZE);

const descriptors = fromCells('the size of a descriptor', {
  keys: () => [SPMC.ffaVersion],
  frame: (_c, cells) => {
    const known = versionIn(cells);
    return known === null ? null : successFrame(1n, sizeOf(known));
  },
  fits: (_c, cells, reply) => {
    const known = versionIn(cells);
    const sizes = known === null ? [DESCRIPTOR_SIZE_1_0, DESCRIPTOR_SIZE] : [sizeOf(known)];
    return sizes.some((size) => sameFrame(successFrame(1n, size), reply));
  },
});

export const PARTITION_INFO_GET = answers(api('api_ffa_partition_info_get', 1013), [
  when((c) => w(c, 5) > 1n, 'INVALID_PARAMETERS', 'w5 has bits above 0 set'),
  when((c) => !isWanted(c), 'INVALID_PARAMETERS', 'no partition has this UUID'),
  when((c) => w(c, 5) === 1n, success(1n), 'w5 asks for the number alone'),
  when(
    any(not(mapped.is(true)), not(mailbox.is('empty'))),
    'BUSY',
    'no buffers are mapped, or the RX buffer was not released',
  ),
  otherwise([mailbox.put('full')], descriptors, 'the descriptors lie in the RX buffer', fillRx),
]);

/** The descriptor where Linux reads it. The UUID is not written where the call gave it. */
function* fillRx(call: Frame): Op<void> {
  const contexts = yield* getInt(SPMC.contexts);
  const uuid = isNil(uuidOf(call)) ? OPTEE_UUID : null;
  const own = { id: OPTEE_ID, contexts, properties: PROPERTIES, uuid, version: Number(PARTITION_VERSION) };
  yield* fillRxBuffer([own], (yield* get(SPMC.ffaVersion)) === V1_0 ? 8 : 48);
}

const SUCCESS_64 = SUCCESS_32 | (1n << 30n);
const isNilRegs = (c: Frame): boolean => x(c, 1) === 0n && x(c, 2) === 0n;
const isWantedRegs = (c: Frame): boolean => isNilRegs(c) || (x(c, 1) === UUID_LOW && x(c, 2) === UUID_HIGH);
const indexOf = (c: Frame): bigint => x(c, 3) & 0xffffn;
const tagOf = (c: Frame): bigint => (x(c, 3) >> 16n) & 0xffffn;

/** x3..x8; EL3 hands x8 on where both sides have 1.2. */
const regs = (c: Frame, contexts: number, extended: boolean): Frame => {
  const [low, high] = isNilRegs(c) ? [UUID_LOW, UUID_HIGH] : [0n, 0n];
  const x3 = BigInt(OPTEE_ID) | (BigInt(contexts) << 16n) | (BigInt(PROPERTIES) << 32n);
  const eight = frame(SUCCESS_64, 0n, DESCRIPTOR_SIZE << 48n, x3, low, high);
  return extended ? [...eight, PARTITION_VERSION] : eight;
};

const ownDescriptor = fromCells('another number of contexts', {
  keys: () => [SPMC.contexts, SPMD.askedVersion],
  frame: (c, cells) => {
    const contexts = cells.read(SPMC.contexts);
    const asked = cells.read(SPMD.askedVersion);
    if (contexts === null) return null;
    return regs(c, Number(contexts.value ?? 0), Number(asked?.value ?? 0) >= V1_2);
  },
  fits: (c, _cells, reply) => {
    const contexts = Number((x(reply, 3) >> 16n) & 0xffffn);
    return contexts > 0 && sameFrame(regs(c, contexts, false), reply.slice(0, 8));
  },
});

export const PARTITION_INFO_GET_REGS = answers(api('api_ffa_partition_info_get_regs', 856), [
  when((c) => tagOf(c) !== 0n, 'RETRY', 'x3[31:16] is a tag, and Hafnium gives none'),
  when((c) => !isWantedRegs(c), 'INVALID_PARAMETERS', 'no partition has this UUID'),
  when((c) => indexOf(c) !== 0n, 'INVALID_PARAMETERS', 'there is one partition, and x3[15:0] names a later one'),
  otherwise([], ownDescriptor, 'the descriptor lies in x3 and the registers behind it'),
]);
