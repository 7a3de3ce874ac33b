import { u32 } from '../base/bits.ts';
import type { LegalReply } from './legal-reply.ts';
import type { Service, ServiceName } from './optee-service.ts';
import { TEE_RESULT, type TeeResultName } from './tee-result.ts';

/** One answer of a service: what to put into w3.. */
interface Given {
  readonly label: string;
  readonly registers: readonly (readonly [register: number, value: bigint])[];
  readonly errno?: number;
  readonly linux: string;
  /** OP-TEE really gives it when …; null where it does not. */
  readonly when: string | null;
}

const CLEAR = [4, 5, 6, 7].map((r) => [r, 0n] as const);

/** The word of w3 as Linux returns it from enable_async_notif(): a C int. */
const asInt = (word: number): number => word | 0;

const result = (name: TeeResultName, linux: string, when: string | null, errno?: number): Given => ({
  label: name,
  registers: [[3, BigInt(TEE_RESULT[name])], ...CLEAR],
  linux,
  when,
  ...(errno === undefined ? {} : { errno }),
});

const enableFails = (rc: string): string =>
  `"Failed to initialize async notifications: ${rc}": the driver unbinds the id and works without notifications.`;

const enable = (name: TeeResultName, when: string | null): Given => {
  const rc = asInt(TEE_RESULT[name]);
  return result(name, enableFails(String(rc)), when, rc);
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
  when: null,
});

/** OP-TEE 4.10 thread_spmc.c (protocol 3.3); what Linux does: drivers/tee/optee/ffa_abi.c at 6.12.117. */
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
      when: null,
    },
    {
      label: 'version 1.1',
      registers: [
        [3, 1n],
        [4, 1n],
      ],
      errno: 0,
      linux: 'A newer minor version is as good: the probe goes on.',
      when: null,
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
    result('TEE_ERROR_GENERIC', EXCHANGE_FAILS, null, -22),
    result('TEE_ERROR_BAD_PARAMETERS', EXCHANGE_FAILS, null, -22),
  ],
  UNREGISTER_SHM: [
    {
      label: 'FF-A BUSY −4 in w3',
      registers: [[3, u32(-4)], ...CLEAR],
      errno: 0,
      linux: RECLAIM_FAILS,
      when: 'OP-TEE still has the memory mapped.',
    },
    {
      label: 'FF-A INVALID_PARAMETERS −2 in w3',
      registers: [[3, u32(-2)], ...CLEAR],
      errno: 0,
      linux: 'Linux does not look at w3; FFA_MEM_RECLAIM follows.',
      when: 'Any other failure in OP-TEE.',
    },
  ],
  ENABLE_ASYNC_NOTIF: [
    enable('TEE_ERROR_BAD_PARAMETERS', 'The id is 64 or more, or the VM is not known.'),
    enable('TEE_ERROR_NOT_IMPLEMENTED', 'OP-TEE has no interrupt for notifications.'),
    enable('TEE_ERROR_BUSY', null),
  ],
  RELEASE_PROTMEM: [
    {
      label: 'FF-A BUSY −4 in w3',
      registers: [[3, u32(-4)], ...CLEAR],
      linux: 'Linux 6.12.117 does not use this service.',
      when: 'OP-TEE still has the memory mapped.',
    },
  ],
  YIELDING_CALL_WITH_ARG: [
    result(
      'TEE_ERROR_BUSY',
      'Linux waits until another of its calls is done, without a limit, and sends the same request again.',
      'Every thread of OP-TEE is in use.',
    ),
    result('TEE_ERROR_BAD_PARAMETERS', EIO, 'The handle is not known, or the message does not fit.', -5),
    result('TEE_ERROR_OUT_OF_MEMORY', EIO, null, -5),
  ],
  YIELDING_CALL_RESUME: [
    result('TEE_ERROR_BAD_PARAMETERS', EIO, 'w7 names no suspended thread.', -5),
    result('TEE_ERROR_BUSY', `${EIO} Only a new call may wait for a thread.`, null, -5),
  ],
};

/** What OP-TEE's service may report in w3..w7 of its response. */
export function serviceReplies(service: Service): LegalReply[] {
  return REPLIES[service.name].map((g) => ({
    label: g.label,
    ...(g.errno === undefined ? {} : { errno: g.errno }),
    registers: new Map(g.registers),
    linux: g.linux,
    real: g.when !== null,
    cause: g.when ?? 'OP-TEE never answers this service with it.',
    breaksRule: false,
  }));
}
