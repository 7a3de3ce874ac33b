import { bits, hex, s32 } from '../base/bits.ts';
import { frameWidth, type Who } from './call-table.ts';
import { DEFAULT_ENDPOINTS, endpointName } from './endpoint.ts';
import { errnoText } from './errno.ts';
import {
  type Call,
  callById,
  FFA_ERROR,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_MSG_SEND_DIRECT_RESP,
  FFA_NOTIFICATION_INFO_GET,
  FFA_SUCCESS,
  FFA_VERSION,
} from './ffa-call.ts';
import type { Decoded, FieldNode } from './field.ts';
import { type Frame, frame } from './frame.ts';
import { functionText, readFunctionId } from './function-id.ts';
import { isOpteeRequest } from './identify.ts';
import { infoNodes, infoSentence, infoSummary } from './info-nodes.ts';
import type { Context } from './layout.ts';
import { functionNodes, layoutNodes, problemsOf, rawNodes, upperHalf } from './nodes.ts';
import { unpackInfoLists } from './notification.ts';
import { type Service, serviceById } from './optee-service.ts';
import { pairProblems } from './reply-check.ts';
import { requestNodes, responseNodes } from './service-nodes.ts';
import { linuxErrno, statusText } from './status.ts';
import { decodeVersionReply } from './version-reply.ts';

export interface DecodeOptions {
  /** Names of endpoints; the one that is called `OP-TEE` has its direct messages read as services. */
  readonly endpoints?: ReadonlyMap<number, string>;
}

/** A call, decoded. Total: any registers give a result; what is missing reads as zero, what is too wide is cut to 64 bits. */
export function decodeCall(call: Frame, options: DecodeOptions = {}): Decoded {
  const w = normal(call);
  const table = callById(w[0] as bigint);
  if (table === null) return decodeUnknown(w);
  const context = contextOf(w, null, options);
  if (isOpteeRequest(w, context.endpoints)) return decodeRequest(w, context);
  return { ...fromTable(table, w, context), failed: table === FFA_ERROR };
}

/**
 * A reply, decoded by the call that it answers: the same FFA_SUCCESS means something else for every call, and w3 of a
 * direct response something else for every service. Total. For a reply to FFA_RUN give the call that was preempted.
 */
export function decodeReply(call: Frame, reply: Frame, options: DecodeOptions = {}): Decoded {
  const asked = normal(call);
  const w = normal(reply);
  const request = callById(asked[0] as bigint);
  const context = contextOf(w, asked, options);
  if (request === FFA_VERSION) return decodeVersionReply(w);
  if (bits(w[0] as bigint, 31, 0) === 0xffff_ffffn) return decodeNotSupported(w);

  const answer = callById(w[0] as bigint);
  if (answer === null) {
    const unknown = decodeUnknown(w);
    const never = request === null ? [] : [`${request.name} is never answered with ${hex(w[0] as bigint)}.`];
    return { ...unknown, problems: [...unknown.problems, ...never] };
  }
  const decoded = decodeAnswer(request, answer, context);
  if (request === null) return decoded;
  const pair = pairProblems(request, asked, answer, w, context.endpoints);
  return { ...decoded, problems: [...decoded.problems, ...pair] };
}

function decodeAnswer(request: Call | null, answer: Call, context: Context): Decoded {
  const { frame: w, request: asked } = context;
  if (answer === FFA_ERROR) return decodeError(w, context);
  if (answer === FFA_SUCCESS && request !== null && request.ok !== null) return decodeSuccess(request, context);
  if (answer === FFA_MSG_SEND_DIRECT_RESP && asked !== null && isOpteeRequest(asked, context.endpoints)) {
    return decodeResponse(asked, context);
  }
  return { ...fromTable(answer, w, context), failed: false };
}

/** Eight registers of at most 64 bits. */
const normal = (f: Frame): Frame => frame(...Array.from({ length: 8 }, (_, i) => BigInt.asUintN(64, f[i] ?? 0n)));

function contextOf(w: Frame, request: Frame | null, options: DecodeOptions): Context {
  return { frame: w, width: frameWidth(w), request, endpoints: options.endpoints ?? DEFAULT_ENDPOINTS };
}

const whoIs =
  ({ endpoints }: Context): Who =>
  (id) =>
    endpointName(Number(id), endpoints);

/** w0 of a known function. */
const w0Nodes = (context: Context): FieldNode[] =>
  functionNodes(context.frame, context.width, functionText(context.frame[0] as bigint), true);

function fromTable(table: Call, w: Frame, context: Context): Decoded {
  const fields = [...w0Nodes(context), ...layoutNodes(table.layout, context, 1, 7)];
  return {
    name: table.name,
    width: context.width,
    service: null,
    summary: table.summary(w, whoIs(context)),
    sentence: table.sentence(w, whoIs(context)),
    fields,
    problems: problemsOf(fields),
    failed: false,
  };
}

