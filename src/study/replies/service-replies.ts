import type { Service, ServiceName } from '../../abi/optee-service.ts';
import { TEE_RESULT, type TeeResultName } from '../../abi/tee-result.ts';
import { u32 } from '../../base/bits.ts';
import type { Answers } from '../../stack/secure/rules/list.ts';
import { causeText } from './cause-text.ts';
import type { LegalReply } from './legal-reply.ts';

/** One answer of a service: what to put into w3.. */
interface Given {
  readonly label: string;
  readonly registers: readonly (readonly [register: number, value: bigint])[];
  /** OP-TEE gives it when …, for an answer that is no refusal and so has no rule; absent where the rules say it, or nobody. */
  readonly when?: string;
}

const CLEAR = [4, 5, 6, 7].map((r) => [r, 0n] as const);

const result = (name: TeeResultName): Given => ({ label: name, registers: [[3, BigInt(TEE_RESULT[name])], ...CLEAR] });

const status = (label: string, code: number): Given => ({
  label: `FF-A ${label} in w3`,
  registers: [[3, u32(code)], ...CLEAR],
});

/** What OP-TEE's services report in w3.. (OP-TEE core/arch/arm/kernel/thread_spmc.c, docs/protocol.md#3). */
const REPLIES: Readonly<Record<ServiceName, readonly Given[]>> = {
  GET_API_VERSION: [
    {
      label: 'version 2.0',
      registers: [
        [3, 2n],
        [4, 0n],
      ],
    },
    {
      label: 'version 1.1',
      registers: [
        [3, 1n],
        [4, 1n],
      ],
    },
  ],
  GET_OS_VERSION: [{ label: 'no revision', registers: [[5, 0n]], when: 'OP-TEE is built outside of git.' }],
  EXCHANGE_CAPABILITIES: [
    {
      label: 'caps 0x1: no notifications',
      registers: [[5, 1n]],
      when: 'OP-TEE has no interrupt for notifications.',
    },
    { label: 'caps 0x0', registers: [[5, 0n]] },
    { label: 'unknown capability bits', registers: [[5, 0xffff_fff7n]] },
    { label: 'w6 = 16', registers: [[6, 16n]] },
    result('TEE_ERROR_GENERIC'),
    result('TEE_ERROR_BAD_PARAMETERS'),
  ],
  UNREGISTER_SHM: [status('BUSY −4', -4), status('INVALID_PARAMETERS −2', -2)],
  ENABLE_ASYNC_NOTIF: [
    result('TEE_ERROR_BAD_PARAMETERS'),
    result('TEE_ERROR_NOT_IMPLEMENTED'),
    result('TEE_ERROR_BUSY'),
  ],
  RELEASE_PROTMEM: [result('TEE_ERROR_BAD_PARAMETERS'), status('BUSY −4', -4)],
  YIELDING_CALL_WITH_ARG: [
    result('TEE_ERROR_BUSY'),
    result('TEE_ERROR_BAD_PARAMETERS'),
    result('TEE_ERROR_OUT_OF_MEMORY'),
  ],
  YIELDING_CALL_RESUME: [result('TEE_ERROR_BAD_PARAMETERS'), result('TEE_ERROR_BUSY')],
};

/** What OP-TEE's service may report in w3..w7 of its response; `answers` are those of its rules. */
export function serviceReplies(service: Service, { results }: Answers): LegalReply[] {
  return REPLIES[service.name].map((g) => {
    const causes = results.get(g.label);
    return {
      label: g.label,
      registers: new Map(g.registers),
      real: g.when !== undefined || causes !== undefined,
      cause: g.when ?? (causes === undefined ? 'OP-TEE never answers this service with it.' : causeText(causes)),
      breaksRule: false,
    };
  });
}
