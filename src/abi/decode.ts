import { bits, hex, MASK64 } from '../base/bits.ts';
import { frameWidth } from './call-table.ts';
import { decodeNotSupported, decodeUnknown } from './decode-unknown.ts';
import { DEFAULT_ENDPOINTS } from './endpoint.ts';
import {
  type Call,
  callById,
  FFA_ERROR,
  FFA_MSG_SEND_DIRECT_RESP,
  FFA_NOTIFICATION_INFO_GET,
  FFA_SUCCESS,
  FFA_VERSION,
} from './ffa-call.ts';
import type { Decoded } from './field.ts';
import type { Frame } from './frame.ts';
import { isOpteeRequest } from './identify.ts';
import { lazyDecoded, type Parts } from './lazy-decoded.ts';
import { errorParts, infoParts, requestParts, responseParts, successParts, tableParts } from './parts.ts';
import type { Context } from './register-fields.ts';
import { pairProblems } from './reply-check.ts';
import { decodeVersionReply } from './version-reply.ts';

export interface DecodeOptions {
  /** Names of endpoints; the one that is called `OP-TEE` has its direct messages read as services. */
  readonly endpoints?: ReadonlyMap<number, string>;
}

/** A call, decoded. Total: any registers give a result; what is missing reads as zero, what is too wide is cut to 64 bits. */
export function decodeCall(call: Frame, options: DecodeOptions = {}): Decoded {
  const w = normal(call);
  const table = callById(w[0] as bigint);
  if (table === null) return lazyDecoded(decodeUnknown(w));
  const context = contextOf(w, null, options);
  if (isOpteeRequest(w, context.endpoints)) return lazyDecoded(requestParts(context));
  return lazyDecoded({ ...tableParts(table, context), failed: table === FFA_ERROR });
}

/**
 * A reply, decoded by the call that it answers: the same FFA_SUCCESS means something else for every call, and w3 of a
 * direct response something else for every service. Total. For a reply to FFA_RUN give the call that was preempted.
 */
export function decodeReply(call: Frame, reply: Frame, options: DecodeOptions = {}): Decoded {
  const asked = normal(call);
  const w = normal(reply);
  const request = callById(asked[0] as bigint);
  if (request === FFA_VERSION) return lazyDecoded(decodeVersionReply(w));
  const answer = callById(w[0] as bigint);
  if (answer === null && bits(w[0] as bigint, 31, 0) === 0xffff_ffffn) return lazyDecoded(decodeNotSupported(w));
  const parts = answer === null ? decodeUnknown(w) : answerParts(request, answer, contextOf(w, asked, options));
  if (request === null) return lazyDecoded(parts);
  const endpoints = options.endpoints ?? DEFAULT_ENDPOINTS;
  return lazyDecoded({
    ...parts,
    problems: (ofFields) => [
      ...(parts.problems?.(ofFields) ?? ofFields),
      ...(answer === null
        ? [`${request.name} is never answered with ${hex(w[0] as bigint)}.`]
        : pairProblems(request, asked, answer, w, endpoints)),
    ],
  });
}

function answerParts(request: Call | null, answer: Call, context: Context): Parts {
  const { request: asked, endpoints } = context;
  if (answer === FFA_ERROR) return errorParts(context);
  if (answer === FFA_SUCCESS && request === FFA_NOTIFICATION_INFO_GET) return infoParts(context);
  if (answer === FFA_SUCCESS && request?.ok != null) return successParts(request, request.ok, context);
  if (answer === FFA_MSG_SEND_DIRECT_RESP && asked !== null && isOpteeRequest(asked, endpoints)) {
    return responseParts(asked, context);
  }
  return tableParts(answer, context);
}

/** Eight registers of at most 64 bits; the frame itself where it is that already, as nearly every frame is. */
function normal(f: Frame): Frame {
  if (f.length === 8 && f.every((word) => word >= 0n && word <= MASK64)) return f;
  return Array.from({ length: 8 }, (_, i) => BigInt.asUintN(64, f[i] ?? 0n));
}

function contextOf(w: Frame, request: Frame | null, options: DecodeOptions): Context {
  return { frame: w, width: frameWidth(w), request, endpoints: options.endpoints ?? DEFAULT_ENDPOINTS };
}
