// FROZEN. Links that people have shared are read by this file: nothing here may change its meaning, and nothing here
// may import what could. The default values below are those of version 1 of the link for ever, whatever the defaults
// of the scenario format become. A name that its list does not have is written as itself, so a new driver, secure world or
// action needs nothing here; a new field of the scenario is added at the end of FIELDS. A different tuple is a new file,
// codec-v2.ts.

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Loose = Readonly<Record<string, unknown>>;

const DRIVERS = ['v6.12', 'v1', 'fixed', 'v7.3'];
const SECURE = ['optee', 'hafnium'];
const NS_INTERRUPTS = ['managed-exit', 'signalled', 'queued'];
const OPTEE = ['apiMajor', 'apiMinor', 'osMajor', 'osMinor', 'osBuild', 'rpcParams', 'caps', 'maxNotif', 'notifReady'];
const OPTEE_DEFAULTS: readonly unknown[] = [
  1,
  0,
  4,
  10,
  '0xd5001fe0',
  4,
  ['ARG_OFFSET', 'ASYNC_NOTIF', 'RPMB_PROBE'],
  0,
  true,
];
const ACTIONS = [
  'probe',
  'remove',
  'notify',
  'boot',
  'unload',
  'session',
  'load-ta',
  'sync-wait',
  'sync-send',
  'request',
  'relinquish',
  'send',
  'smc',
  'kexec',
  'sp',
];
const ACTION_FIELDS = [
  'with',
  'cpu',
  'key',
  'timeout',
  'id',
  'perVcpu',
  'w',
  'after',
  'unbind',
  'tx',
  'smc',
  'vm',
  'masks',
];
const SITES = ['call', 'service', 'fn'];
const DOES = ['error', 'reply', 'errno', 'rc', 'drop', 'delay', 'interrupt', 'lose', 'crash'];

/** Those of which a link without them says that they are on. */
const FIXES = [
  'stop-first',
  'drain',
  'id-first',
  'zero-only',
  'queue-on-error',
  'pages-on-error',
  'wake-waiters',
  'try-again',
  'bounded-wait',
  'unbind-first',
  'unbind-on-error',
  'wait-for-callbacks',
  'hash-by-id',
  'zero-status',
  'drivers-first',
];

/** Field of the scenario, its value in a link that leaves it out, and how it is packed. */
const FIELDS: readonly (readonly [
  name: string,
  absent: unknown,
  pack: (v: unknown) => Json,
  unpack: (v: unknown) => unknown,
])[] = [
  ['faults', [], eachOf(packFault), eachOf(unpackFault)],
  ['actions', [{ do: 'probe' }, { do: 'remove' }], eachOf(packAction), eachOf(unpackAction)],
  ['bound', [], same, same],
  ['driver', 'v6.12', indexIn(DRIVERS), nameIn(DRIVERS)],
  ['title', '', same, same],
  ['optee', unpackOptee([]), packOptee, unpackOptee],
  ['held', [], same, same],
  ['cpus', 2, same, same],
  ['threads', 2, same, same],
  ['gic', 3, same, same],
  ['secure', 'optee', indexIn(SECURE), nameIn(SECURE)],
  ['seed', 1, same, same],
  ['choices', [], same, same],
  ['nsInterrupts', 'managed-exit', indexIn(NS_INTERRUPTS), nameIn(NS_INTERRUPTS)],
  ['partitions', 1, same, same],
  ['fixes', FIXES, eachOf(indexIn(FIXES)), eachOf(nameIn(FIXES))],
];

/** The full JSON of a version 1 scenario as a tuple: 0 for a default, and no trailing defaults. */
export function packV1(scenario: Loose): Json {
  const tuple = FIELDS.map(([name, absent, pack]) => (equal(scenario[name], absent) ? 0 : [pack(scenario[name])]));
  while (tuple.at(-1) === 0) tuple.pop();
  return tuple;
}

/** The JSON of a scenario from its tuple, every default written out. What is not such a tuple gives what no scenario is. */
export function unpackV1(tuple: unknown): unknown {
  if (!Array.isArray(tuple) || tuple.length > FIELDS.length) return null;
  const out: Record<string, unknown> = { v: 1 };
  for (const [i, [name, absent, , unpack]] of FIELDS.entries()) {
    const packed: unknown = tuple[i] ?? 0;
    out[name] = packed === 0 ? absent : Array.isArray(packed) ? unpack(packed[0]) : null;
  }
  return out;
}

function packOptee(value: unknown): Json {
  const optee = value as Loose;
  const words = OPTEE.map((name, i) => (equal(optee[name], OPTEE_DEFAULTS[i]) ? null : (optee[name] as Json)));
  while (words.at(-1) === null) words.pop();
  return words;
}

function unpackOptee(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > OPTEE.length) return null;
  return Object.fromEntries(OPTEE.map((name, i) => [name, value[i] ?? OPTEE_DEFAULTS[i]]));
}

function packAction(value: unknown): Json {
  const action = value as Loose;
  const fields = ACTION_FIELDS.flatMap((name, i) => (Object.hasOwn(action, name) ? [i, action[name] as Json] : []));
  const name = packName(ACTIONS, action.do);
  return fields.length === 0 ? name : [name, ...fields];
}

function unpackAction(value: unknown): unknown {
  const [name, ...fields] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const out: Record<string, unknown> = { do: unpackName(ACTIONS, name) };
  for (let i = 0; i < fields.length; i += 2) out[ACTION_FIELDS[fields[i] as number] ?? '?'] = fields[i + 1];
  return out;
}

function packFault(value: unknown): Json {
  const fault = value as { at: Loose; do: Loose };
  const site = SITES.findIndex((name) => Object.hasOwn(fault.at, name));
  const what = DOES.findIndex((name) => Object.hasOwn(fault.do, name));
  const name = fault.at[SITES[site] as string] as Json;
  return [site, name, fault.at.nth as Json, what, fault.do[DOES[what] as string] as Json];
}

function unpackFault(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [site, name, nth, what, how] = value as readonly unknown[];
  return { at: { [SITES[site as number] ?? '?']: name, nth }, do: { [DOES[what as number] ?? '?']: how } };
}

function eachOf<T>(one: (v: unknown) => T): (v: unknown) => T[] {
  return (value) => (Array.isArray(value) ? value.map(one) : (null as unknown as T[]));
}

function same<T>(value: unknown): T {
  return value as T;
}

function packName(names: readonly string[], value: unknown): Json {
  const index = names.indexOf(value as string);
  return index < 0 ? (value as Json) : index;
}

function unpackName(names: readonly string[], value: unknown): unknown {
  return typeof value === 'string' ? value : (names[value as number] ?? null);
}

function indexIn(names: readonly string[]): (v: unknown) => Json {
  return (value) => packName(names, value);
}

function nameIn(names: readonly string[]): (v: unknown) => unknown {
  return (value) => unpackName(names, value);
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
