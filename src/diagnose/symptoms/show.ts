import type { Numbers, RowMatch, ScenarioJson, Show } from './symptom.ts';

// How a cause is shown: a run with something changed, or the reason why the model has none.

const PROBE = [{ do: 'probe' }];
const BOOT = [{ do: 'boot' }];

/** A run of the 6.12 driver, opened at the row where it goes wrong. */
export const run = (title: string, row: RowMatch, changes: ScenarioJson): Show => ({
  scenario: { v: 1, title, ...changes },
  row,
});

/** A probe with what is given changed; the FF-A core is there already. */
export const probeRun = (title: string, row: RowMatch, changes: ScenarioJson = {}): Show =>
  run(title, row, { actions: PROBE, ...changes });

/** The FF-A core comes up, and nothing else happens. */
export const bootRun = (title: string, row: RowMatch, changes: ScenarioJson = {}): Show =>
  run(title, row, { actions: BOOT, ...changes });

/** The FF-A core comes up, then the OP-TEE driver. */
export const bootAndProbeRun = (title: string, row: RowMatch, changes: ScenarioJson = {}): Show =>
  run(title, row, { actions: [...BOOT, ...PROBE], ...changes });

export const cannot = (why: string): Show => ({ cannot: why });

/** Why a run of this model cannot print a message. */
export const NO_HAFNIUM = cannot('It is printed by Hafnium itself, and the model has no console of Hafnium.');
export const NO_EL3_SPMC = cannot('It is printed by the SPMC in EL3, which the model does not have.');
export const NO_PARTITION = cannot('OP-TEE prints it as a partition of another SPMC while it boots; runs begin later.');
export const NO_FIRMWARE_BOOT = cannot('It is printed while the firmware boots, before the first row of any run.');
export const NO_SMC_ABI = cannot('It belongs to the SMC interface of OP-TEE; the model has the FF-A one.');
export const NO_OTHER_DRIVER = cannot('Another Linux driver calls the FF-A core there; the model has none that does.');

export const fault = (at: ScenarioJson, todo: ScenarioJson): ScenarioJson => ({ faults: [{ at, do: todo }] });
export const callAnswers = (call: string, error: string, nth: number | 'all' = 1): ScenarioJson =>
  fault({ call, nth }, { error });
export const serviceAnswers = (service: string, todo: ScenarioJson): ScenarioJson => fault({ service }, todo);
export const fnFails = (fn: string, errno: string, nth: number | 'all' = 1): ScenarioJson =>
  fault({ fn, nth }, { errno });

/** 0, 1, … count − 1. */
export const firstIds = (count: number): readonly number[] => Array.from({ length: count }, (_, id) => id);

/** The first FF-A status, as a name, that Linux makes this errno of; a status of no name gives −EINVAL. */
export function statusFor(rc: number): string {
  return STATUS_OF_ERRNO[rc] ?? 'INVALID_PARAMETERS';
}

const STATUS_OF_ERRNO: { readonly [rc: number]: string } = {
  [-95]: 'NOT_SUPPORTED',
  [-22]: 'INVALID_PARAMETERS',
  [-12]: 'NO_MEMORY',
  [-16]: 'BUSY',
  [-4]: 'INTERRUPTED',
  [-13]: 'DENIED',
  [-11]: 'RETRY',
  [-125]: 'ABORTED',
  [-61]: 'NO_DATA',
};

/** Errnos that Linux makes of a status of FFA_ERROR. */
export const FROM_STATUS: readonly number[] = Object.keys(STATUS_OF_ERRNO).map(Number);

export const errnoIn = (n: Numbers, group = 'rc'): number => Number(n[group]);
