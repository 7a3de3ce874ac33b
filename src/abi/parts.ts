import { bits, hex, s32 } from '../base/bits.ts';
import type { Who } from './call-table.ts';
import { endpointName } from './endpoint.ts';
import { errnoText } from './errno.ts';
import { type Call, FFA_ERROR, FFA_MSG_SEND_DIRECT_REQ, FFA_MSG_SEND_DIRECT_RESP, FFA_SUCCESS } from './ffa-call.ts';
import type { FieldNode } from './field.ts';
import type { Frame } from './frame.ts';
import { functionText } from './function-id.ts';
import { infoNodes, infoSentence, infoSummary } from './info-nodes.ts';
import type { Parts } from './lazy-decoded.ts';
import { fieldNodes, functionNodes } from './nodes.ts';
import { unpackInfoLists } from './notification.ts';
import { serviceById } from './optee-service.ts';
import type { Context, RegisterFields } from './register-fields.ts';
import { requestNodes, responseNodes } from './service-nodes.ts';
import { linuxErrno, statusText } from './status.ts';
import { serviceResult } from './tee-result.ts';

const whoIs =
  ({ endpoints }: Context): Who =>
  (id) =>
    endpointName(Number(id), endpoints);

const word = (w: Frame, reg: number): bigint => w[reg] ?? 0n;

/** w0 of a known function. */
const w0Nodes = ({ frame, width }: Context): FieldNode[] =>
  functionNodes(frame, width, functionText(word(frame, 0)), true);

/** A frame whose table says everything. */
export function tableParts(table: Call, context: Context): Parts {
  return {
    name: table.name,
    width: context.width,
    summary: () => table.summary(context.frame, whoIs(context)),
    sentence: () => table.sentence(context.frame, whoIs(context)),
    fields: () => [...w0Nodes(context), ...fieldNodes(table.fields, context, 1, 7)],
  };
}

/** FFA_ERROR as a reply. */
export function errorParts(context: Context): Parts {
  const code = s32(word(context.frame, 2));
  return {
    ...tableParts(FFA_ERROR, context),
    failed: true,
    sentence: () => errorSentence(code),
  };
}

/** What a refusal with this status says; `because` is a clause of who refused: `id 0 is bound already`. */
export function errorSentence(code: number, because: string | null = null): string {
  if (code === 0) return 'An error whose status is 0: Linux reads it as success.';
  const reason = because === null ? '' : ` ${sentenceOf(because)}.`;
  return `No: ${statusText(code)}.${reason} Linux makes ${errnoText(linuxErrno(code))} of it.`;
}

/** A clause as a sentence: a register at its beginning stays small. */
const sentenceOf = (clause: string): string =>
  /^[wx]\d/.test(clause) ? clause : `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;

/** FFA_SUCCESS as the answer to a call that says what its words mean. */
export function successParts(request: Call, ok: RegisterFields, context: Context): Parts {
  return {
    name: FFA_SUCCESS.name,
    width: context.width,
    summary: () => request.okSummary(context.frame, whoIs(context)),
    sentence: () => request.okSentence(context.frame, whoIs(context), context.request ?? []),
    fields: () => [...w0Nodes(context), ...fieldNodes(ok, context, 1, 7)],
  };
}

/** FFA_SUCCESS as the answer to FFA_NOTIFICATION_INFO_GET, whose words are packed lists. */
export function infoParts(context: Context): Parts {
  return {
    name: FFA_SUCCESS.name,
    width: context.width,
    summary: () => infoSummary(unpackInfoLists(context.frame)),
    sentence: () => infoSentence(unpackInfoLists(context.frame), context.endpoints),
    fields: () => [...w0Nodes(context), ...infoNodes(context)],
  };
}

/** A direct request to OP-TEE: w3..w7 belong to the service. */
export function requestParts(context: Context): Parts {
  const w = context.frame;
  const service = serviceById(word(w, 3));
  return {
    name: FFA_MSG_SEND_DIRECT_REQ.name,
    width: context.width,
    service: service?.name ?? null,
    summary: () => service?.requestSummary(w) ?? `unknown service ${hex(bits(word(w, 3), 31, 0))}`,
    sentence: () => service?.requestSentence(w) ?? 'Linux asks for a service that OP-TEE does not have.',
    fields: () => [
      ...w0Nodes(context),
      ...fieldNodes(FFA_MSG_SEND_DIRECT_REQ.fields, context, 1, 2),
      ...requestNodes(service, context),
    ],
    problems: (ofFields) => [
      ...ofFields,
      ...(context.width === 64 ? ['Messages of the OP-TEE driver are 32-bit: 0x8400006f and 0x84000070.'] : []),
    ],
  };
}

/** The response of OP-TEE to this request. */
export function responseParts(asked: Frame, context: Context): Parts {
  const w = context.frame;
  const service = serviceById(word(asked, 3));
  const result = serviceResult(bits(word(w, 3), 31, 0));
  return {
    name: FFA_MSG_SEND_DIRECT_RESP.name,
    width: context.width,
    service: service?.name ?? null,
    failed: service === null ? result.failed : service.failed(w),
    refused: service?.refused(w) ?? false,
    summary: () => service?.responseSummary(w) ?? result.text,
    sentence: () => service?.responseSentence(w, asked) ?? `OP-TEE answers ${result.text}.`,
    fields: () => [
      ...w0Nodes(context),
      ...fieldNodes(FFA_MSG_SEND_DIRECT_RESP.fields, context, 1, 2),
      ...responseNodes(service, context),
    ],
  };
}
