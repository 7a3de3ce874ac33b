import { errnoText, minus } from './errno.ts';

/** FF-A status codes by name: w2 of FFA_ERROR as C int. Linux 6.12 include/linux/arm_ffa.h and ffa_linux_errmap. */
export const FFA_STATUS = {
  SUCCESS: 0,
  NOT_SUPPORTED: -1,
  INVALID_PARAMETERS: -2,
  NO_MEMORY: -3,
  BUSY: -4,
  INTERRUPTED: -5,
  DENIED: -6,
  RETRY: -7,
  ABORTED: -8,
  NO_DATA: -9,
  NOT_READY: -10,
} as const;

export type StatusName = keyof typeof FFA_STATUS;

/** The names in order of their codes, 0 down to -10: index n is the name of code -n. */
export const STATUS_NAMES = Object.keys(FFA_STATUS) as readonly StatusName[];

/** `DENIED` for -6; null for a code that has no name. */
export function statusName(code: number): StatusName | null {
  return (code <= 0 ? STATUS_NAMES[-code] : undefined) ?? null;
}

/** -6 for `DENIED` (case does not matter); null for a name that FF-A does not have. */
export function statusCode(name: string): number | null {
  const upper = name.toUpperCase();
  return upper in FFA_STATUS ? FFA_STATUS[upper as StatusName] : null;
}

/** `DENIED −6`, for display; a code without a name is `status −77`. */
export function statusText(code: number): string {
  return `${statusName(code) ?? 'status'} ${minus(code)}`;
}

// Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_linux_errmap: indexed by the negated code. Index 0 is 0.
const LINUX_ERRMAP: readonly number[] = [0, -95, -22, -12, -16, -4, -13, -11, -125, -61, -11];
const EINVAL = -22;

/**
 * The errno that Linux makes of an FF-A status, as ffa_to_linux_errno() does: -6 (DENIED) gives -13 (-EACCES),
 * 0 gives 0, so that FFA_ERROR with w2 = 0 counts as success. Positive codes and codes below -10 give -22 (-EINVAL).
 */
export function linuxErrno(code: number): number {
  return (code <= 0 ? LINUX_ERRMAP[-code] : undefined) ?? EINVAL;
}

/** `DENIED −6 (−EACCES −13)`: the status with the errno that Linux makes of it. */
export function statusWithErrno(code: number): string {
  const errno = linuxErrno(code);
  const name = errnoText(errno).replace(/ \(|\)/g, (s) => (s === ')' ? '' : ' '));
  return code === 0 ? statusText(0) : `${statusText(code)} (${name})`;
}
