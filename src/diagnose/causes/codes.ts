import { errnoNumber, errnoText } from '../../abi/errno.ts';
import { linuxErrno, statusCode, statusText } from '../../abi/status.ts';
import { teeResultName, teeResultNumber } from '../../abi/tee-result.ts';
import { hex, s32 } from '../../base/bits.ts';
import { asyncInitCauses, isTeeResult } from './async-init.ts';
import type { Cause, Symptom } from './cause.ts';
import { irqMapping } from './core-messages.ts';
import { hungTask } from './reports.ts';

// A bare number or name without the message around it: what it can be, and what leads to it in this stack.

const BUSY = 0xffff_000dn;

/** `-13`, `-EACCES`, `EACCES`: an errno. */
export const errno: Symptom = {
  id: 'errno',
  matches: /^\s*(?:(?:rc|ret|err(?:or|no)?|status)\s{0,3}[=:]?\s{0,3})?(-?[1-9]\d{0,9}|-?E[A-Z][A-Z0-9]{1,15})\s*$/,
  meaning: (m) => {
    const code = errnoOf(m[1]);
    if (code === null) return `${m[1]} is no errno that Linux has.`;
    return isTeeResult(code)
      ? `${code} is no errno: as a 32-bit word it is the TEE result ${hex(BigInt.asUintN(32, BigInt(code)))} (${teeResultName(BigInt.asUintN(32, BigInt(code))) ?? 'without a name'}).`
      : `${errnoText(code)}. In this stack it comes from an FF-A status or from Linux itself.`;
  },
  causes: (m) => {
    const code = errnoOf(m[1]);
    if (code === null) return [];
    return [...asyncInitCauses(code), ...(code === -61 ? irqMapping.causes(m) : [])];
  },
};

/** A positive number is taken for the errno without its sign. */
function errnoOf(text: string | undefined): number | null {
  const bare = (text ?? '').replace(/^-/, '');
  const n = /^\d/.test(bare) ? Number(bare) : errnoNumber(bare);
  return n === null || n === 0 || (n > 4095 && !isTeeResult(-n)) ? null : -n;
}

/** `0xffff0006`, `TEE_ERROR_BAD_PARAMETERS`: a TEE result. */
export const teeResult: Symptom = {
  id: 'tee-result',
  matches: /^\s*(?:w3\s{0,3}[=:]?\s{0,3})?((?:0x)?ffff[0-7][0-9a-f]{3}|TEEC?_[A-Z_]{1,60})\s*$/i,
  meaning: (m) => {
    const result = resultOf(m[1]);
    if (result === null) return `${m[1]} is no TEE result that is known here.`;
    return `${teeResultName(result) ?? 'A TEE result without a name'} (${hex(result)}). In w3 of a response to Linux it becomes ${s32(result)} where it is read as an errno.`;
  },
  causes: (m): readonly Cause[] => {
    const result = resultOf(m[1]);
    if (result === null) return [];
    const enable = asyncInitCauses(s32(result));
    return result === BUSY ? [...hungTask.causes(m).filter((c) => c.id === 'thread-limit'), ...enable] : enable;
  },
};

function resultOf(text: string | undefined): bigint | null {
  const word = (text ?? '').toLowerCase().replace(/^0x/, '');
  if (/^ffff[0-9a-f]{4}$/.test(word)) return BigInt(`0x${word}`);
  const n = teeResultNumber((text ?? '').toUpperCase());
  return n === null ? null : BigInt(n);
}

/** `DENIED`, `FFA_RET_DENIED`, `0xfffffffa`: a status of FFA_ERROR. */
export const ffaStatus: Symptom = {
  id: 'ffa-status',
  matches: /^\s*(?:w2\s{0,3}[=:]?\s{0,3})?(?:FFA_(?:RET_)?)?((?:0x)?fffffff[0-9a-f]|[A-Z][A-Z_]{3,20})\s*$/i,
  meaning: (m) => {
    const code = statusOf(m[1]);
    if (code === null) return `${m[1]} is no FF-A status.`;
    return `The FF-A status ${statusText(code)}. Linux makes ${errnoText(linuxErrno(code))} of it.`;
  },
  causes: (m) => {
    const code = statusOf(m[1]);
    return code === null || code === 0 ? [] : asyncInitCauses(linuxErrno(code));
  },
};

function statusOf(text: string | undefined): number | null {
  const word = (text ?? '').toLowerCase().replace(/^0x/, '');
  if (/^fffffff[0-9a-f]$/.test(word)) return s32(BigInt(`0x${word}`));
  return statusCode((text ?? '').toUpperCase());
}