function decodeUnknown(w: Frame): Decoded {
  const w0 = w[0] as bigint;
  const ref = readFunctionId(w0);
  const width = ref?.width ?? 0;
  const name = `unknown function ${hex(w0)}`;
  const problem =
    ref === null
      ? `w0 = ${hex(w0)} is no function id of FF-A.`
      : ref.name === null
        ? `FF-A has no function with the number ${hex(BigInt(ref.number))}.`
        : `${ref.name} has no ${ref.width}-bit form.`;
  const fields = [...functionNodes(w, width, name, false), ...rawNodes(w, width, 1, 7)];
  const others = problemsOf(fields.filter((f) => f.name !== 'function'));
  return {
    name,
    width,
    service: null,
    summary: '',
    sentence: 'A function that FF-A does not have.',
    fields,
    problems: [problem, ...others],
    failed: false,
  };
}

/** SMCCC NOT_SUPPORTED, −1 in w0: what the firmware answers to a function id that it does not know (recorded). */
function decodeNotSupported(w: Frame): Decoded {
  const w0 = w[0] as bigint;
  const whole = w0 === 0xffff_ffff_ffff_ffffn;
  const text = 'NOT_SUPPORTED −1 of SMCCC: unknown function';
  const node: FieldNode = {
    name: 'result',
    reg: 0,
    hi: whole ? 63 : 31,
    lo: 0,
    value: whole ? w0 : bits(w0, 31, 0),
    meaning: text,
  };
  const upper = whole ? [] : upperHalf(0, w0);
  const fields = [...upper, node, ...rawNodes(w, 0, 1, 7)];
  return {
    name: 'SMCCC NOT_SUPPORTED',
    width: 0,
    service: null,
    summary: 'unknown function',
    sentence: 'The firmware does not know this function.',
    fields,
    problems: problemsOf(fields),
    failed: true,
  };
}

function decodeError(w: Frame, context: Context): Decoded {
  const code = s32(w[2] as bigint);
  const base = fromTable(FFA_ERROR, w, context);
  const sentence =
    code === 0
      ? 'An error whose status is 0: Linux reads it as success.'
      : `No: ${statusText(code)}. Linux makes ${errnoText(linuxErrno(code))} of it.`;
  return { ...base, sentence, failed: true };
}

function decodeSuccess(request: Call, context: Context): Decoded {
  const { frame: w, endpoints } = context;
  const info = request === FFA_NOTIFICATION_INFO_GET;
  const body = info ? infoNodes(context) : layoutNodes(request.ok ?? request.layout, context, 1, 7);
  const fields = [...w0Nodes(context), ...body];
  const lists = info ? unpackInfoLists(w) : null;
  return {
    name: FFA_SUCCESS.name,
    width: context.width,
    service: null,
    summary: lists === null ? request.okSummary(w, whoIs(context)) : infoSummary(lists),
    sentence: lists === null ? request.okSentence(w, whoIs(context)) : infoSentence(lists, endpoints),
    fields,
    problems: problemsOf(fields),
    failed: false,
  };
}

/** A direct request to OP-TEE: w3..w7 belong to the service. */
function decodeRequest(w: Frame, context: Context): Decoded {
  const service = serviceById(w[3] as bigint);
  const fields = [
    ...w0Nodes(context),
    ...layoutNodes(FFA_MSG_SEND_DIRECT_REQ.layout, context, 1, 2),
    ...requestNodes(service, context),
  ];
  return {
    name: FFA_MSG_SEND_DIRECT_REQ.name,
    width: context.width,
    service: service?.name ?? null,
    summary: service?.requestSummary(w) ?? `unknown service ${hex(bits(w[3] as bigint, 31, 0))}`,
    sentence: service?.requestSentence(w) ?? 'Linux asks for a service that OP-TEE does not have.',
    fields,
    problems: [...problemsOf(fields), ...wrongWidth(context)],
    failed: false,
  };
}

const wrongWidth = (context: Context): string[] =>
  context.width === 64 ? ['Messages of the OP-TEE driver are 32-bit: 0x8400006f and 0x84000070.'] : [];

function decodeResponse(asked: Frame, context: Context): Decoded {
  const w = context.frame;
  const service: Service | null = serviceById(asked[3] as bigint);
  const fields = [
    ...w0Nodes(context),
    ...layoutNodes(FFA_MSG_SEND_DIRECT_RESP.layout, context, 1, 2),
    ...responseNodes(service, context),
  ];
  const unknown = responseNodes(null, context)[0]?.meaning ?? '';
  return {
    name: FFA_MSG_SEND_DIRECT_RESP.name,
    width: context.width,
    service: service?.name ?? null,
    summary: service?.responseSummary(w) ?? unknown,
    sentence: service?.responseSentence(w) ?? `OP-TEE answers ${unknown}.`,
    fields,
    problems: problemsOf(fields),
    failed: service === null ? bits(w[3] as bigint, 31, 0) !== 0n : service.failed(w),
  };
}
