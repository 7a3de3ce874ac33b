// Notifications. Linux 6.12 drivers/firmware/arm_ffa/driver.c (how it packs), OP-TEE 4.10 thread_spmc.c
// handle_notification_*() (what it checks); the recordings agree bit for bit.
import { idSet } from '../base/bits.ts';
import { defineCall, NOTHING } from './call-table.ts';
import { idBitmap } from './id-bitmap.ts';
import { endpoint, flags, idsHigh, idsLow, vcpu } from './meaning.ts';
import { lower, range, registerFields, upper, whole, word } from './register-fields.ts';

export const FFA_NOTIFICATION_BITMAP_CREATE = defineCall('FFA_NOTIFICATION_BITMAP_CREATE', {
  purpose: 'Makes the notification bitmap of a VM at the SPMC.',
  fields: registerFields({ vm: lower(1, endpoint), vcpus: word(2, (n) => `${n} ${n === 1n ? 'vCPU' : 'vCPUs'}`) }),
  says: {
    summary: (f) => `VM ${f.vm}`,
    sentence: (f, who) => `Make a notification bitmap for ${who(f.vm)} with ${f.vcpus} vCPUs.`,
  },
  ok: NOTHING,
  okSays: { sentence: () => 'The bitmap is there.' },
});

export const FFA_NOTIFICATION_BITMAP_DESTROY = defineCall('FFA_NOTIFICATION_BITMAP_DESTROY', {
  purpose: 'Removes the notification bitmap of a VM at the SPMC.',
  fields: registerFields({ vm: lower(1, endpoint) }),
  says: { summary: (f) => `VM ${f.vm}`, sentence: (f, who) => `Remove the notification bitmap of ${who(f.vm)}.` },
  ok: NOTHING,
  okSays: { sentence: () => 'The bitmap is gone.' },
});

const IDS = { sender: upper(1, endpoint), receiver: lower(1, endpoint) } as const;
const BITMAP = { idsLow: word(3, idsLow), idsHigh: word(4, idsHigh) } as const;

/** `id 3`, `ids {3–5}`, `no id` for a bitmap in a sentence. */
function idsInWords(low: bigint, high: bigint): string {
  const set = idSet(idBitmap(low, high)).slice(1, -1);
  return set === '' ? 'no id' : /^\d+$/.test(set) ? `id ${set}` : `ids {${set}}`;
}

