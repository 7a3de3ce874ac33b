// Version, features, buffers, identities, partitions. Linux 6.12 drivers/firmware/arm_ffa/driver.c; OP-TEE 4.10
// core/arch/arm/kernel/thread_spmc.c; what neither uses: TF-A services/std_svc/spmd/spmd_main.c and Hafnium src/api.c.
import { bits, hex } from '../base/bits.ts';
import { defineCall, NOTHING } from './call-table.ts';
import { functionText } from './function-id.ts';
import { address, decimal, endpoint, FEATURE_NAMES, feature, flags, pages, version, versionText } from './meaning.ts';
import { child, mbz } from './nodes.ts';
import { type Context, lower, type Mean, range, registerFields, upper, whole, word } from './register-fields.ts';
import { uuidText, uuidWord } from './uuid.ts';

export const FFA_VERSION = defineCall('FFA_VERSION', {
  purpose: 'Agrees on the version of FF-A. The answer is the version in w0, or −1, and never FFA_SUCCESS.',
  fields: registerFields({ requested: word(1, version) }),
  says: {
    summary: (f) => versionText(f.requested),
    sentence: (f) => `Linux speaks FF-A ${versionText(f.requested)} and asks which version the firmware has.`,
  },
});

/** What w2 of the answer means depends on what was asked. OP-TEE handle_features(), Linux ffa_probe. */
const properties: Mean = (value, context, { reg }) => {
  const asked = askedFeature(context);
  const name = FEATURE_NAMES[Number(asked)];
  if (asked <= 3n && name !== undefined) return value === 0n ? 'no interrupt number' : `interrupt ${value}`;
  if ((asked & 0xbfff_ffffn) === 0x8400_0066n) {
    const size = ['4 KiB', '64 KiB', '16 KiB'][Number(bits(value, 1, 0))] ?? 'reserved size';
    const max = bits(value, 31, 16);
    const text = `buffers of at least ${size}${max === 0n ? '' : `, at most ${max} pages`}`;
    const children = [
      child('maximum size', reg, 31, 16, value, max === 0n ? 'no limit given' : `${max} pages of 4 KiB`),
      mbz(reg, 15, 2, value),
      child('minimum size', reg, 1, 0, value, size, bits(value, 1, 0) === 3n ? 'reserved' : undefined),
    ];
    return bits(value, 15, 2) === 0n ? { text, children } : { text, problem: 'must be zero', children };
  }
  const memory = (asked & 0xbfff_ffffn) >= 0x8400_0071n && (asked & 0xbfff_ffffn) <= 0x8400_0074n;
  if (memory)
    return value === 1n ? 'descriptors may lie in a buffer of the caller' : value === 0n ? 'none' : hex(value);
  return value === 0n ? 'none' : hex(value);
};

/** The function or feature id that the request named; 0 where there is no request to look at. */
const askedFeature = ({ request }: Context): bigint => bits(request?.[1] ?? 0n, 31, 0);

export const FFA_FEATURES = defineCall('FFA_FEATURES', {
  purpose: 'Asks whether a function or a feature is there, and for its properties.',
  fields: registerFields({ feature: word(1, feature), properties: word(2) }),
  says: {
    summary: (f) => (f.feature >> 31n === 1n ? functionText(f.feature) : featureShort(f.feature)),
    sentence: (f) =>
      f.feature >> 31n === 1n
        ? `Is ${functionText(f.feature)} there?`
        : `Is the ${FEATURE_NAMES[Number(f.feature)] ?? `feature ${hex(f.feature)}`} there, and which is it?`,
  },
  ok: registerFields({ properties: word(2, properties), properties2: word(3) }),
  okSays: {
    summary: (f) => (f.properties === 0n ? '' : hex(f.properties)),
    sentence: (f) => `Yes, it is there${f.properties === 0n ? '' : ` (w2 is ${hex(f.properties)})`}.`,
  },
});

const featureShort = (id: bigint): string => ['', 'NPI', 'SRI', 'ME'][Number(id)] || hex(id);

export const FFA_RX_RELEASE = defineCall('FFA_RX_RELEASE', {
  purpose: 'Gives the RX buffer back to its producer.',
  fields: registerFields({ vm: lower(1, endpoint) }),
  says: { sentence: (f, who) => `${who(f.vm)} has read its RX buffer and gives it back.` },
  ok: NOTHING,
  okSays: { sentence: () => 'The RX buffer belongs to the secure world again.' },
});

