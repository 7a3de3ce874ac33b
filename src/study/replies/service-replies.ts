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
  readonly errno?: number;
  readonly linux: string;
  /** OP-TEE gives it when …, for an answer that is no refusal and so has no rule; absent where the rules say it, or nobody. */
  readonly when?: string;
}

const CLEAR = [4, 5, 6, 7].map((r) => [r, 0n] as const);

/** The word of w3 as Linux returns it from enable_async_notif(): a C int. */
const asInt = (word: number): number => word | 0;

const result = (name: TeeResultName, linux: string, errno?: number): Given => ({
  label: name,
  registers: [[3, BigInt(TEE_RESULT[name])], ...CLEAR],
  linux,
  ...(errno === undefined ? {} : { errno }),
});

const enableFails = (rc: string): string =>
  `"Failed to initialize async notifications: ${rc}": the driver unbinds the id and works without notifications.`;

const enable = (name: TeeResultName): Given => {
  const rc = asInt(TEE_RESULT[name]);
  return result(name, enableFails(String(rc)), rc);
};

const EXCHANGE_FAILS = '"Unexpected exchange error": the probe fails with −EINVAL (−22).';
const RECLAIM_FAILS =
  'Linux does not look at w3. While OP-TEE uses the memory FFA_MEM_RECLAIM is DENIED, and Linux frees pages that are shared.';
const EIO = 'The call fails with −EIO (−5).';

const caps = (word: bigint, label: string, linux: string): Given => ({
  label,
  registers: [[5, word]],
  errno: 0,
  linux,
});

/** What Linux does with each: drivers/tee/optee/ffa_abi.c at 6.12.117. */
const REPLIES: Readonly<Record<ServiceName, readonly Given[]>> = {
  GET_API_VERSION: [
    {
      label: 'version 2.0',
      registers: [
        [3, 2n],
        [4, 0n],
      ],
      errno: -22,
      linux: '"Incompatible OP-TEE API version 2.0": the probe fails with −EINVAL (−22).',
    },
    {
      label: 'version 1.1',
      registers: [
        [3, 1n],
        [4, 1n],
      ],
      errno: 0,
      linux: 'A newer minor version is as good: the probe goes on.',
    },
  ],
  GET_OS_VERSION: [
    {
      label: 'no revision',
      registers: [[5, 0n]],
      errno: 0,
      linux: 'The log has "revision" without a hash.',
      when: 'OP-TEE is built outside of git.',
    },
  ],
  EXCHANGE_CAPABILITIES: [
    {
      label: 'caps 0x1: no notifications',
      registers: [[5, 1n]],
      errno: 0,
      linux: 'Linux binds no id and works without notifications.',
      when: 'OP-TEE has no interrupt for notifications.',
    },
    caps(0n, 'caps 0x0', 'Linux gives every message memory of its own and works without notifications.'),
    caps(0xffff_fff7n, 'unknown capability bits', 'Linux looks only at the bits that it knows.'),
    { ...caps(0n, 'w6 = 16', 'Nothing: Linux reads the number and does not use it.'), registers: [[6, 16n]] },
    result('TEE_ERROR_GENERIC', EXCHANGE_FAILS, -22),
    result('TEE_ERROR_BAD_PARAMETERS', EXCHANGE_FAILS, -22),
  ],
  UNREGISTER_SHM: [
    {
      label: 'FF-A BUSY −4 in w3',
      registers: [[3, u32(-4)], ...CLEAR],
      errno: 0,
      linux: RECLAIM_FAILS,
    },
    {
      label: 'FF-A INVALID_PARAMETERS −2 in w3',
      registers: [[3, u32(-2)], ...CLEAR],
      errno: 0,
      linux: 'Linux does not look at w3; FFA_MEM_RECLAIM follows.',
    },
  ],
  ENABLE_ASYNC_NOTIF: [
    enable('TEE_ERROR_BAD_PARAMETERS'),
    enable('TEE_ERROR_NOT_IMPLEMENTED'),
    enable('TEE_ERROR_BUSY'),
  ],
  RELEASE_PROTMEM: [
    result('TEE_ERROR_BAD_PARAMETERS', 'Linux 6.12.117 does not use this service.'),
    {
      label: 'FF-A BUSY −4 in w3',
      registers: [[3, u32(-4)], ...CLEAR],
      linux: 'Linux 6.12.117 does not use this service.',
    },
  ],
  YIELDING_CALL_WITH_ARG: [
    result(
      'TEE_ERROR_BUSY',
      'Linux waits until another of its calls is done, without a limit, and sends the same request again.',
    ),
    result('TEE_ERROR_BAD_PARAMETERS', EIO, -5),
    result('TEE_ERROR_OUT_OF_MEMORY', EIO, -5),
  ],
  YIELDING_CALL_RESUME: [
    result('TEE_ERROR_BAD_PARAMETERS', EIO, -5),
    result('TEE_ERROR_BUSY', `${EIO} Only a new call may wait for a thread.`, -5),
  ],
};

/** What OP-TEE's service may report in w3..w7 of its response; `answers` are those of its rules. */
export function serviceReplies(service: Service, { results }: Answers): LegalReply[] {
  return REPLIES[service.name].map((g) => {
    const causes = results.get(g.label);
    return {
      label: g.label,
      ...(g.errno === undefined ? {} : { errno: g.errno }),
      registers: new Map(g.registers),
      linux: g.linux,
      real: g.when !== undefined || causes !== undefined,
      cause: g.when ?? (causes === undefined ? 'OP-TEE never answers this service with it.' : causeText(causes)),
      breaksRule: false,
    };
  });
}