const upperIds = (low: bigint, high: bigint): string => {
  const text = idsInWords(low, high);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** Are there several ids? */
const many = (low: bigint, high: bigint): boolean => {
  const set = idBitmap(low, high);
  return (set & (set - 1n)) !== 0n && set !== 0n;
};

export const FFA_NOTIFICATION_BIND = defineCall('FFA_NOTIFICATION_BIND', {
  purpose: 'The receiver lets a sender signal these ids.',
  fields: registerFields({ ...IDS, flags: word(2, flags({ 0: 'per-vCPU' }, 'global')), ...BITMAP }),
  says: {
    summary: (f) => idSet(idBitmap(f.idsLow, f.idsHigh)),
    sentence: (f, who) =>
      `${who(f.sender)} may signal ${idsInWords(f.idsLow, f.idsHigh)} to ${who(f.receiver)}${f.flags & 1n ? ', to one vCPU at a time' : ''}.`,
  },
  ok: NOTHING,
  okSays: {
    sentence: (_, _who, { idsLow, idsHigh }) =>
      `${upperIds(idsLow, idsHigh)} ${many(idsLow, idsHigh) ? 'were free and are' : 'was free and is'} bound now.`,
  },
});

export const FFA_NOTIFICATION_UNBIND = defineCall('FFA_NOTIFICATION_UNBIND', {
  purpose: 'The receiver takes the permission to signal these ids back.',
  fields: registerFields({ ...IDS, flags: word(2, flags({}, 'none')), ...BITMAP }),
  says: {
    summary: (f) => idSet(idBitmap(f.idsLow, f.idsHigh)),
    sentence: (f, who) =>
      `${who(f.sender)} may no longer signal ${idsInWords(f.idsLow, f.idsHigh)} to ${who(f.receiver)}.`,
  },
  ok: NOTHING,
  okSays: {
    sentence: (_, _who, { idsLow, idsHigh }) =>
      `${upperIds(idsLow, idsHigh)} ${many(idsLow, idsHigh) ? 'are' : 'is'} free again.`,
  },
});

export const FFA_NOTIFICATION_SET = defineCall('FFA_NOTIFICATION_SET', {
  purpose: 'A sender signals ids that are bound to it.',
  fields: registerFields({
    ...IDS,
    flags: range(2, 15, 0, flags({ 0: 'per-vCPU', 1: 'delay the SRI' }, 'global')),
    vcpu: range(2, 31, 16, vcpu),
    ...BITMAP,
  }),
  says: {
    summary: (f) => idSet(idBitmap(f.idsLow, f.idsHigh)),
    sentence: (f, who) => `${who(f.sender)} signals ${idsInWords(f.idsLow, f.idsHigh)} to ${who(f.receiver)}.`,
  },
  ok: NOTHING,
  okSays: {
    sentence: (_, _who, { idsLow, idsHigh }) =>
      `${upperIds(idsLow, idsHigh)} ${many(idsLow, idsHigh) ? 'are' : 'is'} pending.`,
  },
});

const GET_FLAGS = { 0: 'from SPs', 1: 'from VMs', 2: 'from the SPM', 3: 'from the hypervisor' } as const;
const FRAMEWORK = flags({ 0: 'RX buffer full' }, 'none');

export const FFA_NOTIFICATION_GET = defineCall('FFA_NOTIFICATION_GET', {
  purpose: 'The receiver takes the pending ids; the SPMC clears what it returns.',
  fields: registerFields({
    vcpu: upper(1, vcpu),
    receiver: lower(1, endpoint),
    flags: word(2, flags(GET_FLAGS, 'nothing asked')),
  }),
  says: {
    summary: (f) => `vCPU ${f.vcpu}`,
    sentence: (f, who) => `${who(f.receiver)} asks on vCPU ${f.vcpu} which notifications are pending.`,
  },
  ok: registerFields({
    spLow: word(2, idsLow),
    spHigh: word(3, idsHigh),
    vmLow: word(4, idsLow),
    vmHigh: word(5, idsHigh),
    spmFramework: word(6, FRAMEWORK),
    hypFramework: word(7, FRAMEWORK),
  }),
  okSays: {
    summary: (f) => {
      const sp = idSet(idBitmap(f.spLow, f.spHigh));
      const vm = idBitmap(f.vmLow, f.vmHigh);
      const framework = f.spmFramework === 0n && f.hypFramework === 0n ? '' : ' framework';
      return `${sp}${vm === 0n ? '' : ` VMs ${idSet(vm)}`}${framework}`;
    },
    sentence: (f) => {
      const sp = idBitmap(f.spLow, f.spHigh);
      const vm = idBitmap(f.vmLow, f.vmHigh);
      const parts = [
        ...(sp === 0n ? [] : [`secure partitions signalled ${idsInWords(f.spLow, f.spHigh)}`]),
        ...(vm === 0n ? [] : [`VMs signalled ${idsInWords(f.vmLow, f.vmHigh)}`]),
        ...(f.spmFramework === 0n ? [] : ['the SPM signalled']),
        ...(f.hypFramework === 0n ? [] : ['the hypervisor signalled']),
      ];
      const text = parts.join(', ');
      return text === '' ? 'Nothing is pending.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    },
  },
});

export const FFA_NOTIFICATION_INFO_GET = defineCall('FFA_NOTIFICATION_INFO_GET', {
  purpose: 'The scheduler asks who has pending notifications.',
  fields: NOTHING,
  says: { sentence: () => 'Who has notifications?' },
  // The ids are packed lists whose places depend on w2: notification.ts reads them.
  ok: registerFields({
    lists: whole(2),
    ids0: whole(3),
    ids1: whole(4),
    ids2: whole(5),
    ids3: whole(6),
    ids4: whole(7),
  }),
  okWidths: [32, 64],
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
const purpose = (what: string): string => `${what} (FF-A 1.3). Its registers are shown as they are.`;

export const FFA_NOTIFICATION_BIND2 = defineCall('FFA_NOTIFICATION_BIND2', {
  purpose: purpose('Lets a sender signal ids'),
  fields: RAW,
  says: { sentence: () => 'A sender may signal ids.' },
  ok: RAW,
  okWidths: [32, 64],
});

export const FFA_NOTIFICATION_UNBIND2 = defineCall('FFA_NOTIFICATION_UNBIND2', {
  purpose: purpose('Takes the permission to signal ids back'),
  fields: RAW,
  says: { sentence: () => 'A sender may no longer signal ids.' },
  ok: RAW,
  okWidths: [32, 64],
});

export const FFA_NOTIFICATION_SET2 = defineCall('FFA_NOTIFICATION_SET2', {
  purpose: purpose('Signals ids'),
  fields: RAW,
  says: { sentence: () => 'A sender signals ids.' },
  ok: RAW,
  okWidths: [32, 64],
});

export const FFA_NOTIFICATION_GET2 = defineCall('FFA_NOTIFICATION_GET2', {
  purpose: purpose('Takes the pending ids'),
  fields: RAW,
  says: { sentence: () => 'A receiver asks which notifications are pending.' },
  ok: RAW,
  okWidths: [32, 64],
});
