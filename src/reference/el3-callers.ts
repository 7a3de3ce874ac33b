import type { FunctionName } from '../abi/function-id.ts';

/** From which world EL3 takes a call: TF-A 2.15 (6a164dda) services/std_svc/spmd/spmd_main.c, spmd_smc_handler(). */
type Origin = 'either' | 'normal' | 'secure' | 'nobody';

const SAYS: Readonly<Record<Origin, string>> = {
  either: 'Both worlds: EL3 passes it on, or answers it, whichever it comes from.',
  normal:
    'The normal world: from the secure world EL3 answers NOT_SUPPORTED. A partition calls its SPMC, which EL3 does not see.',
  secure: 'The secure world: from the normal world EL3 refuses it.',
  nobody: 'No world across EL3, which does not pass it on: it stays between a partition and its SPMC.',
};

const NORMAL: readonly FunctionName[] = [
  'FFA_RX_RELEASE',
  'FFA_RXTX_MAP',
  'FFA_RXTX_UNMAP',
  'FFA_PARTITION_INFO_GET',
  'FFA_NOTIFICATION_BITMAP_CREATE',
  'FFA_NOTIFICATION_BITMAP_DESTROY',
  'FFA_NOTIFICATION_BIND',
  'FFA_NOTIFICATION_UNBIND',
  'FFA_NOTIFICATION_SET',
  'FFA_NOTIFICATION_GET',
  'FFA_NOTIFICATION_INFO_GET',
  'FFA_NOTIFICATION_BIND2',
  'FFA_NOTIFICATION_UNBIND2',
  'FFA_NOTIFICATION_SET2',
  'FFA_NOTIFICATION_GET2',
  'FFA_MSG_SEND2',
  'FFA_RX_ACQUIRE',
  'FFA_NS_RES_INFO_GET',
  'FFA_RUN',
];

const SECURE: readonly FunctionName[] = [
  'FFA_MSG_WAIT',
  'FFA_INTERRUPT',
  'FFA_YIELD',
  'FFA_NORMAL_WORLD_RESUME',
  'FFA_SECONDARY_EP_REGISTER',
  'FFA_EL3_INTR_HANDLE',
  'FFA_ABORT',
];

/** What its default case and FFA_CONSOLE_LOG answer: NOT_SUPPORTED, from wherever it comes. */
const NOBODY: readonly FunctionName[] = [
  'FFA_CONSOLE_LOG',
  'FFA_MSG_POLL',
  'FFA_MEM_OP_PAUSE',
  'FFA_MEM_OP_RESUME',
  'FFA_MEM_PERM_GET',
  'FFA_MEM_PERM_SET',
];

/** The world whose call EL3 takes. A test compares it with the rules of EL3 for calls of the normal world. */
export function originOf(name: FunctionName): Origin {
  if (NORMAL.includes(name)) return 'normal';
  if (SECURE.includes(name)) return 'secure';
  return NOBODY.includes(name) ? 'nobody' : 'either';
}

/** Who may call, in a sentence. */
export const callersText = (name: FunctionName): string => SAYS[originOf(name)];
