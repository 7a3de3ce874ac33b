import { bits, hex } from '../base/bits.ts';
import { frameWidth } from './call-table.ts';
import { endpointName } from './endpoint.ts';
import {
  type Call,
  FFA_ERROR,
  FFA_INTERRUPT,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_MSG_SEND_DIRECT_RESP,
  FFA_NOTIFICATION_GET,
  FFA_NOTIFICATION_INFO_GET,
  FFA_SUCCESS,
  FFA_YIELD,
} from './ffa-call.ts';
import type { Frame } from './frame.ts';
import { unpackInfoLists } from './notification.ts';

/**
 * Rules that need the call and its reply together, as sentences: may this function answer that call, in this width,
 * from that endpoint? Bits of single registers are not looked at here; the decoder's fields mark them.
 */
export function pairProblems(
  request: Call,
  call: Frame,
  answer: Call,
  reply: Frame,
  endpoints: ReadonlyMap<number, string>,
): string[] {
  const problems: string[] = [];
  const width = frameWidth(reply);
  const w0 = hex(bits(reply[0] ?? 0n, 31, 0));
  if ((reply[0] ?? 0n) >> 32n !== 0n) {
    problems.push('x0 holds more than 32 bits: Linux compares all 64 and does not recognise the reply.');
  }
  if (answer === FFA_ERROR) {
    if (width === 64) problems.push(`Linux knows FFA_ERROR only as 0x84000060, not as ${w0}.`);
  } else if (answer === FFA_SUCCESS) {
    problems.push(...successProblems(request, width));
  } else if (!request.answers.includes(answer.name)) {
    problems.push(`${request.name} is never answered with ${answer.name}.`);
  }
  if (request === FFA_MSG_SEND_DIRECT_REQ) problems.push(...directProblems(call, answer, reply, endpoints));
  if (request === FFA_NOTIFICATION_INFO_GET && answer === FFA_SUCCESS) {
    problems.push(...unpackInfoLists(reply).problems.filter((p) => p.startsWith('List ')));
  }
  if (request === FFA_NOTIFICATION_GET && answer === FFA_SUCCESS) problems.push(...unasked(call, reply));
  return problems;
}

function successProblems(request: Call, width: 32 | 64): string[] {
  if (request.ok === null) return [`${request.name} is never answered with FFA_SUCCESS.`];
  if (request.okWidths.includes(width)) return [];
  return [
    `${request.name} is answered with the ${request.okWidths.join('- or ')}-bit FFA_SUCCESS, not the ${width}-bit one.`,
  ];
}

function directProblems(call: Frame, answer: Call, reply: Frame, endpoints: ReadonlyMap<number, string>): string[] {
  const asked = FFA_MSG_SEND_DIRECT_REQ.read(call);
  if (answer === FFA_INTERRUPT || answer === FFA_YIELD) {
    const target = bits(reply[1] ?? 0n, 31, 16);
    if (target === asked.receiver) return [];
    return [`w1 names ${endpointName(Number(target), endpoints)}, which is not the receiver of the request.`];
  }
  if (answer !== FFA_MSG_SEND_DIRECT_RESP) return [];
  const problems: string[] = [];
  if (frameWidth(call) !== frameWidth(reply)) {
    problems.push(
      `The request is ${frameWidth(call)}-bit and the response ${frameWidth(reply)}-bit: Linux answers −EINVAL.`,
    );
  }
  const got = FFA_MSG_SEND_DIRECT_RESP.read(reply);
  if (got.sender !== asked.receiver || got.receiver !== asked.sender) {
    problems.push('w1 does not hold the ids of the request, swapped.');
  }
  if (asked.w2 >> 31n !== got.w2 >> 31n) {
    problems.push('Bit 31 of w2 differs from the request: one is a message of the framework, the other is not.');
  }
  return problems;
}

/** Bitmaps of FFA_NOTIFICATION_GET that its flags did not ask for. OP-TEE and Hafnium return none. */
function unasked(call: Frame, reply: Frame): string[] {
  const { flags } = FFA_NOTIFICATION_GET.read(call);
  const sets = [
    [0, 2, 3, 'secure partitions'],
    [1, 4, 5, 'VMs'],
    [2, 6, 6, 'the SPM'],
    [3, 7, 7, 'the hypervisor'],
  ] as const;
  return sets.flatMap(([bit, from, to, who]) => {
    const any = bits(reply[from] ?? 0n, 31, 0) !== 0n || bits(reply[to] ?? 0n, 31, 0) !== 0n;
    return any && bits(flags, bit, bit) === 0n
      ? [`w${from} reports notifications from ${who}, which nobody asked for.`]
      : [];
  });
}
