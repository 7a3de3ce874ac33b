import { errnoText, minus } from '../../abi/errno.ts';
import { callById } from '../../abi/ffa-call.ts';
import { functionText } from '../../abi/function-id.ts';
import { linuxErrno, STATUS_NAMES, statusText } from '../../abi/status.ts';
import { teeResultName } from '../../abi/tee-result.ts';
import { hex, s32, u32 } from '../../base/bits.ts';
import type { Allowed, Numbers, When } from './symptom.ts';

/** Errnos end at −4095; what lies below, as a C int, is a TEE result of 0xffffxxxx. */
export const isTeeResult = (rc: number): boolean => rc < -4095 && rc >= -0x8000_0000;

/** A group of a message as a number: decimal, or hexadecimal with 0x; null for what is none. */
export function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^(-?\d{1,15}|0x[0-9a-f]{1,16})$/i.test(text)) return null;
  return Number(text);
}

/** Do the numbers of a message allow this? */
export function holds(when: When | undefined, n: Numbers): boolean {
  return Object.entries(when ?? {}).every(([group, allowed]) => {
    const value = numberOf(n[group]);
    if (value === null) return false;
    return allows(allowed, value);
  });
}

function allows(allowed: Allowed, value: number): boolean {
  if (isList(allowed)) return allowed.includes(value);
  const { not = [], below = Number.POSITIVE_INFINITY, above = Number.NEGATIVE_INFINITY } = allowed;
  return !not.includes(value) && value < below && value > above;
}

const isList = (allowed: Allowed): allowed is readonly number[] => Array.isArray(allowed);

/**
 * A sentence with the numbers of a message put in: `{rc}` as it stands, `{rc:errno}` an errno with its name and the
 * FF-A statuses that Linux makes it of, `{w2:status}` a word as an FF-A status, `{res:tee}` a word as a TEE result,
 * `{fid:call}` a function id by name, `{rc:result}` a C int as the TEE result that it is,
 * `{rc:linux}` an errno that Linux made for itself, `{id:endpoint}` an endpoint by name where it is a usual one.
 */
export function fill(text: string, n: Numbers): string {
  return text.replace(/\{(\w+)(?::(\w+))?\}/g, (whole, group: string, filter: string | undefined) => {
    const value = n[group];
    if (value === undefined) return filter === undefined ? whole : '?';
    return filter === undefined ? value.replace(/^-(?=\d)/, '−') : (FILTERS[filter]?.(value) ?? value);
  });
}

const FILTERS: { readonly [name: string]: (value: string) => string } = {
  errno: (value) => errnoWords(numberOf(value)),
  linux: (value) => errnoText(numberOf(value) ?? 0),
  status: (value) => statusWords(value),
  tee: (value) => teeWords(value),
  call: (value) => callWords(value),
  endpoint: (value) => endpointWords(value),
  result: (value) => teeWords(hex(u32(numberOf(value) ?? 0))),
};

function errnoWords(rc: number | null): string {
  if (rc === null) return '?';
  if (rc === 0) return '0, which is success';
  if (isTeeResult(rc)) return `${minus(rc)}, the TEE result ${teeWords(hex(u32(rc)))} read as a C int`;
  if (rc > 0) return `${rc}, which is no errno`;
  const names = STATUS_NAMES.filter((_, i) => i > 0 && linuxErrno(-i) === rc);
  const from = names.length === 0 ? '' : `, which Linux makes of the FF-A status ${names.join(' or ')}`;
  return `${errnoText(rc)}${from}`;
}

function statusWords(value: string): string {
  const n = numberOf(/^[0-9a-f]{8}$/i.test(value) ? `0x${value}` : value);
  return n === null ? value : statusText(n < 0 ? n : s32(BigInt(Math.trunc(n))));
}

function teeWords(value: string): string {
  const word = /^(0x)?[0-9a-f]{1,16}$/i.test(value) ? BigInt(value.startsWith('0x') ? value : `0x${value}`) : null;
  if (word === null) return value;
  return `${hex(word)}${teeResultName(word) === null ? '' : ` (${teeResultName(word)})`}`;
}

function callWords(value: string): string {
  if (!/^(0x)?[0-9a-f]{1,16}$/i.test(value)) return value;
  const id = BigInt(value.startsWith('0x') ? value : `0x${value}`);
  return callById(id)?.name ?? functionText(id);
}

const ENDPOINTS: { readonly [id: number]: string } = {
  0: 'Linux (0x0)',
  32768: 'the SPMC (0x8000)',
  32769: 'OP-TEE, as it usually is (0x8001)',
  65535: 'the SPMD (0xffff)',
};

function endpointWords(value: string): string {
  const id = Number.parseInt(value, value.startsWith('0x') ? 16 : 10);
  return ENDPOINTS[id] ?? value;
}
