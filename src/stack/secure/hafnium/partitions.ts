import { OPTEE_ID } from '../../../abi/endpoint.ts';
import { type Frame, frame } from '../../../abi/frame.ts';
import { OPTEE_UUID } from '../../../abi/optee-service.ts';
import { SUCCESS_32, success as successFrame } from '../../../abi/reply.ts';
import { uuidWords } from '../../../abi/uuid.ts';
import { hi32, lo32 } from '../../../base/bits.ts';
import { get, getInt, type Op } from '../../../sim/effects.ts';
import { SPMC, SPMD } from '../../../trace/keys.ts';
import { type Cells, ExactCells } from '../rules/cells.ts';
import { any, not, whether } from '../rules/guard.ts';
import { w, x } from '../rules/registers.ts';
import { fromCells, type Reply, sameFrame } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { fillRxBuffer } from '../rx-buffer.ts';
import { mailbox, mapped, OWN_VERSION, V1_0, V1_2 } from './cells.ts';
import { partitionsIn, SECOND } from './second.ts';
import { api } from './source.ts';

// Who is there (src/api.c, api_ffa_partition_info_get, _regs; Hafnium 21bfbdc1): OP-TEE, with the contexts that the SPMC's
// manifest gives it and what its own manifest says of it, and the second partition where there is one.

/** Takes direct requests and notifications, hears of VMs that come and go, AArch64. */
const PROPERTIES = 0x1c9;
/** FFA_PARTITION_v1_0_RES_MASK: the properties that a caller of 1.0 knows. */
const PROPERTIES_1_0 = 7;
/** sizeof(struct ffa_partition_info), with the image's UUID and the partition's version behind what 1.1 had. */
const DESCRIPTOR_SIZE = 0x30n;
const DESCRIPTOR_SIZE_1_0 = 8n;
const PARTITION_VERSION = 0x10002n;
const OPTEE_WORDS = uuidWords(OPTEE_UUID);
const SECOND_WORDS = uuidWords(SECOND.uuid);

const isNil = (words: readonly bigint[]): boolean => words.every((word) => word === 0n);
const uuidOf = (c: Frame): bigint[] => [1, 2, 3, 4].map((i) => w(c, i));
const sameWords = (a: readonly bigint[], b: readonly bigint[]): boolean => a.every((word, i) => word === b[i]);
/** FFA_PARTITION_INFO_GET_REGS has the UUID in two registers. */
const uuidOfRegs = (c: Frame): bigint[] => [lo32(x(c, 1)), hi32(x(c, 1)), lo32(x(c, 2)), hi32(x(c, 2))];

/** Who has this UUID, or everybody where it is nil; OP-TEE first. */
function wanted(uuid: readonly bigint[], cells: Cells): ('optee' | 'second')[] {
  const all = isNil(uuid);
  const second = partitionsIn(cells) > 1 && (all || sameWords(uuid, SECOND_WORDS));
  return [
    ...(all || sameWords(uuid, OPTEE_WORDS) ? (['optee'] as const) : []),
    ...(second ? (['second'] as const) : []),
  ];
}
const nobodyWanted = (uuid: (c: Frame) => bigint[]) =>
  whether(
    () => [SPMC.partitions],
    (c, cells) => wanted(uuid(c), cells).length === 0,
  );

const versionIn = (cells: Cells): number | null => {
  const known = cells.read(SPMC.ffaVersion);
  return known === null ? null : Number(known.value ?? OWN_VERSION);
};
const sizeOf = (v: number): bigint => (v === V1_0 ? DESCRIPTOR_SIZE_1_0 : DESCRIPTOR_SIZE);

/** w2 tells how many; a recording takes it from there. */
const counted = (sizes: (cells: Cells) => readonly bigint[], text: string): Reply =>
  fromCells(text, {
    keys: () => [SPMC.ffaVersion, SPMC.partitions],
    frame: (c, cells) => {
      const [size, another] = sizes(cells);
      return another === undefined ? successFrame(BigInt(wanted(uuidOf(c), cells).length), size ?? 0n) : null;
    },
    fits: (c, cells, reply) => {
      const counts = cells.isExact || !isNil(uuidOf(c)) ? [wanted(uuidOf(c), cells).length] : [1, 2];
      return counts.some((n) => sizes(cells).some((size) => sameFrame(successFrame(BigInt(n), size), reply)));
    },
    learn: (c, knowledge, reply) => {
      if (isNil(uuidOf(c))) knowledge.know(SPMC.partitions, Number(x(reply, 2)));
    },
  });
const descriptors = counted((cells) => {
  const known = versionIn(cells);
  return known === null ? [DESCRIPTOR_SIZE_1_0, DESCRIPTOR_SIZE] : [sizeOf(known)];
}, 'the size of a descriptor, and how many there are');
const count = counted(() => [0n], 'another number of partitions');

export const PARTITION_INFO_GET = answers(api('api_ffa_partition_info_get', 1013), [
  when((c) => w(c, 5) > 1n, 'INVALID_PARAMETERS', 'w5 has bits above 0 set'),
  when(nobodyWanted(uuidOf), 'INVALID_PARAMETERS', 'no partition has this UUID'),
  when((c) => w(c, 5) === 1n, count, 'w5 asks for the number alone'),
  when(
    any(not(mapped.is(true)), not(mailbox.is('empty'))),
    'BUSY',
    'no buffers are mapped, or the RX buffer was not released',
  ),
  otherwise([mailbox.put('full')], descriptors, 'the descriptors lie in the RX buffer', fillRx),
]);

