import { frame } from '../../abi/frame.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Action, ActionName, TxContents } from '../../stack/config.ts';
import { asObject, below, type Field, record, required, withDefault } from './record.ts';
import { readTx } from './tx.ts';
import { flag, integer, list, oneOf, type Read, word32, word64 } from './value.ts';

/** A notification id as Linux takes it, a non-negative C int: 64 and above reach the check in notify_request. */
const notifyId = integer(0, 0x7fff_ffff);
const cpu = integer(0, 7);
const row = integer(0, 10_000_000);
/** x0..x17, as SMCCC 1.2 has them. */
const MOST_REGISTERS = 18;
const words: Read<readonly bigint[]> = (value, where) => {
  const read = list(word64, MOST_REGISTERS, 'registers')(value, where);
  if (!read.ok) return read;
  if (read.value.length === 0) return fail('there is no register.', where, 'Write w0 to at most x17.');
  if (read.value.length > 8) return ok(read.value);
  return ok(frame(...read.value));
};

/** What a direct request carries in w3 to w7: w0 to w4 of the call that the partition makes. */
const commandWords: Read<readonly bigint[]> = (value, where) => {
  const read = list(word64, 5, 'registers')(value, where);
  if (!read.ok) return read;
  return read.value.length === 0 ? fail('there is no register.', where, 'Write w0 to at most w4.') : read;
};

type ActionFields = { readonly [name: string]: Field<unknown> };

/** What each action may carry beside `do`, `with` and `after`. The defaults are what the action means when a field is absent. */
export const ACTIONS: { readonly [K in ActionName]: ActionFields } = {
  'secure-boot': {},
  boot: {},
  probe: {},
  remove: {},
  unload: { unbind: withDefault(flag, true) },
  kexec: {},
  session: {},
  'load-ta': {},
  protmem: {},
  notify: { cpu: withDefault(cpu, 0), masks: withDefault(flag, false) },
  'sync-wait': { key: required(word32), timeout: withDefault(word32, 0) },
  'sync-send': { key: required(word32) },
  request: { id: required(notifyId), perVcpu: withDefault(flag, false) },
  send: { id: required(notifyId), perVcpu: withDefault(flag, false) },
  // Linux's notify_relinquish takes no per-vCPU flag: it is read and has no meaning.
  relinquish: { id: required(notifyId), perVcpu: withDefault(flag, false) },
  sp: {
    id: required(integer(0x8002, 0x8002)),
    smc: required(commandWords),
    cpu: withDefault<number | undefined>(cpu, undefined),
  },
  smc: {
    w: required(words),
    cpu: withDefault<number | undefined>(cpu, undefined),
    tx: withDefault<TxContents | undefined>(readTx, undefined),
    vm: withDefault<number | undefined>(integer(1, 0x7fff), undefined),
  },
};

const names = Object.keys(ACTIONS) as ActionName[];
const readName = oneOf(names, 'action');
const readWith = oneOf(['previous'], 'action to go with');

/** One action: `{"do": "notify", "cpu": 1, "with": "previous"}`. Fields that equal their default are left out. */
export const readAction: Read<Action> = (value, where) => {
  const object = asObject(value, where, 'an action');
  if (!object.ok) return object;
  if (!Object.hasOwn(object.value, 'do'))
    return fail('the action has no name.', below(where, 'do'), 'Write {"do": "probe"}.');
  const name = readName(object.value.do, below(where, 'do'));
  if (!name.ok) return name;
  const shape = {
    do: required(readName),
    with: withDefault(readWith as Read<string | null>, null),
    after: withDefault(row as Read<number | null>, null),
    ...ACTIONS[name.value],
  };
  const read = record(shape, `the action ${name.value}`)(value, where);
  if (!read.ok) return read;
  return ok(canonicalAction(read.value as unknown as LooseAction));
};

/** An action whose absent fields may be written out. */
type LooseAction = { readonly do: ActionName; readonly with?: string | null; readonly after?: number | null } & {
  readonly [field: string]: unknown;
};

function canonicalAction(loose: LooseAction): Action {
  const out: Record<string, unknown> = { do: loose.do };
  for (const [field, { byDefault }] of Object.entries(ACTIONS[loose.do]))
    if (loose[field] !== byDefault && !(loose.do === 'relinquish' && field === 'perVcpu')) out[field] = loose[field];
  if (loose.with === 'previous') out.with = 'previous';
  if (typeof loose.after === 'number') out.after = loose.after;
  return out as unknown as Action;
}

/** What holds between actions and the machine: the first has no previous one, and a CPU must be there. */
export function checkActions(actions: readonly Action[], cpus: number): Result<readonly Action[]> {
  for (const [i, action] of actions.entries()) {
    if (i === 0 && action.with !== undefined)
      return fail('the first action has none before it.', 'actions[0].with', 'Leave "with" out.');
    if (i === 0 && action.after !== undefined)
      return fail('the first action has no rows before it.', 'actions[0].after', 'Leave "after" out.');
    if ((action.do === 'notify' || action.do === 'smc' || action.do === 'sp') && (action.cpu ?? 0) >= cpus)
      return fail(
        `there are ${cpus} CPUs, 0 to ${cpus - 1}.`,
        `actions[${i}].cpu`,
        'Name one of these, or raise "cpus".',
      );
  }
  return ok(actions);
}
