import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { hashRandom } from '../base/hash-random.ts';
import type { Scenario } from '../scenario/types.ts';
import { commute } from '../sim/footprint.ts';
import type { Candidate, Policy } from '../sim/policy.ts';
import { Running } from '../stack/simulate.ts';
import type { TraceEvent } from '../trace/event.ts';
import { CPU_PREFIX } from '../trace/keys.ts';
import { galleryScenario } from './gallery.ts';

// What an explorer stands on: a state has a key, and steps that do not touch each other's things can change places.

const RACES = ['two-ways', 'unbind-pending', 'no-barrier', 'too-early', 'coalescing'];
const scenarioOf = (name: string): Scenario => ({ ...ensure(galleryScenario(name), name), choices: [] });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same one wherever the same could run, whatever the order of the candidates. */
function byName(candidates: readonly Candidate[]): number {
  const rank = (c: Candidate): string => `${c.name} ${c.id}`;
  const first = candidates.toSorted((a, b) => compare(rank(a), rank(b)))[0] as Candidate;
  return candidates.indexOf(first);
}

const running = (scenario: Scenario, policy: Policy): Running =>
  new Running(scenario, { policy, watched: true, maxRows: 5000 });

/** What happens in a row, without its time, its number and those of others, and the action that it is counted to. */
function happens(e: TraceEvent): string {
  const { row, at, cause, action, changes, ...rest } = e;
  const told: Record<string, unknown> = { ...rest, of: null, enter: null };
  return JSON.stringify(told, (_key, v) => (typeof v === 'bigint' ? v.toString(16) : v));
}

/** The world without what is said of CPUs for people. */
const worldOf = (r: Running): string[] =>
  Array.from(r.kernel.world.under(''), ([key, { value }]) => `${key}=${value}`)
    .filter((cell) => !cell.startsWith(CPU_PREFIX))
    .sort();

describe('the key of a state', () => {
  test('two runs that come to the same state go on alike', () => {
    const met = new Map<string, { readonly prefix: string; readonly rest: string }>();
    let again = 0;
    for (const name of RACES) {
      const scenario = scenarioOf(name);
      for (let seed = 0; seed < 30; seed++) {
        const length = 1 + (seed % 20);
        let key = '';
        let from = 0;
        const prefix: number[] = [];
        const r = running(scenario, {
          next(candidates, state) {
            if (state.choice === length) {
              key = `${name} ${state.key()}`;
              from = state.rows;
            }
            if (state.choice >= length) return byName(candidates);
            const chosen = Math.floor(hashRandom(seed, state.choice) * candidates.length);
            prefix.push(chosen);
            return chosen;
          },
        });
        r.settle();
        if (key === '') continue;
        const rows = [...r.kernel.trace.rows(from)].filter((e) => e.kind !== 'choice');
        const rest = JSON.stringify([rows.map(happens), worldOf(r)]);
        const before = met.get(key);
        if (before === undefined) met.set(key, { prefix: prefix.join(), rest });
        else if (before.prefix !== prefix.join()) {
          again++;
          expect(rest, `${name}: choices ${before.prefix} and ${prefix.join()}`).toBe(before.rest);
        }
      }
    }
    expect(again).toBeGreaterThan(10);
  });

  test('is not that of another state', () => {
    for (const name of RACES) {
      const worlds = new Map<string, string>();
      const r = running(scenarioOf(name), { next: () => 0 });
      while (r.advance() === null) {
        const key = r.stateKey();
        const world = worldOf(r).join();
        expect(worlds.get(key) ?? world).toBe(world);
        worlds.set(key, world);
      }
      expect(worlds.size).toBeGreaterThan(r.kernel.trace.length / 2);
    }
  });

  test('steps that commute come to the same state in either order', () => {
    let swapped = 0;
    let dependent = 0;
    for (const name of RACES)
      for (let seed = 0; seed < 40; seed++) {
        const at = seed % 20;
        const one = twoSteps(scenarioOf(name), seed, at, [0, 1]);
        const other = twoSteps(scenarioOf(name), seed, at, [1, 0]);
        if (one === null || other === null) continue;
        const [a, b] = one.footprints;
        if (a === undefined || b === undefined || a.by !== other.footprints[1]?.by) continue;
        if (!commute(a, b)) {
          dependent++;
          continue;
        }
        swapped++;
        expect(one.key, `${name}, seed ${seed}: ${a.by} and ${b.by}`).toBe(other.key);
      }
    expect([swapped > 20, dependent > 20]).toEqual([true, true]);
  });
});

/** Random choices up to choice `at`, then one step of each of the first two that could run there, in this order. */
function twoSteps(scenario: Scenario, seed: number, at: number, order: readonly [number, number]) {
  let wanted: string[] | null = null;
  let open = false;
  const r = running(scenario, {
    next(candidates, { choice }) {
      if (choice < at) return Math.floor(hashRandom(seed, choice) * candidates.length);
      wanted ??= order.map((i) => (candidates[i] as Candidate).id);
      const index = candidates.findIndex((c) => c.id === wanted?.[0]);
      return open && index >= 0 ? index : 'pause';
    },
  });
  if (r.settle() !== 'paused' || wanted === null) return null;
  open = true;
  const footprints = [];
  const ids: string[] = wanted;
  while (ids.length > 0) {
    if (r.advance() !== null) return null;
    const footprint = ensure(r.kernel.footprint, 'footprint');
    // An interrupt that is taken has a name of its own: the interrupt's, and how often it came.
    if (footprint.by !== ids[0] && footprint.by.replace(/#\d+$/, '') !== ids[0]) return null;
    ids.shift();
    footprints.push(footprint);
  }
  return { key: r.stateKey(), footprints };
}
