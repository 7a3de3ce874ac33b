import { describe, expect, test } from 'vitest';
import { type Frame, frame } from '../../../abi/frame.ts';
import { error } from '../../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../../abi/status.ts';
import { DEFAULTS } from '../../../scenario/read/defaults.ts';
import { run } from '../../../scenario/run.ts';
import { type Op, write } from '../../../sim/effects.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import type { Action, NsInterrupts } from '../../config.ts';
import { MESSAGE, SHARED } from '../../linux/optee/state.ts';
import { Running } from '../../simulate.ts';

const HAFNIUM = { ...DEFAULTS, secure: 'hafnium' } as const;
const refused = (status: StatusName): Frame => error(FFA_STATUS[status]);

/** The answers to these calls of another driver, on a machine whose FF-A core has not started. */
function answers(...calls: readonly Frame[]): Frame[] {
  const actions: Action[] = [...calls.map((w) => ({ do: 'smc', w }) as const), { do: 'boot' }];
  const { trace } = run({ ...HAFNIUM, actions });
  return [...trace.rows()].flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.w] : []));
}

describe('what no recording of the project shows, read from the C that the rule names', () => {
  const version = (v: bigint): Frame => frame(0x8400_0063n, v);
  test('a version that was refused ends the choice, and Hafnium’s own is the only one that is left', () => {
    const list = answers(version(0x10004n), version(0x10001n), version(0x10003n));
    expect(list).toEqual([frame(0xffff_ffffn), frame(0xffff_ffffn), frame(0x10003n)]);
  });

  test('at 1.2 the version of the partition comes in x8, and FFA_MSG_SEND_DIRECT_REQ2 is denied by its manifest', () => {
    const [, regs, req2, unknown] = answers(
      version(0x10002n),
      frame(0xc400_008bn),
      frame(0xc400_008dn, 0x8001n),
      frame(0xc400_008dn, 0x8001n, 1n, 2n),
    );
    expect(regs?.[8]).toBe(0x10002n);
    expect(req2).toEqual(refused('DENIED'));
    expect(unknown).toEqual(refused('INVALID_PARAMETERS'));
  });

  test('a caller of 1.0 creates a bitmap and may not bind', () => {
    const create = frame(0x8400_007dn, 0n, 2n);
    const bind = frame(0x8400_007fn, 0x8001_0000n, 0n, 1n);
    expect(answers(version(0x10000n), create, bind).at(-1)).toEqual(refused('NOT_SUPPORTED'));
    expect(answers(version(0x10001n), create, bind).at(-1)).toEqual(frame(0x8400_0061n));
  });

  test('a descriptor in two fragments: Hafnium asks for the second, and the handle is the first', () => {
    const map = frame(0xc400_0066n, 0x4000_0000n, 0x4000_1000n, 1n);
    const [, first, second] = answers(map, frame(0xc400_0073n, 0x70n, 0x60n), frame(0x8400_007bn, 0n, 0n, 0x10n));
    expect(first).toEqual(frame(0x8400_007an, 0n, 0n, 0x60n));
    expect(second).toEqual(frame(0x8400_0061n));
  });

  test.each<[string, Frame]>([
    ['GET for a VM without a record stops Hafnium', frame(0x8400_0082n, 5n, 1n)],
    ['FFA_RUN of an OP-TEE that waits for messages stops OP-TEE', frame(0x8400_006dn, 0x8001_0000n)],
    ['a message about VMs stops an OP-TEE without virtualization', frame(0x8400_006fn, 0x8001n, 0x8000_0004n)],
  ])('%s: the call never comes back', (_, call) => {
    expect(answers(call)).toEqual([]);
  });
});

test('an OP-TEE that is resumed while it waits for messages panics, and says why', () => {
  const actions: Action[] = [{ do: 'smc', w: frame(0x8400_006dn, 0x8001_0000n) }, { do: 'boot' }];
  const { history, trace } = run({ ...HAFNIUM, actions });
  const texts = [...trace.rows()].flatMap((e) => (e.kind === 'violation' ? [`${e.rule} ${e.text}`] : []));
  expect(texts).toContain('PANIC OP-TEE panics: FFA_ERROR from SPMC is fatal');
  expect(history.at(trace.length - 1).get(OPTEE.panic)).toBe('FFA_ERROR from SPMC is fatal');
});

test('an event after remove: Hafnium refuses the id, and OP-TEE panics', () => {
  const actions: Action[] = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }, { do: 'notify' }];
  const { history, trace } = run({ ...HAFNIUM, actions });
  const end = history.at(trace.length - 1);
  expect(end.get(OPTEE.panic)).toBe('notification set failed with error -6');
  expect(end.get(SPMC.pending)).toBe(0n);
  const texts = [...trace.rows()].flatMap((e) => (e.kind === 'violation' ? [`${e.rule} ${e.text}`] : []));
  expect(texts[0]).toBe('PANIC OP-TEE panics in notif_send_async: error -6');
});

describe('an interrupt of the normal world while OP-TEE runs a thread', () => {
  const MESSAGE_OF_NO_COMMAND = { cmd: 99, func: 0, session: 0, ret: 0n, params: [], uuid: null, rpc: null } as const;
  function* page(): Op<void> {
    yield* write(SHARED(0n), { handle: 0n, bytes: 4096, what: 'a page with a message' });
    yield* write(MESSAGE(0n, 0), MESSAGE_OF_NO_COMMAND);
  }
  const bind = frame(0x8400_007fn, 0x8001_0000n, 0n, 1n);
  const enable = frame(0x8400_006fn, 0x8001n, 0n, 5n, 0n);
  const share = frame(0xc400_0073n, 0x60n, 0x60n);
  const call = frame(0x8400_006fn, 0x8001n, 0n, 0x8000_0000n);
  const resume = frame(0x8400_006fn, 0x8001n, 0n, 0x8000_0001n);
  const goOn = frame(0x8400_006dn, 0x8001_0000n);

  /** What is answered to the message and to what follows it; an event comes when OP-TEE has written its line. */
  function replies(nsInterrupts: NsInterrupts, then: Frame): Frame[] {
    const calls = [bind, enable, share, call, then].map((w): Action => ({ do: 'smc', w }));
    const made = (actions: readonly Action[]) => {
      const running = new Running({ ...HAFNIUM, nsInterrupts, actions }, { before: page });
      running.settle();
      return [...running.result().trace.rows()];
    };
    const line = made(calls.slice(0, 4)).find((e) => e.kind === 'log' && e.text.includes('Unknown cmd'));
    const event: Action = { do: 'notify', after: line?.row ?? -1 };
    const rows = made([...calls.slice(0, 4), event, ...calls.slice(4)]);
    return rows.flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.w] : [])).slice(3);
  }
  const DONE = frame(0x8400_0070n, 0x8001_0000n);

  test('managed exit: OP-TEE leaves by itself, and is resumed', () => {
    const left = frame(0x8400_0070n, 0x8001_0000n, 0n, 0n, 2n);
    expect(replies('managed-exit', resume)).toEqual([left, DONE]);
  });

  test('signalled: FFA_INTERRUPT with partition and vCPU, and FFA_RUN with the same w1 goes on', () => {
    expect(replies('signalled', goOn)).toEqual([frame(0x8400_0062n, 0x8001_0000n), DONE]);
  });

  test('queued: the interrupt waits, and the message is one call', () => {
    expect(replies('queued', call)).toEqual([DONE, DONE]);
  });
});
