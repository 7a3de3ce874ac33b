import { errnoName, errnoText, minus } from '../abi/errno.ts';
import type { Decoded } from '../abi/field.ts';
import { linuxErrno, STATUS_NAMES, statusName, statusText } from '../abi/status.ts';
import { teeResultName } from '../abi/tee-result.ts';
import { hex, s32, u32 } from '../base/bits.ts';

/**
 * Every name of an error number, as a C int: FF-A status, Linux errno and TEE result share the numbers below 0, and a
 * log prints only the number. `−6: FF-A DENIED, of which Linux makes −EACCES (−13); ENXIO as an errno`. Null for a
 * number that is no error and for one without a name.
 */
export function numberNames(n: number): string | null {
  const tee = n < 0 ? teeResultName(u32(n)) : null;
  const names: string[] = [];
  if (tee !== null) names.push(`${tee} (${hex(u32(n))})`);
  if (n < 0 && statusName(n) !== null)
    names.push(`FF-A ${statusName(n)}, of which Linux makes ${errnoText(linuxErrno(n))}`);
  const errno = n < 0 ? errnoName(n) : null;
  if (errno !== null) {
    const from = STATUS_NAMES.map((_, i) => -i).filter((code) => code !== 0 && linuxErrno(code) === n);
    names.push(
      `${errno} as an errno${from.length === 0 ? '' : `, which Linux makes of FF-A ${from.map(statusText).join(' and ')}`}`,
    );
  }
  return names.length === 0 ? null : `${minus(n)}: ${names.join('; ')}`;
}

/** The names of the status that a reply carries: w2 of FFA_ERROR, w3 of a response. */
export function replyNames(reply: Decoded): string[] {
  return reply.fields.flatMap((f) => (f.name === 'status' && f.reg > 0 ? (numberNames(s32(f.value)) ?? []) : []));
}

/** The names of the error numbers in a line of a log, decimal or hexadecimal; each number once. */
export function namesIn(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w.-])(-\d{1,10}|0x[89a-f][0-9a-f]{7})(?![\w.])/gi)].map((m) =>
    s32(BigInt.asUintN(32, BigInt(m[1] ?? '0'))),
  );
  return [...new Set(found)].flatMap((n) => numberNames(n) ?? []);
}
