import { DEFAULT_ENDPOINTS, endpointName } from '../abi/endpoint.ts';
import { bits } from '../base/bits.ts';
import { perObject } from '../base/per-object.ts';
import type { Change, TraceEvent, Value } from '../trace/event.ts';
import type { History } from '../trace/history.ts';
import { CORE, DRIVER, spmcVm } from '../trace/keys.ts';
import { callOf } from '../trace/replies.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';

/** Whose a bound id is. `nobody`: the SPMC has it bound, and no Linux driver has a callback for it. */
type IdOwner = 'optee' | 'other' | 'nobody';

/** One of the 64 notification ids of a VM at the cursor. */
export interface IdState {
  readonly id: number;
  readonly vm: number;
  /** false where a recording has not told about this id: it may be bound all the same. */
  readonly known: boolean;
  readonly bound: boolean;
  readonly pending: boolean;
  /** null while it is not bound. */
  readonly owner: IdOwner | null;
  /** The endpoint that may signal it, as its BIND named it; null while it is not bound, and where no row bound it. */
  readonly sender: number | null;
  /** OP-TEE signals its bottom half with this id: the driver's bottom_half_value. */
  readonly bottomHalf: boolean;
  /** The row at the cursor bound, unbound, set or cleared it. */
  readonly changed: boolean;
  /** The last row up to the cursor that changed it; -1 for before the first row, null for never. */
  readonly row: number | null;
}

const word = (v: Value | undefined): bigint => (typeof v === 'bigint' ? v : 0n);
const bit = (v: Value | undefined, id: number): boolean => bits(word(v), id, id) === 1n;

/** VM 0, and every other VM that has a bitmap in this world, ascending. */
export function vmsWithBitmap(world: World): number[] {
  const vms = new Set([0]);
  for (const [key] of world.under('spmc.vm')) {
    const id = /^spmc\.vm(\d+)\.initialized$/.exec(key)?.[1];
    if (id !== undefined) vms.add(Number(id));
  }
  return [...vms].sort((a, b) => a - b);
}

/** The 64 ids of a VM at `cursor`. `world` is the world after that row. */
export function idStates(trace: Trace, history: History, world: World, cursor: number, vm = 0): IdState[] {
  const keys = spmcVm(vm);
  // What Linux's core and driver have are ids of VM 0.
  const hash = vm === 0 ? hashOwners(world) : new Map<number, IdOwner>();
  const bindings = lastTouches(trace, history, cursor, keys.bound);
  const signals = lastTouches(trace, history, cursor, keys.pending);
  const start = history.at(-1);
  const recorded = isRecorded(trace);
  return Array.from({ length: 64 }, (_, id) => {
    const bound = bit(world.get(keys.bound), id);
    const pending = bit(world.get(keys.pending), id);
    const atStart = bit(start.get(keys.bound), id) || bit(start.get(keys.pending), id);
    const row = later(bindings[id], signals[id]) ?? (atStart ? -1 : null);
    return {
      id,
      vm,
      known: !recorded || row !== null || bound || pending,
      bound,
      pending,
      owner: bound ? (hash.get(id) ?? (vm === 0 ? binder(trace, cursor, row) : 'other')) : null,
      sender: bound ? senderOf(trace, bindings[id]) : null,
      bottomHalf: vm === 0 && world.get(DRIVER.bottomHalfValue) === id,
      changed: row === cursor && row >= 0,
      row,
    };
  });
}

/** A recording's rows come from no source file of the model. */
export const isRecorded = (trace: Trace): boolean => {
  const first = trace.length === 0 ? null : trace.row(0);
  return first !== null && first.src === null && first.kind !== 'choice' && first.kind !== 'violation';
};

/** Who asked for each entry of the notifier hash: the value is `SECURE_PARTITION optee`. */
function hashOwners(world: World): Map<number, IdOwner> {
  const owners = new Map<number, IdOwner>();
  for (const [key, cell] of world.under(CORE.hashPrefix)) {
    const id = Number(key.slice(key.lastIndexOf('.') + 1));
    const who = String(cell.value).split(' ')[1] ?? '';
    owners.set(id, who.startsWith('optee') ? 'optee' : 'other');
  }
  return owners;
}

/**
 * Whose a bound id is that the hash has no entry for. Between the reply to BIND and the row that shows the entry, it
 * belongs to the caller; a recording shows no hash, so there it belongs to who bound it. Else nobody in Linux owns it.
 */
function binder(trace: Trace, cursor: number, row: number | null): IdOwner {
  if (row === null || row < 0) return 'nobody';
  const event = trace.row(row);
  if (event.src !== null && continued(trace, event, cursor)) return 'nobody';
  return event.stack.some((fn) => /^optee/.test(fn)) ? 'optee' : 'other';
}

