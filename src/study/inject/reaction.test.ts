import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../../scenario/read/defaults.ts';
import { run } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import { opteeWorld } from '../../stack/secure/optee-spmc/world.ts';
import type { CallEvent } from '../../trace/event.ts';
import { legalReplies } from '../replies/replies.ts';
import { reactionOf } from './reaction.ts';

const scenario: Scenario = { ...DEFAULTS, actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'remove' }] };
const calls = [...run(scenario).trace.rows()].filter((e): e is CallEvent => e.kind === 'call');
const first = (name: string): CallEvent => {
  const call = calls.find((c) => c.name === name || c.service === name);
  if (call === undefined) throw new Error(`no ${name}`);
  return call;
};
const reaction = (name: string, error: number): string | null =>
  reactionOf(scenario, { at: { call: name, nth: 1 }, do: { error } }, first(name).row);

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

  test('a call that is never answered hangs', () => {
    const at = { call: 'FFA_NOTIFICATION_BIND', nth: 1 } as const;
    expect(reactionOf(scenario, { at, do: { drop: true } }, first(at.call).row)).toContain('waits for ever');
  });

  test('nothing is said of a fault that never strikes, and of one too late to be run at once', () => {
    const at = { call: 'FFA_NOTIFICATION_BIND', nth: 99 } as const;
    expect(reactionOf(scenario, { at, do: { error: -6 } }, 0)).toBeNull();
    expect(reactionOf(scenario, { at, do: { error: -6 } }, 1_000_000)).toBeNull();
  });
});

test('the errno beside each status in the menu is the one that the model returns', () => {
  const at = { call: 'FFA_NOTIFICATION_BIND', nth: 1 } as const;
  const call = first(at.call);
  for (const { status, errno, label } of legalReplies(call.w, opteeWorld)) {
    if (status === undefined || errno === undefined || errno === 0) continue;
    expect(reactionOf(scenario, { at, do: { error: status } }, call.row), label).toContain(
      `(${String(errno).replace('-', '−')})`,
    );
  }
});
