import { bits } from '../base/bits.ts';
import { wordsOf } from './call-table.ts';
import type { Frame } from './frame.ts';
import { type Fields, packFields, type RegisterFields, readFields } from './register-fields.ts';
import { serviceResult, teeResultName } from './tee-result.ts';

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
  readonly requestFields: RegisterFields<Q>;
  /** Fields of w3..w7 of the response. */
  readonly responseFields: RegisterFields<S>;
  /** w3..w7 of the request. Throws RangeError for a value that is no 32-bit word. */
  request(fields?: Fields<Q>): Payload;
  response(fields?: Fields<S>): Payload;
  /** The fields of a frame of this service, from w3..w7. */
  readRequest(frame: Frame): Record<Q, bigint>;
  readResponse(frame: Frame): Record<S, bigint>;
  requestSummary(frame: Frame): string;
  requestSentence(frame: Frame): string;
  responseSummary(frame: Frame): string;
  responseSentence(frame: Frame, asked: Frame): string;
  /** Does w3 of the response report an error? */
  failed(frame: Frame): boolean;
  /** Did nothing fail, and Linux goes on with no such response? */
  refused(frame: Frame): boolean;
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

/** What a yielding call came back with, w4 of its answer. OP-TEE optee_ffa.h, OPTEE_FFA_YIELDING_CALL_RETURN_*. */
export const RETURN_DONE = 0n;
export const RETURN_RPC_CMD = 1n;
export const RETURN_INTERRUPT = 2n;

export type ServiceName = keyof typeof SERVICE_IDS;

interface Spec<Q extends string, S extends string> {
  readonly purpose: string;
  readonly request: RegisterFields<Q>;
  readonly response: RegisterFields<S>;
  readonly ask: (f: Record<Q, bigint>) => readonly [summary: string, sentence: string];
  /** `asked` are the fields of the request. */
  readonly answer: (f: Record<S, bigint>, asked: Record<Q, bigint>) => readonly [summary: string, sentence: string];
  /** Is w3 of the response a version? Then only a TEE error's number counts as failure. */
  readonly version?: boolean;
  /** Does Linux go on with this response? Absent: with every one that is no failure. */
  readonly taken?: (f: Record<S, bigint>) => boolean;
}

const payload = ([a = 0n, b = 0n, c = 0n, d = 0n, e = 0n]: readonly bigint[]): Payload => [a, b, c, d, e];

/** Makes the table of one service. */
export function service<Q extends string, S extends string>(name: ServiceName, spec: Spec<Q, S>): Service<Q, S> {
  const id = SERVICE_IDS[name];
  const readRequest = (f: Frame): Record<Q, bigint> => readFields(spec.request, f, 32);
  const readResponse = (f: Frame): Record<S, bigint> => readFields(spec.response, f, 32);
  return {
    name,
    id,
    kind: id >> 31n === 1n ? 'yielding' : 'blocking',
    purpose: spec.purpose,
    requestFields: spec.request,
    responseFields: spec.response,
    request(fields) {
      const [, ...rest] = packFields(spec.request, wordsOf(fields), 32, 3);
      return payload([id, ...rest]);
    },
    response: (fields) => payload(packFields(spec.response, wordsOf(fields), 32, 3)),
    readRequest,
    readResponse,
    requestSummary: (f) => spec.ask(readRequest(f))[0],
    requestSentence: (f) => spec.ask(readRequest(f))[1],
    responseSummary: (f) => failure(f, spec.version)?.text ?? spec.answer(readResponse(f), readRequest([]))[0],
    responseSentence(f, asked) {
      const bad = failure(f, spec.version);
      return bad === null ? spec.answer(readResponse(f), readRequest(asked))[1] : `OP-TEE answers ${bad.text}.`;
    },
    failed: (f) => failure(f, spec.version) !== null,
    refused: (f) => failure(f, spec.version) === null && spec.taken?.(readResponse(f)) === false,
  };
}

/** What w3 of a response reports as failure; null for success. */
function failure(f: Frame, version = false): { readonly text: string } | null {
  const w3 = bits(f[3] ?? 0n, 31, 0);
  if (version && (w3 === 0n || teeResultName(w3) === null)) return null;
  const result = serviceResult(w3);
  return result.failed ? result : null;
}
