// What OP-TEE carries in w3..w7 of a direct message. Linux 6.12 and OP-TEE 4.10 optee_ffa.h (the same text); what the
// answers hold: thread_spmc.c handle_blocking_call(), handle_yielding_call(), and the recordings.
import { bits, hex } from '../base/bits.ts';
import { FFA_MSG_SEND_DIRECT_REQ, FFA_MSG_SEND_DIRECT_RESP } from './ffa-message-calls.ts';
import type { Frame } from './frame.ts';
import { idBitmap } from './id-bitmap.ts';
import { decimal, flags, handleHigh, handleLow, oneOf } from './meaning.ts';
import { child, reserved } from './nodes.ts';
import { type Mean, registerFields, word } from './register-fields.ts';
import { capsNames, SEC_CAP } from './sec-cap.ts';
import { type Payload, RETURN_DONE, RETURN_INTERRUPT, RETURN_RPC_CMD, type Service, service } from './service-table.ts';
import { serviceResult, teeResultName } from './tee-result.ts';

export * from './sec-cap.ts';
export type { Payload, Service, ServiceName } from './service-table.ts';
export { OPTEE_UUID } from './uuid.ts';

/** Ids of bottom halves are below this. optee_ffa.h OPTEE_FFA_MAX_ASYNC_NOTIF_VALUE. */
export const MAX_ASYNC_NOTIF_VALUE = 64;

const status: Mean = (value) => {
  const result = serviceResult(value);
  return result.known ? result.text : { text: `unknown result ${result.text}`, problem: 'unknown value' };
};
const versionNumber: Mean = (value) => {
  const name = value === 0n ? null : teeResultName(value);
  return name === null ? String(value) : { text: `${name}: Linux reads it as a version`, problem: 'out of range' };
};
const STATUS = registerFields({ status: word(3, status) });
const HANDLE = { handleLow: word(4, handleLow), handleHigh: word(5, handleHigh) } as const;
const handle = (f: Record<'handleLow' | 'handleHigh', bigint>): string => hex(idBitmap(f.handleLow, f.handleHigh));

export const GET_API_VERSION = service('GET_API_VERSION', {
  purpose: 'The version of this interface. Linux wants major 1.',
  request: registerFields({}),
  response: registerFields({ major: word(3, versionNumber), minor: word(4, decimal) }),
  ask: () => ['', 'Which version of the OP-TEE interface is this?'],
  answer: (f) => [`${f.major}.${f.minor}`, `The OP-TEE interface has version ${f.major}.${f.minor}.`],
  // optee_ffa_api_is_compatible(): major is OPTEE_FFA_VERSION_MAJOR, minor at least OPTEE_FFA_VERSION_MINOR (0).
  taken: (f) => f.major === 1n,
  version: true,
});

export const GET_OS_VERSION = service('GET_OS_VERSION', {
  purpose: 'The revision of OP-TEE, for the log.',
  request: registerFields({}),
  response: registerFields({
    major: word(3, versionNumber),
    minor: word(4, decimal),
    build: word(5, (n) => (n === 0n ? 'not known' : `revision ${revision(n)}`)),
  }),
  ask: () => ['', 'Which OP-TEE is this?'],
  answer: (f) => {
    const text = `${f.major}.${f.minor}${f.build === 0n ? '' : ` (${revision(f.build)})`}`;
    return [text, `This is OP-TEE ${text}.`];
  },
  version: true,
});

const revision = (n: bigint): string => n.toString(16).padStart(8, '0');

const rpcParams: Mean = (value, _context, { reg }) => {
  const count = bits(value, 7, 0);
  const text = `${count} RPC ${count === 1n ? 'parameter' : 'parameters'}`;
  const children = [reserved(reg, 31, 8, value), child('parameters', reg, 7, 0, value, String(count))];
  return value >> 8n === 0n ? { text, children } : { text, problem: 'reserved', children };
};

export const EXCHANGE_CAPABILITIES = service('EXCHANGE_CAPABILITIES', {
  purpose: 'What OP-TEE can do. Linux sends none of its own capabilities.',
  request: registerFields({}),
  response: registerFields({
    status: word(3, status),
    rpcParams: word(4, rpcParams),
    caps: word(
      5,
      flags(Object.fromEntries(Object.entries(SEC_CAP).map(([name, bit]) => [bit, name])), 'none', 'reserved'),
    ),
    maxNotif: word(6, (n) => (n === 0n ? 'not given: Linux takes 255' : `ids up to ${n}`)),
  }),
  ask: () => ['', 'What can you do?'],
  answer: (f) => [
    `caps ${hex(f.caps)}`,
    `OP-TEE can do ${f.caps === 0n ? 'nothing beyond the basics' : capsNames(f.caps).join(', ')}.`,
  ],
});

export const UNREGISTER_SHM = service('UNREGISTER_SHM', {
  purpose: 'OP-TEE is to forget shared memory; FFA_MEM_RECLAIM follows. Linux ignores the result.',
  request: registerFields(HANDLE),
  response: STATUS,
  ask: (f) => [handle(f), `Forget the memory with the handle ${handle(f)}.`],
  answer: () => ['ok', 'OP-TEE does not use the memory any more.'],
});

const bottomHalf: Mean = (value) =>
  value < BigInt(MAX_ASYNC_NOTIF_VALUE)
    ? `id ${value}`
    : { text: `id ${value} is not below ${MAX_ASYNC_NOTIF_VALUE}`, problem: 'out of range' };

