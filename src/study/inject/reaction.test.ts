import { describe, expect, test } from 'vitest';
import { errnoText } from '../../abi/errno.ts';
import { frame } from '../../abi/frame.ts';
import { linuxErrno } from '../../abi/status.ts';
import { DEFAULTS } from '../../scenario/read/defaults.ts';
import { run } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { REVISIONS } from '../../stack/linux/revisions.ts';
import { opteeWorld } from '../../stack/secure/optee-spmc/world.ts';
import type { CallEvent } from '../../trace/event.ts';
import { legalReplies } from '../replies/replies.ts';
import { reactionOf } from './reaction.ts';
import { reactionsToRecorded } from './reactions.ts';

const scenario: Scenario = { ...DEFAULTS, actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'remove' }] };
const calls = [...run(scenario).trace.rows()].filter((e): e is CallEvent => e.kind === 'call');
const first = (name: string): CallEvent => {
  const call = calls.find((c) => c.name === name || c.service === name);
  if (call === undefined) throw new Error(`no ${name}`);
  return call;
};
const reaction = (name: string, error: number): string | undefined =>
  reactionOf(scenario, { at: { call: name, nth: 1 }, do: { error } }, first(name).row)?.text;

describe('what Linux makes of an answer is what the model does with it', () => {
  test('a bound id is passed over, any other error ends the search', () => {
    expect(reaction('FFA_NOTIFICATION_BIND', -6)).toBe(
      'notify_request returns −EACCES (−13). Then it sends FFA_NOTIFICATION_BIND. The probe succeeds.',
    );
    expect(reaction('FFA_NOTIFICATION_BIND', -2)).toMatch(
      /^notify_request returns −EINVAL \(−22\)\. .*The probe succeeds\.$/,
    );
  });

  test('without partitions there is no FF-A', () => {
    expect(reaction('FFA_PARTITION_INFO_GET', -4)).toContain('Linux logs "');
  });

  test('what would have been so without the answer is not told of it', () => {
    expect(reaction('FFA_RX_RELEASE', -6)).toBe('Linux goes on as if nothing had been said.');
    // v1 sleeps where it may not, whatever is answered.
    const life: Scenario = { ...scenario, driver: 'v1', actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }] };
    const { trace } = run(life);
    expect([...trace.rows()].some((e) => e.kind === 'violation')).toBe(true);
    const bind = [...trace.rows()].find((e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_BIND');
    const at = { call: 'FFA_NOTIFICATION_BIND', nth: 1 } as const;
    expect(reactionOf(life, { at, do: { error: -6 } }, bind?.row ?? 0)?.text).not.toContain('breaks');
  });

  test('a call that is never answered hangs', () => {
    const at = { call: 'FFA_NOTIFICATION_BIND', nth: 1 } as const;
    expect(reactionOf(scenario, { at, do: { drop: true } }, first(at.call).row)?.text).toContain('waits for ever');
  });

  test('nothing is said of a fault that never strikes, and of one too late to be run at once', () => {
    const at = { call: 'FFA_NOTIFICATION_BIND', nth: 99 } as const;
    expect(reactionOf(scenario, { at, do: { error: -6 } }, 0)).toBeNull();
    expect(reactionOf(scenario, { at, do: { error: -6 } }, 1_000_000)).toBeNull();
  });
});

test('every status is told with the errno that Linux makes of it, on every driver', () => {
  const at = { call: 'FFA_NOTIFICATION_BIND', nth: 1 } as const;
  const call = first(at.call);
  for (const { id } of REVISIONS)
    for (const { status, label } of legalReplies(call.w, opteeWorld)) {
      if (status === undefined || status === 0) continue;
      const made = reactionOf({ ...scenario, driver: id }, { at, do: { error: status } }, call.row);
      expect(made?.rc, `${id} ${label}`).toBe(linuxErrno(status));
      expect(made?.text, `${id} ${label}`).toContain(errnoText(linuxErrno(status)));
    }
});

test('a positive ENABLE counts as success, a TEE error is the C int that Linux logs', () => {
  const at = { service: 'ENABLE_ASYNC_NOTIF', nth: 1 } as const;
  const { row } = first(at.service);
  const w3 = (word: bigint): string =>
    reactionOf(scenario, { at, do: { reply: new Map([[3, word]]) } }, row)?.text ?? '';
  expect(w3(1n)).toContain('The probe succeeds.');
  expect(w3(1n)).not.toContain('logs');
  expect(w3(0xffff0006n)).toContain('-65530');
});

describe('a recorded call', () => {
  const denied: Fault = { at: { call: 'FFA_NOTIFICATION_BIND', nth: 7 }, do: { error: -6 } };

  test('is answered as its like in a run of the model', () => {
    const call = first('FFA_NOTIFICATION_BIND');
    const [told] = reactionsToRecorded(call, [denied]);
    expect(told).toMatchObject({ rc: -13 });
  });

  test('FEATURES is the question that it asks', () => {
    const features = (w1: bigint): string | undefined =>
      reactionsToRecorded({ name: 'FFA_FEATURES', service: null, w: frame(0x84000064n, w1) }, [
        { at: { call: 'FFA_FEATURES', nth: 1 }, do: { error: -1 } },
      ])[0]?.text;
    expect(features(2n)).not.toBe(features(0xc400008dn));
    expect(features(0x1234n)).toBeUndefined();
  });
});