export const FFA_RX_ACQUIRE = defineCall('FFA_RX_ACQUIRE', {
  purpose: 'A hypervisor takes the RX buffer of one of its VMs before it writes to it.',
  fields: registerFields({ vm: lower(1, endpoint) }),
  says: { sentence: (f, who) => `The hypervisor takes the RX buffer of ${who(f.vm)}.` },
  ok: NOTHING,
});

export const FFA_RXTX_MAP = defineCall('FFA_RXTX_MAP', {
  purpose: 'Tells the SPMC where the RX and TX buffers of the caller are.',
  fields: registerFields({ tx: whole(1, address), rx: whole(2, address), pages: range(3, 5, 0, pages) }),
  says: {
    summary: (f) => `${f.pages} ${f.pages === 1n ? 'page' : 'pages'}`,
    sentence: (f) => `Here are my buffers: TX at ${hex(f.tx)}, RX at ${hex(f.rx)}, ${f.pages} × 4 KiB each.`,
  },
  ok: NOTHING,
  okSays: { sentence: () => 'The buffers are mapped.' },
});

export const FFA_RXTX_UNMAP = defineCall('FFA_RXTX_UNMAP', {
  purpose: 'Takes the RX and TX buffers back.',
  fields: registerFields({ id: upper(1, endpoint) }),
  says: { sentence: (f, who) => `${who(f.id)} takes its RX and TX buffers back.` },
  ok: NOTHING,
  okSays: { sentence: () => 'The buffers are unmapped.' },
});

/** A word of a UUID; all four zero is the nil UUID, which asks for every partition. */
const uuid: Mean = (value, { frame }) => {
  const words = [1, 2, 3, 4].map((i) => bits(frame[i] ?? 0n, 31, 0));
  if (words.every((w) => w === 0n)) return 'nil UUID: every partition';
  return value === words[0] ? `UUID ${uuidText(words)}` : hex(value);
};

export const FFA_PARTITION_INFO_GET = defineCall('FFA_PARTITION_INFO_GET', {
  purpose: 'Asks which partitions there are; descriptors come in the RX buffer.',
  fields: registerFields({
    uuid0: word(1, uuid),
    uuid1: word(2, uuid),
    uuid2: word(3, uuid),
    uuid3: word(4, uuid),
    flags: word(5, flags({ 0: 'count only' }, 'descriptors in the RX buffer')),
  }),
  says: {
    summary: (f) => (f.flags === 1n ? 'count only' : ''),
    sentence: (f) => {
      const nil = (f.uuid0 | f.uuid1 | f.uuid2 | f.uuid3) === 0n;
      const which = nil
        ? 'partitions are there'
        : `partitions have UUID ${uuidText([f.uuid0, f.uuid1, f.uuid2, f.uuid3])}`;
      return f.flags === 1n ? `How many ${which}?` : `Which ${which}?`;
    },
  },
  ok: registerFields({
    count: word(2, (n) => `${n} ${n === 1n ? 'partition' : 'partitions'}`),
    size: word(3, (n) => (n === 0n ? 'no descriptors' : `${n} bytes a descriptor`)),
  }),
  okSays: {
    summary: (f) => String(f.count),
    sentence: (f) =>
      `${f.count} ${f.count === 1n ? 'partition' : 'partitions'}${f.size === 0n ? '.' : `, ${f.size} bytes each, in the RX buffer.`}`,
  },
});

const uuidHalf =
  (half: 0 | 1): Mean =>
  (value) =>
    value === 0n ? 'zero' : `UUID bytes ${half * 8}–${half * 8 + 7}: ${uuidWord(value)}`;

export const FFA_PARTITION_INFO_GET_REGS = defineCall('FFA_PARTITION_INFO_GET_REGS', {
  purpose: 'Asks which partitions there are; descriptors come in registers, no RX buffer is needed.',
  fields: registerFields({
    uuidLow: whole(1, uuidHalf(0)),
    uuidHigh: whole(2, uuidHalf(1)),
    startIndex: lower(3, decimal),
    tag: upper(3),
  }),
  says: {
    summary: (f) => `from ${f.startIndex}`,
    sentence: (f) => `Which partitions are there, from index ${f.startIndex}?`,
  },
  ok: registerFields({
    lastIndex: range(2, 15, 0, (n) => `last index ${n}: ${n + 1n} partitions`),
    currentIndex: range(2, 31, 16, (n) => `this answer ends at index ${n}`),
    tag: range(2, 47, 32),
    size: range(2, 63, 48, (n) => `${n} bytes a descriptor`),
    ...descriptor(3, ''),
    ...descriptor(6, '2'),
  }),
  okWidths: [64],
  okSays: {
    summary: (f) => String(f.lastIndex + 1n),
    sentence: (f) => `${f.lastIndex + 1n} partitions in all; this answer goes to index ${f.currentIndex}.`,
  },
});

