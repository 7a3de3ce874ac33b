import { type Call, FFA_MSG_WAIT } from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { functionId } from '../../abi/function-id.ts';
import type { Service } from '../../abi/optee-service.ts';
import { bits } from '../../base/bits.ts';
import type { LegalReply } from './legal-reply.ts';

const NEVER = 'No secure world may answer this.';

/** Replies that break the rules of FF-A or of OP-TEE's services (docs/protocol.md#10: P3, P4, P16, P22, R16). */
export function ruleBreakers(table: Call, service: Service | null, call: Frame): LegalReply[] {
  const put = (label: string, registers: ReadonlyMap<number, bigint>, cause = NEVER): LegalReply => ({
    label,
    registers,
    real: false,
    cause,
    breaksRule: true,
  });
  const list: LegalReply[] = [
    {
      label: 'FFA_ERROR with w2 = 0',
      status: 0,
      real: false,
      cause: 'An error says what is wrong: w2 is never 0.',
      breaksRule: true,
    },
    put('neither success nor FFA_ERROR', new Map([[0, FFA_MSG_WAIT.id32]])),
    put(
      'unknown function: w0 = −1',
      new Map([[0, 0xffff_ffff_ffff_ffffn]]),
      'The firmware answers so to a function that it does not know; it knows this one.',
    ),
  ];
  if (table.name === 'FFA_MSG_SEND_DIRECT_REQ') list.push(...directBreakers(service, call, put));
  if (table.okWidths.join() === '32' && table.ok !== null) {
    list.push(put('FFA_SUCCESS of 64 bits', new Map([[0, functionId(0x61, 64)]])));
  }
  return list;
}

type Put = (label: string, registers: ReadonlyMap<number, bigint>, cause?: string) => LegalReply;

function directBreakers(service: Service | null, call: Frame, put: Put): LegalReply[] {
  const other = bits(call[0] ?? 0n, 30, 30) === 1n ? 32 : 64;
  const list = [
    put('FFA_SUCCESS', new Map([[0, functionId(0x61, 32)]])),
    put(`response of ${other} bits`, new Map([[0, functionId(0x70, other)]])),
    put('ids not swapped', new Map([[1, bits(call[1] ?? 0n, 31, 0)]])),
    put('w2 = 1', new Map([[2, 1n]])),
  ];
  if (service?.name === 'ENABLE_ASYNC_NOTIF') {
    list.push(put('w3 = 1, no error and no success', new Map([[3, 1n]])));
  }
  if (service?.kind === 'yielding') {
    list.push(
      put(
        'w4 = 3, an unknown return',
        new Map([
          [3, 0n],
          [4, 3n],
        ]),
      ),
    );
  }
  return list;
}
