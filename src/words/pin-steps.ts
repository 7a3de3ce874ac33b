import { bits } from '../base/bits.ts';
import type { Value } from '../trace/event.ts';
import type { History } from '../trace/history.ts';
import { DRIVER, spmcVm } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';
import { isRecorded } from './ids.ts';
import { valueText } from './value-text.ts';

/** From this row on the cell has this value; -1: before the first row. */
export interface PinStep {
  readonly row: number;
  readonly text: string;
}

/** How a pinned cell changes over the whole run, from its value before the first row on. A write of the same value is none. */
export function pinSteps(trace: Trace, history: History, key: string): readonly PinStep[] {
  const id = /^id:(?:([0-9]+):)?([0-9]+)$/.exec(key);
  return distinct(
    id === null ? cellSteps(trace, history, key) : idSteps(trace, history, Number(id[2]), Number(id[1] ?? 0)),
  );
}

/** The step that holds at this row. */
export function stepAt(steps: readonly PinStep[], row: number): PinStep | undefined {
  return steps.findLast((s) => s.row <= row);
}

function cellSteps(trace: Trace, history: History, key: string): readonly PinStep[] {
  const start = { row: -1, text: valueText(key, history.at(-1).get(key)) };
  return [
    start,
    ...history.writesOf(key).map((row) => ({ row, text: valueText(key, written(trace, row, key)?.value) })),
  ];
}

function idSteps(trace: Trace, history: History, id: number, vm: number): readonly PinStep[] {
  const bitmaps = [spmcVm(vm).bound, spmcVm(vm).pending];
  const keys = vm === 0 ? [...bitmaps, DRIVER.bottomHalfValue] : bitmaps;
  const world = history.at(-1);
  const now = new Map<string, Value | undefined>(keys.map((key) => [key, world.get(key)]));
  const rows = [...new Set(keys.flatMap((key) => history.writesOf(key)))].sort((a, b) => a - b);
  let seen = !isRecorded(trace);
  const text = (): string => {
    const [bound, pending] = bitmaps.map((key) => {
      const word = now.get(key);
      return typeof word === 'bigint' && bits(word, id, id) === 1n;
    });
    seen ||= bound === true || pending === true;
    // A recording tells of the ids that its calls name, and of no other.
    if (!seen) return 'not seen';
    const state = bound ? (pending ? 'bound and pending' : 'bound') : pending ? 'not bound, yet pending' : 'free';
    return now.get(DRIVER.bottomHalfValue) === id ? `${state}, bottom half` : state;
  };
  const steps = [{ row: -1, text: text() }];
  for (const row of rows) {
    for (const key of keys) {
      const change = written(trace, row, key);
      if (change !== undefined) now.set(key, change.value);
    }
    steps.push({ row, text: text() });
  }
  return steps;
}

/** What a row wrote into a cell last; undefined where it wrote nothing. */
function written(trace: Trace, row: number, key: string): { readonly value: Value | undefined } | undefined {
  const change = trace.row(row).changes.findLast((c) => c.key === key);
  return change === undefined ? undefined : { value: change.after };
}

const distinct = (steps: readonly PinStep[]): readonly PinStep[] =>
  steps.filter((s, i) => i === 0 || s.text !== steps[i - 1]?.text);
