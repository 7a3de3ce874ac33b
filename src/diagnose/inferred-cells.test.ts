import { expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { openRecording } from '../import/open.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { CORE, OPTEE, SPMC } from '../trace/keys.ts';

// What a recording lets us know of the world is worked out from calls and replies alone. The model, which recordings hold, knows
// the cells: after each reply every cell that was worked out is what the model has there.

type Json = { readonly [name: string]: unknown };
const smc = (...w: readonly (number | string)[]): Json => ({ do: 'smc', w });
const bind = (low: number, high = 0, flags = 0, vm = 0): Json => smc('0x8400007f', 0x8001_0000 + vm, flags, low, high);
const unbind = (low: number, high = 0, vm = 0): Json => smc('0x84000080', 0x8001_0000 + vm, 0, low, high);
const create = (vm = 0): Json => smc('0x8400007d', vm, 2);
const destroy = (vm = 0): Json => smc('0x8400007e', vm);
const version = (v: number | string): Json => smc('0x84000063', v);
const map = smc('0xc4000066', '0x40e6a000', '0x40e14000', 1);
const unmap = smc('0x84000067', 0);
const share = (address: string, id64 = true): Json => ({
  ...smc(id64 ? '0xc4000073' : '0x84000073', 0x60, 0x60),
  tx: { ranges: [{ address }] },
});
const reclaim = (low: number, high = 0x1000): Json => smc('0x84000077', low, high, 0);

/** Cells of the secure world that both sides have; of the others the model knows more than frames tell. */
const SECURE: readonly string[] = [SPMC.rxtx, SPMC.initialized, SPMC.bound, SPMC.doBottomHalfValue, OPTEE.notifStarted];
/** Linux writes its own a little after the reply: they are equal at the end. */
const LINUX: readonly string[] = [CORE.version, CORE.bitmapCreated, CORE.notifEnabled];
const isShared = (key: string): boolean => key.startsWith(SPMC.shmPrefix);

function framesOf(rows: readonly TraceEvent[]): Json[] {
  const replies = new Map(rows.flatMap((e) => (e.kind === 'return' ? [[e.of, e.w] as const] : [])));
  return rows.flatMap((e, i) =>
    e.kind === 'call' && replies.has(e.row)
      ? [
          {
            kind: 'smc',
            ts_us: i,
            cpu: e.cpu,
            task: 'insmod-68',
            call: e.w.map(hex),
            ret: replies.get(e.row)?.map(hex),
          },
        ]
      : [],
  );
}

test.each<[string, readonly Json[], readonly string[]]>([
  ['a probe and its remove', [{ do: 'boot' }, { do: 'probe' }, { do: 'remove' }], [...SECURE, ...LINUX]],
  [
    'ids of both words, some given back, some refused',
    [
      create(),
      bind(5, 0x100),
      unbind(4, 0x100),
      bind(1),
      bind(8),
      unbind(16),
      bind(0, 1, 1),
      bind(2, 0, 0, 1),
      bind(0, 2),
    ],
    [SPMC.bound, SPMC.initialized],
  ],
  [
    'bitmaps',
    [create(), create(), bind(1), destroy(), unbind(1), destroy(), destroy()],
    [SPMC.initialized, SPMC.bound],
  ],
  ['buffers', [version(0x10001), map, map, unmap, unmap, map], [SPMC.rxtx]],
  [
    'memory in both widths, and its handles',
    [
      version(0x10001),
      map,
      share('0x40e20000'),
      share('0x40e30000', false),
      reclaim(0),
      reclaim(0),
      reclaim(7),
      reclaim(1),
    ],
    [],
  ],
])('%s', async (name, actions, wanted) => {
  const boots = actions.some((a) => a.do === 'boot');
  const parsed = parseScenario({ v: 1, actions: boots ? actions : [...actions, { do: 'boot' }] });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  const model = run(parsed.value);
  const rows = [...model.trace.rows()].filter((e) => boots || e.ctx === 'other driver');
  const opened = await openRecording(JSON.stringify(framesOf(rows)));
  if (!opened.ok) throw new Error(opened.error.what);
  const inferred = new History(opened.value.trace);
  const returns = (list: readonly TraceEvent[]): TraceEvent[] => list.filter((e) => e.kind === 'return');
  const known = new Set<string>();
  const [ours, theirs] = [returns([...opened.value.trace.rows()]), returns(rows)];
  expect(ours.length).toBe(theirs.length);
  for (const [i, e] of ours.entries()) {
    const world = inferred.at(e.row);
    const truth = model.history.at(theirs[i]?.row ?? -1);
    const shared = (w: typeof world): string[] => [...w.under(SPMC.shmPrefix)].map(([key]) => key).sort();
    expect(shared(world)).toEqual(shared(truth));
    for (const [key, { value }] of world.under('')) {
      known.add(key);
      if (SECURE.includes(key)) expect([i, key, value]).toEqual([i, key, truth.get(key)]);
    }
  }
  const last = inferred.at(opened.value.trace.length - 1);
  if (boots)
    for (const key of LINUX)
      expect([key, last.get(key)]).toEqual([key, model.history.at(model.trace.length - 1).get(key)]);
  for (const key of wanted) expect([key, known.has(key)]).toEqual([key, true]);
  expect(name !== 'memory in both widths, and its handles' || [...known].some(isShared)).toBe(true);
});
