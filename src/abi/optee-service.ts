// What OP-TEE carries in w3..w7 of a direct message. Linux 6.12 and OP-TEE 4.10 optee_ffa.h (the same text); what the
// answers hold: thread_spmc.c handle_blocking_call(), handle_yielding_call(), and the recordings.
import { bitList, bits, hex } from '../base/bits.ts';
import { wordsOf } from './call-table.ts';
import { FFA_MSG_SEND_DIRECT_REQ, FFA_MSG_SEND_DIRECT_RESP } from './ffa-message-calls.ts';
import type { Frame } from './frame.ts';
import { type Fields, type Layout, layout, type Mean, packFields, readFields, word } from './layout.ts';
import { decimal, flags, handleHigh, handleLow, idBitmap, oneOf } from './meaning.ts';
import { child, reserved } from './nodes.ts';
import { serviceResult, teeResultName } from './tee-result.ts';

export { OPTEE_UUID } from './uuid.ts';

/** Ids of bottom halves are below this. optee_ffa.h OPTEE_FFA_MAX_ASYNC_NOTIF_VALUE. */
export const MAX_ASYNC_NOTIF_VALUE = 64;

/** w4 of a yielding response. optee_ffa.h OPTEE_FFA_YIELDING_CALL_RETURN_*. */
export const YIELDING_RETURN = { DONE: 0, RPC_CMD: 1, INTERRUPT: 2 } as const;

/** Capability bits, w5 of EXCHANGE_CAPABILITIES: name to bit number. optee_ffa.h OPTEE_FFA_SEC_CAP_*. */
export const SEC_CAP = { ARG_OFFSET: 0, ASYNC_NOTIF: 1, RPMB_PROBE: 2, PROTMEM: 3 } as const;

export type SecCapName = keyof typeof SEC_CAP;

/** The word of a list of capabilities. Throws RangeError for a name that is no capability. */
export function capsFromNames(names: readonly string[]): number {
  return names.reduce((caps, name) => {
    if (!(name in SEC_CAP)) throw new RangeError(`"${name}" is no capability: ${Object.keys(SEC_CAP).join(', ')}`);
    return caps | (1 << SEC_CAP[name as SecCapName]);
  }, 0);
}

/** The names of the bits that are set, ascending; a bit without a name is `bit 5`. */
export function capsNames(caps: number | bigint): string[] {
  const names = Object.keys(SEC_CAP);
  return bitList(BigInt.asUintN(32, BigInt(caps))).map((bit) => names[bit] ?? `bit ${bit}`);
}

/** Five words, w3..w7. */
export type Payload = readonly [bigint, bigint, bigint, bigint, bigint];

/** The table of one service. */
export interface Service<Q extends string = string, S extends string = string> {
  readonly name: ServiceName;
  /** w3 of the request. */
  readonly id: bigint;
  /** A blocking call runs to its end on the caller's CPU; a yielding call runs on an OP-TEE thread and may be left. */
  readonly kind: 'blocking' | 'yielding';
  readonly purpose: string;
  /** Fields of w4..w7 of the request. */
  readonly requestLayout: Layout<Q>;
  /** Fields of w3..w7 of the response. */
  readonly responseLayout: Layout<S>;
  /** w3..w7 of the request. Throws RangeError for a value that is no 32-bit word. */
  request(fields?: Fields<Q>): Payload;
  response(fields?: Fields<S>): Payload;
  /** The fields of a frame of this service, from w3..w7. */
  readRequest(frame: Frame): Record<Q, bigint>;
  readResponse(frame: Frame): Record<S, bigint>;
  requestSummary(frame: Frame): string;
  requestSentence(frame: Frame): string;
  responseSummary(frame: Frame): string;
  responseSentence(frame: Frame): string;
  /** Does w3 of the response report an error? */
  failed(frame: Frame): boolean;
}

export const SERVICE_IDS = {
  GET_API_VERSION: 0n,
  GET_OS_VERSION: 1n,
  EXCHANGE_CAPABILITIES: 2n,
  UNREGISTER_SHM: 3n,
  ENABLE_ASYNC_NOTIF: 5n,
  RELEASE_PROTMEM: 8n,
  YIELDING_CALL_WITH_ARG: 0x8000_0000n,
  YIELDING_CALL_RESUME: 0x8000_0001n,
} as const;

export type ServiceName = keyof typeof SERVICE_IDS;

interface Spec<Q extends string, S extends string> {
  readonly purpose: string;
  readonly request: Layout<Q>;
  readonly response: Layout<S>;
  readonly ask: (f: Record<Q, bigint>) => readonly [summary: string, sentence: string];
  readonly answer: (f: Record<S, bigint>) => readonly [summary: string, sentence: string];
  /** Is w3 of the response a version? Then only a TEE error's number counts as failure. */
  readonly version?: boolean;
}

