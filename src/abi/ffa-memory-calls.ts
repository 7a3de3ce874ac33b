// Memory. Linux 6.12 drivers/firmware/arm_ffa/driver.c ffa_mem_first_frag(), ffa_mem_next_frag(), ffa_memory_reclaim();
// OP-TEE 4.10 thread_spmc.c handle_mem_op(), handle_mem_frag_tx(), handle_mem_reclaim().
import { hex } from '../base/bits.ts';
import { defineCall, NOTHING } from './call-table.ts';
import { permissions } from './ffa-message-calls.ts';
import type { FunctionName } from './function-id.ts';
import { idBitmap } from './id-bitmap.ts';
import { address, endpoint, flags, handleHigh, handleLow, length, pages } from './meaning.ts';
import { type Mean, registerFields, upper, whole, word } from './register-fields.ts';

const txOrAddress: Mean = (value) => (value === 0n ? 'the TX buffer' : `physical address ${hex(value)}`);

const DESCRIPTOR = registerFields({
  totalLength: word(1, length),
  fragmentLength: word(2, length),
  buffer: whole(3, txOrAddress),
  pages: word(4, (n) => (n === 0n ? 'the TX buffer' : `${n} pages of 4 KiB`)),
});

const HANDLE_REPLY = registerFields({ handleLow: word(2, handleLow), handleHigh: word(3, handleHigh) });
const HANDLE = { handleLow: word(1, handleLow), handleHigh: word(2, handleHigh) } as const;

interface HasHandle {
  readonly handleLow: bigint;
  readonly handleHigh: bigint;
}
const handle = (f: HasHandle): string => hex(idBitmap(f.handleLow, f.handleHigh));

const give = (name: FunctionName, what: string, purpose: string) =>
  defineCall(name, {
    purpose,
    fields: DESCRIPTOR,
    says: {
      summary: (f) => `${f.totalLength} bytes`,
      sentence: (f) =>
        f.fragmentLength === f.totalLength
          ? `${what}: the descriptor has ${f.totalLength} bytes.`
          : `${what}: the descriptor has ${f.totalLength} bytes, ${f.fragmentLength} of them in this fragment.`,
    },
    ok: HANDLE_REPLY,
    okSays: { summary: (f) => handle(f), sentence: (f) => `The memory has the handle ${handle(f)}.` },
    answers: ['FFA_MEM_FRAG_RX', 'FFA_MEM_OP_PAUSE'],
  });

export const FFA_MEM_DONATE = give(
  'FFA_MEM_DONATE',
  'Give this memory away',
  'Gives memory to another endpoint for good.',
);
export const FFA_MEM_LEND = give(
  'FFA_MEM_LEND',
  'Lend this memory',
  'Lends memory to other endpoints; the owner has no access meanwhile.',
);
export const FFA_MEM_SHARE = give(
  'FFA_MEM_SHARE',
  'Share this memory',
  'Shares memory with other endpoints; the owner keeps its access.',
);

export const FFA_MEM_RETRIEVE_REQ = defineCall('FFA_MEM_RETRIEVE_REQ', {
  purpose: 'A borrower asks for memory that was shared, lent or given.',
  fields: DESCRIPTOR,
  says: { summary: (f) => `${f.totalLength} bytes`, sentence: () => 'The borrower asks for its memory.' },
  answers: ['FFA_MEM_RETRIEVE_RESP', 'FFA_MEM_OP_PAUSE'],
});

export const FFA_MEM_RETRIEVE_RESP = defineCall('FFA_MEM_RETRIEVE_RESP', {
  purpose: 'Answers FFA_MEM_RETRIEVE_REQ; the descriptor is in the RX buffer.',
  fields: registerFields({ totalLength: word(1, length), fragmentLength: word(2, length) }),
  says: { summary: (f) => `${f.totalLength} bytes`, sentence: () => 'The descriptor is in the RX buffer.' },
});

export const FFA_MEM_RELINQUISH = defineCall('FFA_MEM_RELINQUISH', {
  purpose: 'A borrower gives memory back; the handle is in its TX buffer.',
  fields: NOTHING,
  says: { sentence: () => 'The borrower gives the memory back.' },
  ok: NOTHING,
});

export const FFA_MEM_RECLAIM = defineCall('FFA_MEM_RECLAIM', {
  purpose: 'The owner takes its memory back.',
  fields: registerFields({
    ...HANDLE,
    flags: word(3, flags({ 0: 'clear the memory', 1: 'may be time sliced' }, 'none')),
  }),
  says: { summary: (f) => handle(f), sentence: (f) => `Give the memory with the handle ${handle(f)} back.` },
  ok: NOTHING,
  okSays: { sentence: () => 'The memory belongs to its owner alone again.' },
});

export const FFA_MEM_OP_PAUSE = defineCall('FFA_MEM_OP_PAUSE', {
  purpose: 'A memory operation takes long and pauses (FF-A 1.0): FFA_MEM_OP_RESUME goes on.',
  fields: registerFields(HANDLE),
  says: { summary: (f) => handle(f), sentence: () => 'The memory operation pauses.' },
});

export const FFA_MEM_OP_RESUME = defineCall('FFA_MEM_OP_RESUME', {
  purpose: 'Goes on with a memory operation that paused (FF-A 1.0).',
  fields: registerFields(HANDLE),
  says: { summary: (f) => handle(f), sentence: () => 'Go on with the memory operation.' },
  ok: HANDLE_REPLY,
  answers: ['FFA_MEM_FRAG_RX', 'FFA_MEM_OP_PAUSE'],
});

export const FFA_MEM_FRAG_RX = defineCall('FFA_MEM_FRAG_RX', {
  purpose: 'Asks for the next fragment of a descriptor.',
  fields: registerFields({ ...HANDLE, offset: word(3, (n) => `from byte ${n}`), sender: upper(4, endpoint) }),
  says: {
    summary: (f) => `from ${hex(f.offset)}`,
    sentence: (f) => `Send the next fragment of the descriptor, from byte ${f.offset}.`,
  },
  answers: ['FFA_MEM_FRAG_TX'],
});

export const FFA_MEM_FRAG_TX = defineCall('FFA_MEM_FRAG_TX', {
  purpose: 'Sends the next fragment of a descriptor.',
  fields: registerFields({ ...HANDLE, length: word(3, length), sender: upper(4, endpoint) }),
  says: { summary: (f) => `${f.length} bytes`, sentence: (f) => `Here are the next ${f.length} bytes.` },
  ok: HANDLE_REPLY,
  okSays: { summary: (f) => handle(f), sentence: (f) => `The memory has the handle ${handle(f)}.` },
  answers: ['FFA_MEM_FRAG_RX', 'FFA_MEM_OP_PAUSE'],
});

export const FFA_MEM_PERM_GET = defineCall('FFA_MEM_PERM_GET', {
  purpose: 'A partition in S-EL0 asks how a page of its own is mapped.',
  fields: registerFields({ base: whole(1, address) }),
  says: { sentence: (f) => `How is the page at ${hex(f.base)} mapped?` },
  ok: registerFields({ permissions: word(2, permissions) }),
});

export const FFA_MEM_PERM_SET = defineCall('FFA_MEM_PERM_SET', {
  purpose: 'A partition in S-EL0 changes how pages of its own are mapped.',
  fields: registerFields({ base: whole(1, address), pages: word(2, pages), permissions: word(3, permissions) }),
  says: { sentence: (f) => `Change how ${f.pages} pages at ${hex(f.base)} are mapped.` },
  ok: NOTHING,
});
