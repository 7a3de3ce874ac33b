import { problemText } from '../base/result.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Run } from '../scenario/types.ts';
import { usersKey } from '../trace/keys.ts';
import { differenceText, firstDifference } from './compare.ts';

/** A case of the real driver under faults (docs/golden.md#case): what ffa_abi.c did when it was run in user space. */
export interface GoldenCase {
  readonly id: string;
  readonly scenario: unknown;
  readonly expect: Expected;
}

interface Expected {
  readonly result: number | null;
  readonly bottom_half_value: number | 'U32_MAX' | null;
  readonly ops: readonly unknown[];
  readonly log: readonly string[];
  /** null where a task hangs. */
  readonly leaks: readonly string[] | null;
  /** The rest only where the FF-A core ran with the driver: every SMC, … */
  readonly frames?: readonly unknown[];
  /** … the messages of the FF-A core, … */
  readonly core_log?: readonly string[];
  /** … what the last initialisation of the core returned, null without one, … */
  readonly boot?: number | null;
  /** … who waits for ever, … */
  readonly hang?: string | null;
  /** … and the faults that never strike, by their index. */
  readonly faults_not_hit?: readonly number[];
}

/** null when the model does the same, or the first difference in words. */
export function checkGolden(c: GoldenCase): string | null {
  const parsed = parseScenario(c.scenario);
  if (!parsed.ok) return problemText(parsed.error);
  const r = run(parsed.value);
  const { outcome } = r;
  const { hang = null } = c.expect;
  const expected = inOrder(c.expect);
  const actual = inOrder({
    ops: outcome.steps,
    result: outcome.result,
    bottom_half_value: outcome.bottom_half_value,
    log: outcome.log,
    leaks: hang === null ? outcome.leaks : null,
    ...(c.expect.frames === undefined ? {} : { frames: outcome.frames }),
    ...(c.expect.core_log === undefined ? {} : { core_log: coreLog(r) }),
    ...(c.expect.boot === undefined ? {} : { boot: lastBoot(r) }),
    ...(c.expect.faults_not_hit === undefined ? {} : { faults_not_hit: r.missedFaults }),
  });
  const difference = firstDifference(expected, actual);
  return difference === null ? checkHang(hang, r) : differenceText(difference);
}

/** The fields in the order in which a difference is most telling, without those that are compared in their own way. */
function inOrder({ ops, frames, result, bottom_half_value, log, core_log, boot, leaks, faults_not_hit }: Expected) {
  const core = core_log?.map(withoutIrq);
  const named = { frames, ops, result, bottom_half_value, log, core_log: core, boot, leaks, faults_not_hit };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** Linux's number of an interrupt is its own choice: the stand-in of the golden files gave the INTID. */
const withoutIrq = (line: string): string => line.replace(/ nIRQ \d+ /, ' nIRQ … ');

const coreLog = (r: Run): string[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'log' && e.who === 'arm_ffa' ? [e.text] : []));

/** A module whose platform driver has probed in vain stays loaded: then the probe's result is what the core returned. */
function lastBoot(r: Run): number | null {
  let init: number | null = null;
  let probe: number | null = null;
  for (const e of r.trace.rows()) {
    if (e.kind !== 'step' || typeof e.rc !== 'number') continue;
    if (e.fn === 'ffa_init') init = e.rc;
    if (e.fn === 'ffa_probe') probe = e.rc;
  }
  return probe ?? init;
}

/** `tee_device_unregister(tee0) waits for 1 users`: the function, its device, and how many users are left. */
const WAITS = /^(\w+\((\w+)\)) waits for (\d+) users$/;

function checkHang(expected: string | null, r: Run): string | null {
  const { hang } = r.outcome;
  const differs = `.hang: recorded ${JSON.stringify(expected)}, the model says ${JSON.stringify(hang)}`;
  if (expected === null || hang === null) return expected === hang ? null : differs;
  const [, what = expected, device = '', users = ''] = WAITS.exec(expected) ?? [];
  if (!hang.includes(what)) return differs;
  const left = r.history.at(r.trace.length - 1).get(usersKey(device));
  return users === '' || Number(users) === left ? null : `.hang: recorded ${users} users, the model has ${left}`;
}
