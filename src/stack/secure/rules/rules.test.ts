import { describe, expect, test } from 'vitest';
import {
  FFA_MEM_RECLAIM,
  FFA_MEM_SHARE,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_NOTIFICATION_BIND,
  FFA_NOTIFICATION_BITMAP_CREATE,
  FFA_NOTIFICATION_GET,
  FFA_NOTIFICATION_UNBIND,
  FFA_RXTX_MAP,
} from '../../../abi/ffa-call.ts';
import { type Frame, frame } from '../../../abi/frame.ts';
import { error, success } from '../../../abi/reply.ts';
import { opteeWorld } from '../optee-spmc/world.ts';
import { Watcher } from './judge.ts';
import { answersOf } from './list.ts';

const OK = success();
const DENIED = error(-6);
const bind = (ids: bigint): Frame =>
  FFA_NOTIFICATION_BIND.encode({ sender: 0x8001, receiver: 0, flags: 0, idsLow: ids, idsHigh: 0 });
const unbind = (ids: bigint): Frame =>
  FFA_NOTIFICATION_UNBIND.encode({ sender: 0x8001, receiver: 0, flags: 0, idsLow: ids, idsHigh: 0 });
const get = FFA_NOTIFICATION_GET.encode({ receiver: 0, vcpu: 0, flags: 1 });

const watcher = (): Watcher => new Watcher(opteeWorld.parties, opteeWorld.meanwhile);
const frames = (w: Watcher, call: Frame): readonly (Frame | null)[] => w.expect(call).allowed.map((a) => a.frame);

describe('what a recording has told decides which answers are allowed', () => {
  test('an id of which nothing is known may be free or bound, and the usual answer stands first', () => {
    expect(frames(watcher(), bind(1n))).toEqual([OK, DENIED]);
  });

  test('a BIND that succeeded tells that the id is bound, and a single id that was DENIED too', () => {
    for (const answer of [OK, DENIED]) {
      const w = watcher();
      w.observe(bind(4n), answer);
      expect(frames(w, bind(4n))).toEqual([DENIED]);
      expect(frames(w, bind(8n))).toEqual([OK, DENIED]);
    }
  });

  test('of several ids that were DENIED it is not known which one is bound, unless the others are known to be free', () => {
    const w = watcher();
    w.observe(bind(3n), DENIED);
    expect(frames(w, bind(1n))).toEqual([OK, DENIED]);
    w.observe(unbind(1n), OK);
    w.observe(bind(3n), DENIED);
    expect(frames(w, bind(2n))).toEqual([DENIED]);
  });

  test('what is pending may change between two calls, but only at the bit that OP-TEE was told', () => {
    const w = watcher();
    w.observe(FFA_NOTIFICATION_BITMAP_CREATE.encode({ vm: 0, vcpus: 2 }), OK);
    w.observe(get, OK);
    expect(frames(w, get)).toEqual([OK]);
    const enable = FFA_MSG_SEND_DIRECT_REQ.encode({ sender: 0, receiver: 0x8001, data0: 5, data1: 3 });
    w.observe(enable, frame(0x8400_0070n, 0x8001_0000n));
    expect(w.expect(get).which(success(8n))).not.toBeNull();
    expect(w.expect(get).which(success(4n))).toBeNull();
  });

  test('a departure is followed: what the machine did is so', () => {
    const w = watcher();
    w.observe(bind(1n), OK);
    expect(w.expect(bind(1n)).which(OK)).toBeNull();
    w.observe(bind(1n), OK);
    expect(frames(w, bind(1n))).toEqual([DENIED]);
  });

  test('a handle that was shared may be used by OP-TEE or not; one that was reclaimed is free', () => {
    const w = watcher();
    const share = FFA_MEM_SHARE.encode({ totalLength: 0x60, fragmentLength: 0x60 }, 64);
    const reclaim = FFA_MEM_RECLAIM.encode({ handleLow: 0, handleHigh: 0x1000 });
    w.observe(share, success(0n, 0x1000n));
    expect(frames(w, reclaim)).toEqual([OK, DENIED]);
    expect(w.expect(share).which(success(0n, 0x1000n))).toBeNull();
    w.observe(reclaim, OK);
    expect(w.expect(share).which(success(0n, 0x1000n))).not.toBeNull();
    expect(frames(w, reclaim)).toEqual([error(-2)]);
  });

  test('who answers is told by the rule, not by the registers alone', () => {
    const from = (sender: number): Frame => FFA_MSG_SEND_DIRECT_REQ.encode({ sender, receiver: 0x8001 });
    const by = (call: Frame): (string | undefined)[] =>
      watcher()
        .expect(call)
        .allowed.map((a) => a.leaf.by);
    expect(by(from(0))).toEqual(['optee']);
    expect(by(from(0x8001))).toEqual(['spmd']);
    expect(by(FFA_MSG_SEND_DIRECT_REQ.encode({ sender: 0, receiver: 0x8002 }))).toEqual(['spmc']);
  });
});

test('the statuses of a function are listed with the sentence of each rule', () => {
  expect(answersOf(opteeWorld.parties, bind(1n)).statuses.get('DENIED')).toEqual([
    'w2 asks for per-vCPU notifications, or has another flag: there are global ones only',
    'one of the ids is bound already',
  ]);
  expect([...answersOf(opteeWorld.parties, FFA_RXTX_MAP.encode({})).statuses.keys()]).toEqual([
    'INVALID_PARAMETERS',
    'DENIED',
  ]);
});
