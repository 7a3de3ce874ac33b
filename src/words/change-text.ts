import { assertNever } from '../base/assert.ts';
import type { Scenario } from '../scenario/types.ts';
import { faultText } from './fault-text.ts';

/** More changes than this are not told one by one. */
const TOLD = 2;

/**
 * What was done to `base` to get `changed`, as a run is named: `The 4th FFA_NOTIFICATION_BIND answers DENIED −6`,
 * `Driver v7.3`. Without a full stop; never empty.
 */
export function changeText(base: Scenario, changed: Scenario): string {
  const all = [...faultChanges(base, changed), ...fieldChanges(base, changed)];
  if (all.length === 0) return 'The same scenario';
  return all.length > TOLD ? `${all.length} changes` : all.join('; ');
}

function faultChanges(base: Scenario, changed: Scenario): string[] {
  const [before, after] = [base.faults.map(faultText), changed.faults.map(faultText)];
  return [
    ...after.filter((f) => !before.includes(f)),
    ...before.filter((f) => !after.includes(f)).map((f) => `Without: ${f}`),
  ];
}

/** Every field that decides what happens; the title and the version of the format do not. */
const FIELDS = [
  'driver',
  'fixes',
  'secure',
  'cpus',
  'threads',
  'gic',
  'nsInterrupts',
  'partitions',
  'optee',
  'bound',
  'held',
  'actions',
  'choices',
  'seed',
] as const satisfies readonly (keyof Scenario)[];
type Field = (typeof FIELDS)[number];

const fieldChanges = (base: Scenario, changed: Scenario): string[] =>
  FIELDS.filter((f) => plain(base[f]) !== plain(changed[f])).map((f) => fieldText(f, changed));

function fieldText(field: Field, s: Scenario): string {
  switch (field) {
    case 'driver':
      return `Driver ${s.driver}`;
    case 'fixes':
      return 'Other fixes of the driver';
    case 'secure':
      return `Secure world ${s.secure}`;
    case 'cpus':
      return `${s.cpus} CPUs`;
    case 'threads':
      return `${s.threads} OP-TEE threads`;
    case 'gic':
      return `GICv${s.gic}`;
    case 'nsInterrupts':
      return `Interrupts ${s.nsInterrupts}`;
    case 'partitions':
      return `${s.partitions} ${s.partitions === 1 ? 'partition' : 'partitions'}`;
    case 'optee':
      return 'Another OP-TEE';
    case 'bound':
      return `Bound before the probe: ${idsText(s.bound)}`;
    case 'held':
      return `Held by another driver: ${idsText(s.held)}`;
    case 'actions':
      return 'Other actions';
    case 'choices':
      return 'Others run first';
    case 'seed':
      return `Seed ${s.seed}`;
    default:
      return assertNever(field, 'field');
  }
}

const idsText = (ids: readonly number[]): string => (ids.length === 0 ? 'no id' : ids.join(', '));

/** As text, to compare: scenarios hold big integers. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v instanceof Map ? [...v] : v));
