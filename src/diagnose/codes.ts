import { errnoNumber, errnoText } from '../abi/errno.ts';
import { linuxErrno, STATUS_NAMES, statusCode, statusText } from '../abi/status.ts';
import { teeResultName, teeResultNumber } from '../abi/tee-result.ts';
import { hex, s32, u32 } from '../base/bits.ts';
import type { RankedCause } from './story/finding.ts';
import { fill, holds, isTeeResult } from './symptoms/fill.ts';
import { SYMPTOMS } from './symptoms/index.ts';
import { placesText } from './symptoms/places.ts';
import type { Cause, Numbers, Symptom } from './symptoms/symptom.ts';

// A number or a name alone: what it can be, and in which messages of this stack it stands. It is worth a try only when
// it is all that was asked, never as a line of a log.

/** What a bare code is. */
export interface Code {
  readonly symptom: 'errno' | 'tee-result' | 'ffa-status';
  readonly meaning: string;
  readonly causes: readonly RankedCause[];
}

/** `-13`, `-EACCES`, `EACCES`, `0xffff0006`, `TEE_ERROR_BUSY`, `DENIED`, `w2=0xfffffffa`; null for anything else. */
export function explainCode(text: string): Code | null {
  const word = text.trim();
  if (word.length > 60) return null;
  return asStatus(word) ?? asTeeResult(word) ?? asErrno(word);
}

function asErrno(word: string): Code | null {
  const m = /^(?:(?:rc|ret|err(?:or|no)?|status)\s{0,3}[=:]?\s{0,3})?(-[1-9]\d{0,9}|-?E[A-Z][A-Z0-9]{2,15})$/.exec(
    word,
  );
  if (m === null) return null;
  const bare = (m[1] as string).replace(/^-/, '');
  const number = /^\d/.test(bare) ? Number(bare) : errnoNumber(bare);
  if (number === null) return null;
  const rc = -number;
  if (isTeeResult(rc))
    return {
      symptom: 'tee-result',
      meaning: `${rc} is no errno: as a 32-bit word it is the TEE result ${hex(u32(rc))} (${teeResultName(u32(rc)) ?? 'without a name'}), printed as a C int.`,
      causes: causesWith('rc', rc),
    };
  if (number > 4095) return null;
  const names = STATUS_NAMES.filter((_, i) => i > 0 && linuxErrno(-i) === rc);
  const from =
    names.length > 0
      ? `Linux makes it of the FF-A status ${names.join(' or ')}, which any call can give, and of failures of its own`
      : 'No FF-A status gives it: it comes from Linux itself';
  return { symptom: 'errno', meaning: `${errnoText(rc)}. ${from}.`, causes: causesWith('rc', rc) };
}

function asTeeResult(word: string): Code | null {
  const m = /^(?:w3\s{0,3}[=:]?\s{0,3})?((?:0x)?ffff[0-7][0-9a-f]{3}|TEEC?_[A-Z_]{3,60})$/i.exec(word);
  if (m === null) return null;
  const text = m[1] as string;
  const named = teeResultNumber(text.toUpperCase());
  const result = /^(?:0x)?ffff/i.test(text)
    ? BigInt(`0x${text.toLowerCase().replace(/^0x/, '')}`)
    : named === null
      ? null
      : BigInt(named);
  if (result === null) return null;
  const rc = s32(result);
  const thread =
    result === 0xffff_000dn
      ? ' OP-TEE answers a yielding call so when all its threads are taken: Linux waits for one.'
      : '';
  return {
    symptom: 'tee-result',
    meaning: `${teeResultName(result) ?? 'A TEE result without a name'} (${hex(result)}). In w3 of a response to Linux it becomes ${rc} where it is read as an errno.${thread}`,
    causes: causesWith('rc', rc),
  };
}

/** Names that a log may hold for other reasons count only with their prefix. */
const PLAIN = new Set(['DENIED', 'INVALID_PARAMETERS', 'NOT_SUPPORTED', 'NO_MEMORY', 'NO_DATA', 'NOT_READY']);

function asStatus(word: string): Code | null {
  const m = /^(w2\s{0,3}[=:]?\s{0,3}|FFA_(?:RET_)?)?((?:0x)?fffffff[0-9a-f]|[A-Z][A-Z_]{3,20})$/.exec(word);
  if (m === null) return null;
  const text = m[2] as string;
  const isWord = /^(?:0x)?fffffff/i.test(text);
  if (!isWord && m[1] === undefined && !PLAIN.has(text)) return null;
  const code = isWord ? s32(BigInt(`0x${text.toLowerCase().replace(/^0x/, '')}`)) : statusCode(text);
  if (code === null || code === 0) return null;
  const rc = linuxErrno(code);
  const unknown = code === -1 ? ' Over all 64 bits it is SMCCC’s "unknown function": nobody serves the call.' : '';
  return {
    symptom: 'ffa-status',
    meaning: `The FF-A status ${statusText(code)}, which any call can give. Linux makes ${errnoText(rc)} of it.${unknown}`,
    causes: causesWith('rc', rc),
  };
}

/** Causes in the table that a number decides on, those of the notification set-up first, told with their message. */
function causesWith(group: string, value: number): readonly RankedCause[] {
  const n: Numbers = { [group]: String(value) };
  return [...SYMPTOMS]
    .sort((a, b) => Number(b.id === 'async-init') - Number(a.id === 'async-init'))
    .flatMap((s) => causesOf(s, n, value).map((c) => told(s, c, n)))
    .slice(0, 12);
}

/** Causes of which the number is one that is listed, or that take any but are of a message with this number. */
const causesOf = (s: Symptom, n: Numbers, value: number): readonly Cause[] =>
  s.causes.filter((c) => {
    const numbers = c.when?.rc;
    return numbers !== undefined && 'includes' in numbers
      ? numbers.includes(value) && c.needs === undefined
      : isResult(c) && holds(c.when, n);
  });

const isResult = (c: Cause): boolean => c.id === 'enable-other-result';

function told(s: Symptom, c: Cause, n: Numbers): RankedCause {
  const message = s.examples.find((e) => e.includes(` ${n.rc}`)) ?? s.examples[0] ?? '';
  return {
    id: c.id,
    title: fill(c.title, n),
    because: `In “${message}”: ${fill(c.because, n)}`,
    next: fill(c.next, n),
    source: placesText(c.source),
    seen: c.seen,
    pro: [],
    contra: [],
    open: c.open ?? [],
    show: typeof c.show === 'function' ? c.show(n) : c.show,
  };
}
