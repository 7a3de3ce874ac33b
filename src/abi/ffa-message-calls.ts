// Messages and the CPU cycles that go with them. Linux 6.12 drivers/firmware/arm_ffa/driver.c; OP-TEE 4.10 thread_spmc.c;
// timeouts of FFA_YIELD and w2 of FFA_INTERRUPT: Hafnium test/vmapi and src/api.c.
import { bits, hex, s32 } from '../base/bits.ts';
import { defineCall } from './call-table.ts';
import { decimal, endpoint, flags, status, vcpu } from './meaning.ts';
import { child, mbz } from './nodes.ts';
import { lower, type Mean, registerFields, upper, whole, word } from './register-fields.ts';
import { statusText } from './status.ts';

export const FFA_ERROR = defineCall('FFA_ERROR', {
  purpose: 'Answers a call that failed: w2 is the status as C int.',
  fields: registerFields({ target: word(1, targetInfo), status: word(2, status) }),
  says: {
    summary: (f) => statusText(s32(f.status)),
    sentence: (f) =>
      s32(f.status) === 0
        ? 'An error whose status is 0: Linux reads it as success.'
        : `The answer is ${statusText(s32(f.status))}.`,
  },
});

export const FFA_SUCCESS = defineCall('FFA_SUCCESS', {
  purpose: 'Answers a call that succeeded; what w2..w7 hold depends on the call.',
  fields: registerFields({
    target: word(1, targetInfo),
    w2: whole(2),
    w3: whole(3),
    w4: whole(4),
    w5: whole(5),
    w6: whole(6),
    w7: whole(7),
  }),
  says: { sentence: () => 'The call succeeded.' },
});

/** w1 of a reply that is passed on by a hypervisor: endpoint and vCPU; zero where there is none. */
function targetInfo(value: bigint): string {
  return value === 0n ? 'none' : `endpoint ${hex(bits(value, 31, 16))}, vCPU ${bits(value, 15, 0)}`;
}

const TARGET = { target: upper(1, endpoint), vcpu: lower(1, vcpu) } as const;

export const FFA_INTERRUPT = defineCall('FFA_INTERRUPT', {
  purpose: 'Answers that the callee was preempted: FFA_RUN with the same w1 lets it go on.',
  fields: registerFields({ ...TARGET, interrupt: word(2, (n) => (n === 0n ? 'not said' : `interrupt ${n}`)) }),
  says: {
    summary: (f) => `vCPU ${f.vcpu}`,
    sentence: (f, who) => `${who(f.target)} was preempted on vCPU ${f.vcpu} and waits for FFA_RUN.`,
  },
});

export const FFA_RUN = defineCall('FFA_RUN', {
  purpose: 'Lets a vCPU of an endpoint run, or go on after FFA_INTERRUPT or FFA_YIELD.',
  fields: registerFields(TARGET),
  says: { summary: (f) => `vCPU ${f.vcpu}`, sentence: (f, who) => `${who(f.target)} may go on on vCPU ${f.vcpu}.` },
  answers: ['FFA_INTERRUPT', 'FFA_YIELD', 'FFA_MSG_WAIT', 'FFA_MSG_SEND_DIRECT_RESP', 'FFA_MSG_SEND_DIRECT_RESP2'],
});

export const FFA_YIELD = defineCall('FFA_YIELD', {
  purpose: 'The callee gives its CPU back before it is done: FFA_RUN lets it go on.',
  fields: registerFields({ ...TARGET, timeoutLow: word(2, decimal), timeoutHigh: word(3, decimal) }),
  says: {
    summary: (f) => `vCPU ${f.vcpu}`,
    sentence: (f, who) => `${who(f.target)} gives its CPU back on vCPU ${f.vcpu} and waits for FFA_RUN.`,
  },
  ok: registerFields({}),
  answers: ['FFA_RUN', 'FFA_INTERRUPT'],
});

export const FFA_MSG_WAIT = defineCall('FFA_MSG_WAIT', {
  purpose: 'A partition has nothing to do and waits for a message.',
  fields: registerFields({ flags: word(2, flags({ 0: 'keep the RX buffer' }, 'none')) }),
  says: { sentence: () => 'Nothing to do: wait for a message.' },
  ok: registerFields({}),
  answers: ['FFA_MSG_SEND_DIRECT_REQ', 'FFA_MSG_SEND_DIRECT_REQ2', 'FFA_INTERRUPT', 'FFA_RUN', 'FFA_MSG_SEND'],
});

export const FFA_MSG_POLL = defineCall('FFA_MSG_POLL', {
  purpose: 'Asks for a message without waiting (FF-A 1.0).',
  fields: registerFields({}),
  says: { sentence: () => 'Is there a message?' },
  ok: registerFields({}),
  answers: ['FFA_MSG_SEND'],
});

export const FFA_MSG_SEND = defineCall('FFA_MSG_SEND', {
  purpose: 'Sends the message in the TX buffer (FF-A 1.0).',
  fields: registerFields({
    sender: upper(1, endpoint),
    receiver: lower(1, endpoint),
    length: word(3, (n) => `${n} bytes`),
    flags: word(4, flags({ 0: 'do not wait' }, 'none')),
  }),
  says: {
    summary: (f) => `${f.length} bytes`,
    sentence: (f, who) => `${who(f.sender)} sends ${f.length} bytes to ${who(f.receiver)}.`,
  },
  ok: registerFields({}),
});

