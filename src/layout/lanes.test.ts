import { expect, test } from 'vitest';
import { sideOf } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';
import { actorsOf } from '../trace/index.ts';
import { call, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { laneX, planLanes } from './lanes.ts';

const SIX: readonly Actor[] = ['user', 'optee-driver', 'arm_ffa', 'spmd', 'spmc', 'optee'];

test('the six lanes stand where the drawing has them', () => {
  const plan = planLanes(SIX, 0, 1000);
  expect(plan.lanes.map((l) => Math.round(l.x))).toEqual([59, 201, 401, 541, 736, 919].map((x) => x - 0));
  expect(Math.round(plan.edge)).toBe(463);
});

test('the worlds meet between the last lane of one and the first of the other', () => {
  for (const actors of [SIX, [...SIX, 'other', 'supplicant'] as Actor[]])
    for (const width of [320, 650, 1600]) {
      const plan = planLanes(actors, 46, 46 + width);
      const normal = plan.lanes.filter((l) => l.side === 'normal').map((l) => l.x);
      const secure = plan.lanes.filter((l) => l.side === 'secure').map((l) => l.x);
      expect(Math.max(...normal)).toBeLessThan(plan.edge);
      expect(Math.min(...secure)).toBeGreaterThan(plan.edge);
      expect(Math.max(...secure)).toBeLessThan(plan.right);
    }
});

test('lanes keep their order, and every one is sharp', () => {
  const { lanes } = planLanes([...SIX, 'supplicant', 'other'], 46, 700);
  expect(lanes.map((l) => l.actor)).toEqual([
    'user',
    'supplicant',
    'other',
    'optee-driver',
    'arm_ffa',
    'spmd',
    'spmc',
    'optee',
  ]);
  for (const l of lanes) expect(l.x % 1).toBe(0.5);
});

test('a trace has the lane of another driver only where it is used', () => {
  expect(actorsOf(traceOf(call(0), reply(1, 0)))).toEqual(SIX);
  expect(actorsOf(traceOf(step(0, 'other')))).toContain('other');
});

test('an actor without a lane stands on the driver', () => {
  const plan = planLanes(SIX, 0, 1000);
  expect(laneX(plan, 'other')).toBe(laneX(plan, 'optee-driver'));
});

test('EL3 belongs to the secure world', () => {
  expect(sideOf('spmd')).toBe('secure');
  expect(sideOf('arm_ffa')).toBe('normal');
});

test('a folded world is one narrow column that stands for all its lanes', () => {
  const plan = planLanes(SIX, 0, 1000, ['secure']);
  expect(plan.lanes.map((l) => l.actor)).toEqual(['user', 'optee-driver', 'arm_ffa', 'spmc']);
  for (const actor of ['spmd', 'spmc', 'optee'] as const) expect(laneX(plan, actor)).toBe(plan.lanes[3]?.x);
  // What frames say stands behind the column, not on it.
  expect(plan.words).toBeGreaterThan(laneX(plan, 'spmc'));
  expect(plan.edge).toBeLessThan(laneX(plan, 'spmc'));

  const other = planLanes(SIX, 0, 1000, ['normal']);
  expect(other.lanes.map((l) => l.actor)).toEqual(['optee-driver', 'spmd', 'spmc', 'optee']);
  expect(laneX(other, 'arm_ffa')).toBe(laneX(other, 'user'));
  expect(other.words).toBe(other.edge);
  // The lanes that stay have the room of those that went.
  expect(laneX(other, 'optee') - laneX(other, 'spmd')).toBeGreaterThan(500);

  const both = planLanes([...SIX, 'supplicant', 'other'], 0, 1000, ['normal', 'secure']);
  expect(both.lanes.map((l) => l.stands.length)).toEqual([5, 3]);
  expect(laneX(both, 'user')).toBeLessThan(both.edge);
});