/** Did the context of `event` write another row after it, up to the cursor? */
function continued(trace: Trace, event: TraceEvent, cursor: number): boolean {
  for (const e of trace.rows(event.row + 1, cursor + 1)) if (e.ctx === event.ctx) return true;
  return false;
}

/** For each id the last row up to the cursor in which its bit of this bitmap changed. */
function lastTouches(trace: Trace, history: History, cursor: number, key: string): (number | undefined)[] {
  const last: (number | undefined)[] = [];
  const rows = history.writesOf(key);
  let left = everFlipped(trace, history, key);
  for (let i = rows.length - 1; i >= 0 && left > 0; i--) {
    const row = rows[i] as number;
    if (row > cursor) continue;
    for (const id of flipped(trace.row(row).changes, key)) {
      if (last[id] !== undefined) continue;
      last[id] = row;
      left--;
    }
  }
  return last;
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** The sender that the BIND of this row named: FFA_NOTIFICATION_BIND, w1 bits 31:16. */
function senderOf(trace: Trace, row: number | undefined): number | null {
  if (row === undefined || row < 0) return null;
  const call = callOf(trace, row);
  return call?.name === 'FFA_NOTIFICATION_BIND' ? Number(bits(call.w[1] ?? 0n, 31, 16)) : null;
}

const countsOf = perObject((_: History) => new Map<string, number>());

/** How many ids the whole trace changes under this key: when that many are found, the search is over. */
function everFlipped(trace: Trace, history: History, key: string): number {
  const kept = countsOf(history);
  let count = kept.get(key);
  if (count === undefined) {
    const ids = new Set<number>();
    for (const row of history.writesOf(key)) for (const id of flipped(trace.row(row).changes, key)) ids.add(id);
    count = ids.size;
    kept.set(key, count);
  }
  return count;
}

function flipped(changes: readonly Change[], key: string): number[] {
  const ids: number[] = [];
  for (const c of changes) {
    if (c.key !== key) continue;
    let delta = word(c.before) ^ word(c.after);
    for (let id = 0; delta > 0n; id++, delta >>= 1n) if (delta & 1n) ids.push(id);
  }
  return ids;
}

/** `free`, `bound by the OP-TEE driver, pending`: the state in words. */
function idText(s: IdState): string {
  if (!s.known) return 'not seen in this recording';
  const base = !s.bound
    ? s.pending
      ? 'not bound, yet pending'
      : 'free'
    : s.owner === 'optee'
      ? 'bound by the OP-TEE driver'
      : s.owner === 'other'
        ? `bound by ${s.vm === 0 ? 'another driver' : `VM ${s.vm}`}`
        : 'bound, and no Linux driver owns it';
  const parts = [base];
  if (s.sender !== null) parts.push(`${endpointName(s.sender, DEFAULT_ENDPOINTS)} may signal it to VM ${s.vm}`);
  if (s.bound && s.pending) parts.push('pending');
  if (s.bottomHalf) parts.push('the bottom half’s id');
  return parts.join(', ');
}

/** `id 3`, of another VM than 0 `id 3 of VM 5`. */
export const idLabel = ({ id, vm }: Pick<IdState, 'id' | 'vm'>): string =>
  vm === 0 ? `id ${id}` : `id ${id} of VM ${vm}`;

/** The key under which it is watched: `id:3`, of another VM than 0 `id:5:3`. */
export const idPinKey = ({ id, vm }: Pick<IdState, 'id' | 'vm'>): string => (vm === 0 ? `id:${id}` : `id:${vm}:${id}`);

/** The accessible name of a cell: `id 3, bound by the OP-TEE driver, written by row 63`. */
export function idName(s: IdState): string {
  const by = s.row === null ? '' : s.row < 0 ? ', before the first row' : `, written by row ${s.row}`;
  return `${idLabel(s)}, ${idText(s)}${by}`;
}

/** How an id came to its state: `free → bound`, from the change of its last row. */
export function idTransition(history: History, s: IdState): string {
  if (s.row === null) return s.known ? `${idText(s)}, never written` : idText(s);
  if (s.row < 0) return `${idText(s)} before the first row`;
  const before = history.at(s.row - 1);
  const after = history.at(s.row);
  const whom =
    s.sender === null ? '' : `, to be signalled by ${endpointName(s.sender, DEFAULT_ENDPOINTS)} to VM ${s.vm}`;
  return `${plain(before, s)} → ${plain(after, s)}${whom}`;
}

const plain = (w: World, { id, vm }: IdState): string => {
  const bound = bit(w.get(spmcVm(vm).bound), id);
  const pending = bit(w.get(spmcVm(vm).pending), id);
  return bound ? (pending ? 'bound and pending' : 'bound') : pending ? 'not bound, yet pending' : 'free';
};