export const FFA_MSG_SEND2 = defineCall('FFA_MSG_SEND2', {
  purpose: 'Sends the message in the TX buffer; its header names the receiver.',
  fields: registerFields({ sender: upper(1, endpoint), flags: word(2, flags({ 1: 'delay the SRI' }, 'none')) }),
  says: { sentence: (f, who) => `${who(f.sender)} sends the message in its TX buffer.` },
  ok: registerFields({}),
});

/** Framework messages: OP-TEE ffa.h FFA_MSG_*, TF-A. */
const FRAMEWORK: Readonly<Record<number, string>> = {
  0: 'PSCI request',
  4: 'VM created',
  5: 'VM created, answer',
  6: 'VM destroyed',
  7: 'VM destroyed, answer',
  8: 'version request',
  9: 'version answer',
};

/** w2 of a direct message: bit 31 marks a message of the framework, bits 7:0 are then its type; else all zero. */
const messageFlags: Mean = (value, _context, { reg, hi, lo }) => {
  if (bits(value, 31, 31) === 0n) {
    if (value === 0n) return 'partition message';
    return { text: `must be zero, is ${hex(value)}`, problem: 'must be zero' };
  }
  const name = FRAMEWORK[Number(bits(value, 7, 0))];
  const children = [
    ...(hi > 31 ? [mbz(reg, hi, 32, value)] : []),
    child('framework message', reg, 31, 31, value, 'yes'),
    mbz(reg, 30, 8, value),
    child('type', reg, 7, lo, value, name ?? 'unknown', name === undefined ? 'unknown value' : undefined),
  ];
  const text = `framework message, ${name ?? `unknown type ${hex(bits(value, 7, 0))}`}`;
  const wrong = bits(value, 30, 8) === 0n ? (name === undefined ? 'unknown value' : null) : 'must be zero';
  return wrong === null ? { text, children } : { text, problem: wrong, children };
};

const IDS = { sender: upper(1, endpoint), receiver: lower(1, endpoint) } as const;
const DATA = { data0: whole(3), data1: whole(4), data2: whole(5), data3: whole(6), data4: whole(7) } as const;

export const FFA_MSG_SEND_DIRECT_REQ = defineCall('FFA_MSG_SEND_DIRECT_REQ', {
  purpose: 'Sends five words to a partition, which runs at once on the caller’s CPU.',
  fields: registerFields({ ...IDS, w2: word(2, messageFlags), ...DATA }),
  says: { sentence: (f, who) => `${who(f.sender)} asks ${who(f.receiver)}.` },
  answers: ['FFA_MSG_SEND_DIRECT_RESP', 'FFA_INTERRUPT', 'FFA_YIELD'],
});

export const FFA_MSG_SEND_DIRECT_RESP = defineCall('FFA_MSG_SEND_DIRECT_RESP', {
  purpose: 'Answers a direct request with five words; the ids are swapped.',
  fields: registerFields({ ...IDS, w2: word(2, messageFlags), ...DATA }),
  says: { sentence: (f, who) => `${who(f.sender)} answers ${who(f.receiver)}.` },
  ok: registerFields({}),
  answers: ['FFA_MSG_SEND_DIRECT_REQ', 'FFA_MSG_SEND_DIRECT_REQ2', 'FFA_INTERRUPT', 'FFA_RUN'],
});

const REQ2 = {
  ...IDS,
  data0: whole(4),
  data1: whole(5),
  data2: whole(6),
  data3: whole(7),
} as const;

export const FFA_MSG_SEND_DIRECT_REQ2 = defineCall('FFA_MSG_SEND_DIRECT_REQ2', {
  purpose: 'Sends fourteen words (x4..x17) to the service of a UUID in a partition. Linux does not use it with OP-TEE.',
  fields: registerFields({ ...IDS, uuidLow: whole(2), uuidHigh: whole(3), ...REQ2 }),
  says: { sentence: (f, who) => `${who(f.sender)} asks a service of ${who(f.receiver)}.` },
  answers: ['FFA_MSG_SEND_DIRECT_RESP2', 'FFA_INTERRUPT', 'FFA_YIELD'],
});

export const FFA_MSG_SEND_DIRECT_RESP2 = defineCall('FFA_MSG_SEND_DIRECT_RESP2', {
  purpose: 'Answers FFA_MSG_SEND_DIRECT_REQ2 with fourteen words (x4..x17).',
  fields: registerFields(REQ2),
  says: { sentence: (f, who) => `${who(f.sender)} answers ${who(f.receiver)}.` },
  ok: registerFields({}),
  answers: ['FFA_MSG_SEND_DIRECT_REQ', 'FFA_MSG_SEND_DIRECT_REQ2', 'FFA_INTERRUPT', 'FFA_RUN'],
});

/** Instruction and data permissions of FFA_MEM_PERM_GET and SET. OP-TEE ffa.h FFA_MEM_PERM_*. */
export const permissions: Mean = (value, _context, { reg }) => {
  const data = ['no access', 'read-write', 'reserved', 'read-only'][Number(bits(value, 1, 0))] ?? '';
  const code = bits(value, 2, 2) === 1n ? 'not executable' : 'executable';
  const text = `${data}, ${code}`;
  const children = [
    mbz(reg, 31, 3, value),
    child('instruction', reg, 2, 2, value, code),
    child('data', reg, 1, 0, value, data, data === 'reserved' ? 'reserved' : undefined),
  ];
  return value >> 3n === 0n ? { text, children } : { text, problem: 'must be zero', children };
};
