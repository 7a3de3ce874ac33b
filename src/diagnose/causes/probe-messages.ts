import type { Cause, Symptom } from './cause.ts';
import { probe, serviceAnswers } from './scenarios.ts';

const FFA_ABI = 'Linux 6.12.117 drivers/tee/optee/ffa_abi.c';

const noAnswer: Cause = {
  id: 'api-version-no-answer',
  title: 'OP-TEE did not answer the first direct message',
  because:
    'GET_API_VERSION failed as a direct message: FFA_ERROR, or a reply that is no direct response of the same width. The number in the log is the errno of it; the probe returns −EINVAL whatever it is.',
  next: 'Read w0 and w2 of the reply to the direct message with w3 = 0.',
  source: `${FFA_ABI}, optee_ffa_api_is_compatible(); drivers/firmware/arm_ffa/driver.c, ffa_msg_send_direct_req()`,
  seen: 'in the source',
  scenario: probe('GET_API_VERSION is refused', serviceAnswers('GET_API_VERSION', { error: 'BUSY' })),
  row: { reply: 'GET_API_VERSION', nth: 1 },
};

export const unexpectedError: Symptom = {
  id: 'unexpected-error',
  matches: /optee: Unexpected error (-?\d{1,12})/,
  meaning: (m) => `A direct message of the probe failed with ${m[1]}. The probe returns −EINVAL.`,
  causes: () => [
    noAnswer,
    {
      ...noAnswer,
      id: 'exchange-no-answer',
      title: 'OP-TEE did not answer a later question of the probe',
      because: 'GET_OS_VERSION or EXCHANGE_CAPABILITIES failed as a direct message, after the version was accepted.',
      next: 'Count the direct messages before the line: the last one failed.',
      source: `${FFA_ABI}, optee_ffa_exchange_caps()`,
      scenario: probe('EXCHANGE_CAPABILITIES is refused', serviceAnswers('EXCHANGE_CAPABILITIES', { error: 'BUSY' })),
      row: { reply: 'EXCHANGE_CAPABILITIES', nth: 1 },
    },
  ],
};

export const incompatibleApi: Symptom = {
  id: 'incompatible-api',
  matches: /Incompatible OP-TEE API version (\d{1,20})\.(\d{1,20})/,
  meaning: (m) =>
    `OP-TEE answered version ${m[1]}.${m[2]} of its interface; the driver takes major version 1 alone. The probe returns −EINVAL.`,
  causes: (m) => (m[1] === '0' ? [errorAsSuccess, apiMajor(m[1])] : [apiMajor(m[1])]),
};

function apiMajor(version: string | undefined): Cause {
  return {
    id: 'api-major',
    title: 'OP-TEE has another major version, or answered an error in its place',
    because:
      'w3 of the response is not 1. A TEE result in w3 (0xffff0006 and the like) is printed as a very large version.',
    next: 'Read w3 of the response to the direct message with w3 = 0.',
    source: `${FFA_ABI}, optee_ffa_api_is_compatible(); docs/recordings.md#22d`,
    seen: 'on a machine',
    scenario: probe(`API version ${version}`, { optee: { apiMajor: major(version) } }),
    row: { reply: 'GET_API_VERSION', nth: 1 },
  };
}

const errorAsSuccess: Cause = {
  id: 'api-error-as-success',
  title: 'FFA_ERROR with w2 = 0 was taken as success',
  because:
    'Linux maps status 0 to "no error", so the driver reads the registers of its own request: w3 = 0 gives version 0.',
  next: 'Read w0 and w2 of the reply: FFA_ERROR with w2 = 0 is a mistake of the firmware.',
  source: 'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_linux_errmap (index 0)',
  seen: 'in the source',
  scenario: probe('FFA_ERROR with w2 = 0', serviceAnswers('GET_API_VERSION', { error: 'SUCCESS' })),
  row: { reply: 'GET_API_VERSION', nth: 1 },
};

export const exchangeError: Symptom = {
  id: 'exchange-error',
  matches: /Unexpected exchange error (\d{1,20})/,
  meaning: (m) => `OP-TEE refused to exchange capabilities: w3 was ${m[1]} and must be 0. The probe returns −EINVAL.`,
  causes: () => [
    {
      id: 'exchange-refused',
      title: 'EXCHANGE_CAPABILITIES answered an error in w3',
      because:
        'OP-TEE 4.10 never fails this call, so this is another secure world, or FFA_ERROR with w2 = 0 taken as success: then the number is 2, the request itself.',
      next: 'Read w0 and w3 of the reply to the direct message with w3 = 2.',
      source: `${FFA_ABI}, optee_ffa_exchange_caps(); docs/recordings.md#22d`,
      seen: 'on a machine',
      scenario: probe(
        'Capabilities are refused',
        serviceAnswers('EXCHANGE_CAPABILITIES', { reply: { w3: '0xffff0006' } }),
      ),
      row: { reply: 'EXCHANGE_CAPABILITIES', nth: 1 },
    },
  ],
};

export const reclaim: Symptom = {
  id: 'mem-reclaim',
  matches: /mem_reclaim: (0x[0-9a-f]{1,16}) (-?\d{1,12})/i,
  meaning: (m) =>
    `Linux asked for the memory with the handle ${m[1]} back and got ${m[2]}. The driver goes on and frees the pages.`,
  causes: (m) => [
    m[2] === '-22'
      ? {
          id: 'reclaim-unknown',
          title: 'The handle is not known to the SPMC',
          because:
            'MEM_RECLAIM answered INVALID_PARAMETERS: the memory was reclaimed before, or never shared under this handle.',
          next: 'Look for an earlier MEM_RECLAIM of the same handle.',
          source: 'OP-TEE 4.10 (d5001fe0) thread_spmc.c, handle_mem_reclaim(); docs/recordings.md#21',
          seen: 'on a machine',
          scenario: probe('MEM_RECLAIM of an unknown handle', {
            faults: [{ at: { call: 'FFA_MEM_RECLAIM' }, do: { error: 'INVALID_PARAMETERS' } }],
          }),
          row: { reply: 'FFA_MEM_RECLAIM', nth: 1 },
        }
      : {
          id: 'reclaim-busy',
          title: 'OP-TEE still uses the memory',
          because:
            'UNREGISTER_SHM answered FFA_BUSY (0xfffffffc) in w3, which Linux ignores, and MEM_RECLAIM is DENIED after it. The pages are freed while they are still shared with the secure world.',
          next: 'Read w3 of the UNREGISTER_SHM just before it.',
          source:
            'OP-TEE 4.10 (d5001fe0) thread_spmc.c, handle_unregister_shm() and handle_mem_reclaim(); protocol 8.4',
          seen: 'in the source',
          scenario: probe('MEM_RECLAIM is denied', {
            faults: [{ at: { call: 'FFA_MEM_RECLAIM' }, do: { error: 'DENIED' } }],
          }),
          row: { reply: 'FFA_MEM_RECLAIM', nth: 1 },
        },
  ],
};

/** A version as the scenario takes it, a 32-bit word; 2 where it was larger. */
const major = (text: string | undefined): number => {
  const n = Number(text);
  return Number.isInteger(n) && n >= 0 && n <= 0xffff_ffff && n !== 1 ? n : 2;
};