function service<Q extends string, S extends string>(name: ServiceName, spec: Spec<Q, S>): Service<Q, S> {
  const id = SERVICE_IDS[name];
  const payload = (words: readonly bigint[]): Payload => words as unknown as Payload;
  const readRequest = (f: Frame): Record<Q, bigint> => readFields(spec.request, f, 32);
  const readResponse = (f: Frame): Record<S, bigint> => readFields(spec.response, f, 32);
  return {
    name,
    id,
    kind: id >> 31n === 1n ? 'yielding' : 'blocking',
    purpose: spec.purpose,
    requestLayout: spec.request,
    responseLayout: spec.response,
    request(fields) {
      const [, ...rest] = packFields(spec.request, wordsOf(fields), 32, 3);
      return payload([id, ...rest]);
    },
    response: (fields) => payload(packFields(spec.response, wordsOf(fields), 32, 3)),
    readRequest,
    readResponse,
    requestSummary: (f) => spec.ask(readRequest(f))[0],
    requestSentence: (f) => spec.ask(readRequest(f))[1],
    responseSummary: (f) => failure(f, spec.version)?.text ?? spec.answer(readResponse(f))[0],
    responseSentence(f) {
      const bad = failure(f, spec.version);
      return bad === null ? spec.answer(readResponse(f))[1] : `OP-TEE answers ${bad.text}.`;
    },
    failed: (f) => failure(f, spec.version) !== null,
  };
}

/** What w3 of a response reports as failure; null for success. */
function failure(f: Frame, version = false): { readonly text: string } | null {
  const w3 = bits(f[3] ?? 0n, 31, 0);
  if (version && (w3 === 0n || teeResultName(w3) === null)) return null;
  const result = serviceResult(w3);
  return result.failed ? result : null;
}

const status: Mean = (value) => {
  const result = serviceResult(value);
  return result.known ? result.text : { text: `unknown result ${result.text}`, problem: 'unknown value' };
};
const versionNumber: Mean = (value) => {
  const name = value === 0n ? null : teeResultName(value);
  return name === null ? String(value) : { text: `${name}: Linux reads it as a version`, problem: 'out of range' };
};
const STATUS = layout({ status: word(3, status) });
const HANDLE = { handleLow: word(4, handleLow), handleHigh: word(5, handleHigh) } as const;
const handle = (f: Record<'handleLow' | 'handleHigh', bigint>): string => hex(idBitmap(f.handleLow, f.handleHigh));

export const GET_API_VERSION = service('GET_API_VERSION', {
  purpose: 'The version of this interface. Linux wants major 1.',
  request: layout({}),
  response: layout({ major: word(3, versionNumber), minor: word(4, decimal) }),
  ask: () => ['', 'Which version of the OP-TEE interface is this?'],
  answer: (f) => [`${f.major}.${f.minor}`, `The OP-TEE interface has version ${f.major}.${f.minor}.`],
  version: true,
});

export const GET_OS_VERSION = service('GET_OS_VERSION', {
  purpose: 'The revision of OP-TEE, for the log.',
  request: layout({}),
  response: layout({
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
  request: layout({}),
  response: layout({
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
  request: layout(HANDLE),
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
  request: layout({ bottomHalfValue: word(4, bottomHalf) }),
  response: STATUS,
  ask: (f) => [`id ${f.bottomHalfValue}`, `You may signal id ${f.bottomHalfValue} when a bottom half is to run.`],
  answer: () => ['ok', 'OP-TEE will signal this id.'],
});

export const RELEASE_PROTMEM = service('RELEASE_PROTMEM', {
  purpose: 'OP-TEE is to give protected memory back.',
  request: layout(HANDLE),
  response: STATUS,
  ask: (f) => [handle(f), `Give the protected memory with the handle ${handle(f)} back.`],
  answer: () => ['ok', 'OP-TEE does not use the protected memory any more.'],
});

const YIELDING_RESPONSE = layout({
  status: word(3, status),
  what: word(4, oneOf({ 0: 'RETURN_DONE', 1: 'RETURN_RPC_CMD', 2: 'RETURN_INTERRUPT' }, 'return')),
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
  request: layout({ ...HANDLE, offset: word(6, (n) => `message at byte ${n} of the memory`) }),
  response: YIELDING_RESPONSE,
  ask: (f) => {
    const where = `${handle(f)}${f.offset === 0n ? '' : ` + ${hex(f.offset)}`}`;
    return [where, `Run the message at ${where}.`];
  },
  answer: yieldingAnswer,
});

export const YIELDING_CALL_RESUME = service('YIELDING_CALL_RESUME', {
  purpose: 'Lets an OP-TEE thread go on that asked for an RPC or was interrupted.',
  request: layout({ resumeInfo: word(7, (n) => `OP-TEE thread ${n}`) }),
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
const BY_NAME: ReadonlyMap<string, Service> = new Map(SERVICES.map((s) => [s.name, s]));

/** The service whose request has this w3 (its low 32 bits count); null for a hole such as 4. */
export function serviceById(w3: bigint): Service | null {
  return BY_ID.get(bits(w3, 31, 0)) ?? null;
}

/** The service of this name; null for a name that OP-TEE does not have. */
export function serviceByName(name: string): Service | null {
  return BY_NAME.get(name) ?? null;
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