/** One partition descriptor in three registers; the second of a frame is cut off after x7. */
function descriptor<const S extends string>(reg: number, suffix: S) {
  const first = {
    [`id${suffix}`]: range(reg, 15, 0, endpoint),
    [`contexts${suffix}`]: range(reg, 31, 16, (n) => `${n} execution contexts`),
    [`properties${suffix}`]: range(reg, 63, 32),
    [`uuidLow${suffix}`]: whole(reg + 1, uuidHalf(0)),
  } as Record<`${'id' | 'contexts' | 'properties' | 'uuidLow'}${S}`, ReturnType<typeof range>>;
  const last = reg + 2 > 7 ? {} : { [`uuidHigh${suffix}`]: whole(reg + 2, uuidHalf(1)) };
  return { ...first, ...last };
}

export const FFA_ID_GET = defineCall('FFA_ID_GET', {
  purpose: 'Asks which endpoint id the caller has.',
  fields: NOTHING,
  says: { sentence: () => 'Which id do I have?' },
  ok: registerFields({ id: lower(2, endpoint) }),
  okSays: {
    summary: (f) => `0x${f.id.toString(16).padStart(4, '0')}`,
    sentence: (f, who) => `The caller is ${who(f.id)}.`,
  },
});

export const FFA_SPM_ID_GET = defineCall('FFA_SPM_ID_GET', {
  purpose: 'Asks which endpoint id the SPMC has (from the secure world: the SPMD).',
  fields: NOTHING,
  says: { sentence: () => 'Which id does the SPMC have?' },
  ok: registerFields({ id: lower(2, endpoint) }),
  okSays: { summary: (f) => `0x${f.id.toString(16).padStart(4, '0')}`, sentence: (f, who) => `It is ${who(f.id)}.` },
});

export const FFA_SECONDARY_EP_REGISTER = defineCall('FFA_SECONDARY_EP_REGISTER', {
  purpose: 'A secure partition says where its other CPUs begin.',
  fields: registerFields({ entryPoint: whole(1, address) }),
  says: { sentence: (f) => `My other CPUs begin at ${hex(f.entryPoint)}.` },
  ok: NOTHING,
});

export const FFA_CONSOLE_LOG = defineCall('FFA_CONSOLE_LOG', {
  purpose: 'A partition prints characters on the console.',
  fields: registerFields({
    count: range(1, 7, 0, (n) => `${n} characters`),
    chars0: whole(2),
    chars1: whole(3),
    chars2: whole(4),
    chars3: whole(5),
    chars4: whole(6),
    chars5: whole(7),
  }),
  says: { summary: (f) => `${f.count} characters`, sentence: (f) => `Print these ${f.count} characters.` },
  ok: NOTHING,
});

export const FFA_EL3_INTR_HANDLE = defineCall('FFA_EL3_INTR_HANDLE', {
  purpose: 'The SPMC asks EL3 to handle an interrupt that belongs to EL3.',
  fields: NOTHING,
  says: { sentence: () => 'An interrupt of EL3 is pending: handle it.' },
  ok: NOTHING,
});

export const FFA_NORMAL_WORLD_RESUME = defineCall('FFA_NORMAL_WORLD_RESUME', {
  purpose: 'The SPMC is done with a secure interrupt; the SPMD lets the normal world go on.',
  fields: NOTHING,
  says: { sentence: () => 'The secure interrupt is handled: let the normal world go on.' },
});

// FF-A 1.3: neither Linux nor OP-TEE uses these; their registers are shown as they are.
const RAW = registerFields({
  x1: whole(1),
  x2: whole(2),
  x3: whole(3),
  x4: whole(4),
  x5: whole(5),
  x6: whole(6),
  x7: whole(7),
});

export const FFA_NS_RES_INFO_GET = defineCall('FFA_NS_RES_INFO_GET', {
  purpose: 'Asks for the resources of the normal world (FF-A 1.3). Its registers are shown as they are.',
  fields: RAW,
  says: { sentence: () => 'Which resources does the normal world have?' },
  ok: RAW,
  okWidths: [64],
});

export const FFA_ABORT = defineCall('FFA_ABORT', {
  purpose: 'The secure world gives up (FF-A 1.3). Its registers are shown as they are.',
  fields: RAW,
  says: { sentence: () => 'The secure world gives up.' },
});
