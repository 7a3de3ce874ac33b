import type { ScenarioJson } from './cause.ts';

const PROBE = [{ do: 'probe' }];

/** A probe of the 6.12 driver, with what is given changed. */
export const probe = (title: string, changes: ScenarioJson = {}): ScenarioJson => ({
  v: 1,
  title,
  actions: PROBE,
  ...changes,
});

/** The FF-A core comes up first. */
export const bootAndProbe = (title: string, changes: ScenarioJson = {}): ScenarioJson =>
  probe(title, { actions: [{ do: 'boot' }, ...PROBE], ...changes });

export const bindAnswers = (error: string, nth: number | 'all' = 1): ScenarioJson => ({
  faults: [{ at: { call: 'FFA_NOTIFICATION_BIND', nth }, do: { error } }],
});

export const serviceAnswers = (service: string, todo: ScenarioJson): ScenarioJson => ({
  faults: [{ at: { service }, do: todo }],
});

/** 0, 1, … count − 1. */
export const firstIds = (count: number): readonly number[] => Array.from({ length: count }, (_, id) => id);