/** The descriptors where Linux reads them. The UUID is not written where the call gave it. */
function* fillRx(call: Frame): Op<void> {
  const cells = new ExactCells([SPMC.partitions], [yield* get(SPMC.partitions)]);
  const contexts = yield* getInt(SPMC.contexts);
  const version = Number(PARTITION_VERSION);
  const all = isNil(uuidOf(call));
  const isOld = (yield* get(SPMC.ffaVersion)) === V1_0;
  const known = (properties: number): number => (isOld ? properties & PROPERTIES_1_0 : properties);
  const list = wanted(uuidOf(call), cells).map((who) =>
    who === 'optee'
      ? { id: OPTEE_ID, contexts, properties: known(PROPERTIES), uuid: all ? OPTEE_UUID : null, version }
      : { ...SECOND, properties: known(SECOND.properties), uuid: all ? SECOND.uuid : null, version },
  );
  yield* fillRxBuffer(list, isOld ? 8 : 48);
}

const SUCCESS_64 = SUCCESS_32 | (1n << 30n);
const indexOf = (c: Frame): number => Number(x(c, 3) & 0xffffn);
const tagOf = (c: Frame): bigint => (x(c, 3) >> 16n) & 0xffffn;

const wideUuid = (words: readonly bigint[]): readonly [bigint, bigint] => [
  (words[0] ?? 0n) | ((words[1] ?? 0n) << 32n),
  (words[2] ?? 0n) | ((words[3] ?? 0n) << 32n),
];

/** Six registers: id, contexts and properties; the UUID where the call gave none; the image's UUID, which is nil; the version. */
function registersOf(who: 'optee' | 'second', all: boolean, contexts: number): bigint[] {
  const info = who === 'optee' ? { id: OPTEE_ID, contexts, properties: PROPERTIES } : SECOND;
  const first = BigInt(info.id) | (BigInt(info.contexts) << 16n) | (BigInt(info.properties) << 32n);
  const uuid = all ? wideUuid(who === 'optee' ? OPTEE_WORDS : SECOND_WORDS) : [0n, 0n];
  return [first, ...uuid, 0n, 0n, PARTITION_VERSION];
}

/** All that are left from the index on, from x3 on; EL3 hands x8..x17 on where both sides have 1.2. */
function regs(c: Frame, cells: Cells, contexts: number, extended: boolean): Frame {
  const uuid = uuidOfRegs(c);
  const list = wanted(uuid, cells);
  const last = BigInt(list.length - 1);
  const words = list.slice(indexOf(c)).flatMap((who) => registersOf(who, isNil(uuid), contexts));
  const x2 = (DESCRIPTOR_SIZE << 48n) | (last << 16n) | last;
  const whole = [SUCCESS_64, 0n, x2, ...words];
  return extended ? whole : frame(...whole.slice(0, 8));
}

const inRegisters = fromCells('another number of partitions or contexts', {
  keys: () => [SPMC.contexts, SPMD.askedVersion, SPMC.partitions],
  frame: (c, cells) => {
    const contexts = cells.read(SPMC.contexts);
    const asked = cells.read(SPMD.askedVersion);
    if (contexts === null) return null;
    return regs(c, cells, Number(contexts.value ?? 0), Number(asked?.value ?? 0) >= V1_2);
  },
  fits: (c, cells, reply) => {
    // Contexts of OP-TEE are the board's; how many partitions there are, x2 tells.
    const contexts = Number((x(reply, 3) >> 16n) & 0xffffn);
    const known = cells.isExact ? partitionsIn(cells) : countIn(reply);
    const as = new ExactCells([SPMC.partitions], [known]);
    return contexts > 0 && known <= 2 && sameFrame(regs(c, as, contexts, false), reply.slice(0, 8));
  },
  learn: (c, knowledge, reply) => {
    if (isNil(uuidOfRegs(c))) knowledge.know(SPMC.partitions, countIn(reply));
  },
});
const countIn = (reply: Frame): number => Number(x(reply, 2) & 0xffffn) + 1;

const isBehind = whether(
  () => [SPMC.partitions],
  (c, cells) => {
    const list = wanted(uuidOfRegs(c), cells);
    if (indexOf(c) < list.length) return false;
    // A recording may not have told yet that there is another one.
    return cells.isExact || cells.read(SPMC.partitions) !== null ? true : null;
  },
);

export const PARTITION_INFO_GET_REGS = answers(api('api_ffa_partition_info_get_regs', 856), [
  when((c) => tagOf(c) !== 0n, 'RETRY', 'x3[31:16] is a tag, and Hafnium gives none'),
  when(nobodyWanted(uuidOfRegs), 'INVALID_PARAMETERS', 'no partition has this UUID'),
  when(isBehind, 'INVALID_PARAMETERS', 'there are not so many partitions: x3[15:0] names a later one'),
  otherwise([], inRegisters, 'the descriptors lie in x3 and the registers behind it'),
]);
