import { s32 } from '../../base/bits.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Fault, FaultDo, FaultSite, Nth } from '../../sim/fault.ts';
import { asObject, below, record, required, unknownField } from './record.ts';
import { cInt, integer, numeral, oneOf, type Read, show, suggest, word64 } from './value.ts';
import {
  CALL_SITES,
  errnoByName,
  errnoNames,
  FUNCTION_SITES,
  INTERRUPT_SITES,
  SERVICE_SITES,
  statusByName,
  statusNames,
} from './vocabulary.ts';

const MAX_ERRNO = 4095;
const REGISTERS = ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'];
const SITES = ['call', 'service', 'fn'] as const;

const readNth: Read<Nth> = (value, where) => {
  if (value === 'all') return ok('all');
  const n = integer(1, 1_000_000)(value, where);
  return n.ok ? n : fail(n.error.what, where, 'Write which occurrence, from 1, or "all".');
};

const readSiteName: { readonly [K in (typeof SITES)[number]]: Read<string> } = {
  call: oneOf(CALL_SITES, 'call'),
  service: oneOf(SERVICE_SITES, 'OP-TEE service'),
  fn: oneOf(FUNCTION_SITES, 'function that can fail'),
};

/** Where a fault strikes: exactly one of call, service and fn, and which occurrence. */
const readSite: Read<FaultSite> = (value, where) => {
  const object = asObject(value, where, 'a place');
  if (!object.ok) return object;
  const stranger = unknownField(object.value, where, [...SITES, 'nth']);
  if (stranger !== null) return stranger;
  const kinds = SITES.filter((kind) => Object.hasOwn(object.value, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    return fail(
      kind === undefined ? 'the place is not named.' : `${kinds.join(' and ')} are named at once.`,
      where,
      'Write exactly one of call, service and fn.',
    );
  const name = readSiteName[kind](object.value[kind], below(where, kind));
  if (!name.ok) return name;
  const nth = Object.hasOwn(object.value, 'nth') ? readNth(object.value.nth, below(where, 'nth')) : ok(1);
  if (!nth.ok) return nth;
  return ok({ [kind]: name.value, nth: nth.value } as unknown as FaultSite);
};

/** A status code of FFA_ERROR: `DENIED`, `FFA_RET_DENIED`, -6, or the word "0xfffffffa". Any C int. */
const readStatus: Read<number> = (value, where) => {
  const n = numeral(value);
  if (n !== null && n > 0x7fff_ffffn && n <= 0xffff_ffffn) return ok(s32(n));
  if (n !== null) return cInt(value, where);
  const code = typeof value === 'string' ? statusByName(value.replace(/^FFA_(RET_)?/, '')) : null;
  return code === null ? fail(`no FF-A status is named ${show(value)}.`, where, suggest(value, statusNames)) : ok(code);
};

/** An errno by name or number, of either sign: a function returns it as a negative number. */
const readErrno: Read<number> = (value, where) => {
  const n = numeral(value);
  if (n === null) {
    const errno = typeof value === 'string' ? errnoByName(value.replace(/^-/, '')) : null;
    return errno === null ? fail(`no errno is named ${show(value)}.`, where, suggest(value, errnoNames)) : ok(-errno);
  }
  const size = n < 0n ? -n : n;
  if (size < 1n || size > BigInt(MAX_ERRNO))
    return fail(`${show(value)} is no errno.`, where, `Write 1 to ${MAX_ERRNO}, or "rc" for any other result.`);
  return ok(-Number(size));
};

/** The registers of a reply that are replaced, `{"w3": "0xffff0006"}`, in the order w0..w7. */
const readRegisters: Read<ReadonlyMap<number, bigint>> = (value, where) => {
  const object = asObject(value, where, 'registers');
  if (!object.ok) return object;
  const stranger = unknownField(object.value, where, REGISTERS);
  if (stranger !== null) return stranger;
  const map = new Map<number, bigint>();
  for (const [index, name] of REGISTERS.entries()) {
    if (!Object.hasOwn(object.value, name)) continue;
    const word = word64(object.value[name], below(where, name));
    if (!word.ok) return word;
    map.set(index, word.value);
  }
  return map.size > 0 ? ok(map) : fail('no register is named.', where, 'Write one of w0 to w7 and its word.');
};

const literalTrue: Read<true> = (value, where) =>
  value === true ? ok(true) : fail(`${show(value)} is not true.`, where, 'Write true.');

type Kind = (typeof SITES)[number] | 'interrupt';

/** What may happen, how its value is read, and at which kinds of place. */
const DOES = {
  error: { read: readStatus, at: ['call', 'service'], means: 'a reply of FFA_ERROR' },
  reply: { read: readRegisters, at: ['call', 'service'], means: 'a reply with other registers' },
  errno: { read: readErrno, at: ['fn', 'service'], means: 'what a function returns' },
  rc: { read: cInt, at: ['fn', 'service'], means: 'what a function returns' },
  drop: { read: literalTrue, at: ['call', 'service'], means: 'a call that is never answered' },
  delay: { read: integer(0, Number.MAX_SAFE_INTEGER), at: ['call', 'service'], means: 'a later reply' },
  interrupt: { read: integer(1, 64), at: ['call', 'service'], means: 'a callee that is preempted' },
  lose: { read: literalTrue, at: ['interrupt'], means: 'an interrupt that never arrives' },
  crash: { read: literalTrue, at: ['call', 'service'], means: 'a secure world that stops at a call' },
} as const satisfies Record<string, { read: Read<unknown>; at: readonly Kind[]; means: string }>;

type DoName = keyof typeof DOES;
const doNames = Object.keys(DOES) as DoName[];
const BARE = ['drop', 'lose', 'crash'];

const readDo =
  (site: FaultSite): Read<FaultDo> =>
  (value, where) => {
    if (typeof value === 'string') {
      if (!BARE.includes(value)) return fail(`nothing is named ${show(value)} here.`, where, suggest(value, BARE));
      return readDo(site)({ [value]: true }, where);
    }
    const object = asObject(value, where, 'what happens');
    if (!object.ok) return object;
    const stranger = unknownField(object.value, where, doNames);
    if (stranger !== null) return stranger;
    const names = Object.keys(object.value) as DoName[];
    const [name] = names;
    if (name === undefined || names.length > 1)
      return fail(
        name === undefined ? 'nothing happens.' : `${names.join(' and ')} happen at once.`,
        where,
        `Write exactly one of ${doNames.join(', ')}.`,
      );
    const read = DOES[name].read(object.value[name], below(where, name));
    if (!read.ok) return read;
    const place = checkPlace(name, site, where);
    if (!place.ok) return place;
    return ok({ [name === 'errno' ? 'rc' : name]: read.value } as unknown as FaultDo);
  };

function checkPlace(name: DoName, site: FaultSite, where: string): Result<true> {
  const kind: Kind =
    'call' in site
      ? INTERRUPT_SITES.includes(site.call)
        ? 'interrupt'
        : 'call'
      : 'service' in site
        ? 'service'
        : 'fn';
  const allowed: readonly Kind[] = DOES[name].at;
  if (allowed.includes(kind)) return ok(true);
  const fitting = doNames.filter((n) => (DOES[n].at as readonly Kind[]).includes(kind));
  const at = kind === 'interrupt' ? 'an interrupt' : kind === 'fn' ? 'a function' : `a ${kind}`;
  return fail(
    `${name} is ${DOES[name].means}, and this fault is at ${at}.`,
    below(where, name),
    `Write ${fitting.join(', ')}, or move the fault to ${allowed.map(placeName).join(' or ')}.`,
  );
}

const placeName = (kind: Kind): string =>
  kind === 'interrupt' ? `an interrupt (${INTERRUPT_SITES.join(', ')})` : `at.${kind}`;

const readParts = record({ at: required(readSite), do: required<unknown>((value) => ok(value)) }, 'a fault');

/** One fault: where it strikes, and what happens there. */
export const readFault: Read<Fault> = (value, where) => {
  const parts = readParts(value, where);
  if (!parts.ok) return parts;
  const what = readDo(parts.value.at)(parts.value.do, below(where, 'do'));
  return what.ok ? ok({ at: parts.value.at, do: what.value }) : what;
};