export const ENABLE_ASYNC_NOTIF = service('ENABLE_ASYNC_NOTIF', {
  purpose: 'OP-TEE may signal this id when a bottom half is to run.',
  request: registerFields({ bottomHalfValue: word(4, bottomHalf) }),
  response: STATUS,
  ask: (f) => [`id ${f.bottomHalfValue}`, `You may signal id ${f.bottomHalfValue} when a bottom half is to run.`],
  answer: (_, asked) => ['ok', `OP-TEE will signal id ${asked.bottomHalfValue}.`],
});

export const RELEASE_PROTMEM = service('RELEASE_PROTMEM', {
  purpose: 'OP-TEE is to give protected memory back.',
  request: registerFields(HANDLE),
  response: STATUS,
  ask: (f) => [handle(f), `Give the protected memory with the handle ${handle(f)} back.`],
  answer: () => ['ok', 'OP-TEE does not use the protected memory any more.'],
});

const RETURNS = {
  [`${RETURN_DONE}`]: 'RETURN_DONE',
  [`${RETURN_RPC_CMD}`]: 'RETURN_RPC_CMD',
  [`${RETURN_INTERRUPT}`]: 'RETURN_INTERRUPT',
};

const YIELDING_RESPONSE = registerFields({
  status: word(3, status),
  what: word(4, oneOf(RETURNS, 'return')),
  w5: word(5, notUsed),
  w6: word(6, notUsed),
  resumeInfo: word(7, (value, { frame }) =>
    bits(frame[4] ?? 0n, 31, 0) === 0n ? notUsed(value) : `OP-TEE thread ${value}`,
  ),
});

function notUsed(value: bigint): ReturnType<Mean> {
  return value === 0n ? 'not used' : { text: `not used, is ${hex(value)}`, problem: 'must be zero' };
}

function yieldingAnswer(f: Record<'what' | 'resumeInfo', bigint>): readonly [string, string] {
  const thread = `thread ${f.resumeInfo}`;
  if (f.what === 0n) return ['done', 'OP-TEE is done; the message holds the result.'];
  if (f.what === 1n) return [`RPC, ${thread}`, `OP-TEE asks Linux for a service; ${thread} waits for RESUME.`];
  if (f.what === 2n) return [`interrupted, ${thread}`, `An interrupt of Linux came; ${thread} waits for RESUME.`];
  return [`unknown return ${f.what}`, `OP-TEE returns ${f.what}, which Linux does not know; it warns and resumes.`];
}

export const YIELDING_CALL_WITH_ARG = service('YIELDING_CALL_WITH_ARG', {
  purpose: 'Runs the message at this place in shared memory on an OP-TEE thread.',
  request: registerFields({ ...HANDLE, offset: word(6, (n) => `message at byte ${n} of the memory`) }),
  response: YIELDING_RESPONSE,
  ask: (f) => {
    const where = `${handle(f)}${f.offset === 0n ? '' : ` + ${hex(f.offset)}`}`;
    return [where, `Run the message at ${where}.`];
  },
  answer: yieldingAnswer,
});

export const YIELDING_CALL_RESUME = service('YIELDING_CALL_RESUME', {
  purpose: 'Lets an OP-TEE thread go on that asked for an RPC or was interrupted.',
  request: registerFields({ resumeInfo: word(7, (n) => `OP-TEE thread ${n}`) }),
  response: YIELDING_RESPONSE,
  ask: (f) => [`thread ${f.resumeInfo}`, `Thread ${f.resumeInfo} may go on.`],
  answer: yieldingAnswer,
});

/** Every service, in the order of its id. */
export const SERVICES: readonly Service[] = [
  GET_API_VERSION,
  GET_OS_VERSION,
  EXCHANGE_CAPABILITIES,
  UNREGISTER_SHM,
  ENABLE_ASYNC_NOTIF,
  RELEASE_PROTMEM,
  YIELDING_CALL_WITH_ARG,
  YIELDING_CALL_RESUME,
];

const BY_ID: ReadonlyMap<bigint, Service> = new Map(SERVICES.map((s) => [s.id, s]));

/** The service whose request has this w3 (its low 32 bits count); null for a hole such as 4. */
export function serviceById(w3: bigint): Service | null {
  return BY_ID.get(bits(w3, 31, 0)) ?? null;
}

/** `ENABLE_ASYNC_NOTIF` for w3 = 5; `unknown service 0x4`. */
export function serviceName(w3: bigint): string {
  return serviceById(w3)?.name ?? `unknown service ${hex(bits(w3, 31, 0))}`;
}

/**
 * The 32-bit direct request that carries this payload to OP-TEE, as Linux sends it: w1 is sender and receiver.
 */
export function directRequest(payload: Payload, sender: number, receiver: number): Frame {
  const [data0, data1, data2, data3, data4] = payload;
  return FFA_MSG_SEND_DIRECT_REQ.encode({ sender, receiver, data0, data1, data2, data3, data4 });
}

/** The response to a direct request: of the same width, with the ids swapped. OP-TEE swap_src_dst(). */
export function directResponse(request: Frame, payload: Payload): Frame {
  const { sender, receiver } = FFA_MSG_SEND_DIRECT_REQ.read(request);
  const [data0, data1, data2, data3, data4] = payload;
  const width = bits(request[0] ?? 0n, 30, 30) === 1n ? 64 : 32;
  return FFA_MSG_SEND_DIRECT_RESP.encode(
    { sender: receiver, receiver: sender, data0, data1, data2, data3, data4 },
    width,
  );
}
