import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../trace/event.ts';
import { argOf, parseArgs } from './args.ts';
import { parseEventLine } from './ftrace-line.ts';
import { laneOfFunction, type Route, Router, reversed } from './lanes.ts';
import { stackLine, withoutPlumbing } from './plumbing.ts';
import { parseProbeBody, readRegisters } from './probe-body.ts';
import { readHex, readWord } from './read-word.ts';
import { linuxResult } from './result-word.ts';
import { consoleRow } from './text/console-line.ts';
import { tidied } from './text/tidied.ts';

describe('words', () => {
  const halves = new Uint32Array(16);
  const value = (): bigint => (BigInt(halves[1] as number) << 32n) | BigInt(halves[0] as number);

  test('any 64-bit word is read in all its spellings', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }), (n) => {
        for (const text of [
          `0x${n.toString(16)}`,
          `0X${n.toString(16).toUpperCase()}`,
          `0x000${n.toString(16)}`,
          String(n),
        ]) {
          const cursor = { at: 0 };
          expect(readWord(text, cursor, halves, 0)).toBe(true);
          expect([value(), cursor.at]).toEqual([n, text.length]);
        }
        expect(readHex(n.toString(16), { at: 0 }, 0, halves, 0)).toBe(true);
        expect(value()).toBe(n);
      }),
    );
  });

  test.each(['', '0x', 'x', '-', '0x10000000000000000', '18446744073709551616', '-9223372036854775809'])(
    '%j is no word',
    (text) => {
      const cursor = { at: 0 };
      expect(readWord(text, cursor, halves, 0)).toBe(false);
      expect(cursor.at).toBe(0);
    },
  );

  test('a negative number is its two’s complement', () => {
    expect(readWord('-6', { at: 0 }, halves, 0)).toBe(true);
    expect(value()).toBe(0xffff_ffff_ffff_fffan);
  });

  test('registers are taken by their names, and those behind the last are zero', () => {
    expect(readRegisters('a0=0x1 a1=0x2', 'a', halves)).toBe(2);
    expect([...halves.slice(0, 8)]).toEqual([1, 0, 2, 0, 0, 0, 0, 0]);
    expect(readRegisters('a0=0x1 a1=0x2 comm="sh"', 'a', halves)).toBe(2);
    expect(readRegisters('arg1=0x1 arg2=0x2', 'arg', halves)).toBe(2);
    expect(readRegisters('a0=0x84000070 (2214592624) a1=-1 (-1)', 'a', halves)).toBe(2);
  });

  test.each([
    'a0=0x1 a1=0x2 a3=0x4',
    'a1=0x1 a2=0x2',
    'a0=0x1 a2=0x3 a1=0x2',
    'a0=0x1 00 a1=0x2',
    'a0=0x1 00',
    'a0=0x1 a1=zz',
    'a0=0x1x a1=0x1',
    'a0=0x1 a1=',
    'a0=0x1 (2) a1=0x1',
    'a0=0x1 a0=0x1 a1=0x1',
    'a0=0x1 a1=0x2 [000]',
    'a0=0x8400006f aa7=0x0',
  ])('%s is damaged', (args) => {
    expect(readRegisters(args, 'a', halves)).toBe(-1);
  });
});

describe('the header of an event', () => {
  test('names with blanks, dashes and brackets', () => {
    expect(parseEventLine('  my task [x]-y-42   [003] dNh2.  12.000034: ev: a=1')).toEqual({
      task: 'my task [x]-y-42',
      cpu: 3,
      kind: 'hardirq',
      seconds: 12,
      nanoseconds: 34_000,
      timed: true,
      event: 'ev',
      body: 'a=1',
      padded: false,
    });
  });

  test.each([
    '',
    '# tracer: nop',
    ' => f',
    '[    1.2] optee: x',
    '  a-1 [000] d.... 12:ev: x',
    '  a [000] d.... 1.2: ev: x',
    '  a 1b [000] 1.2: ev: x',
    'a-1 [0',
  ])('%j is none', (line) => {
    expect(parseEventLine(line)).toBeNull();
  });

  test('takes no longer than the line is long', () => {
    for (const line of [
      ' '.repeat(60_000),
      ' [0]'.repeat(15_000),
      `a-1 [0] ${'.'.repeat(60_000)}`,
      '-1 ['.repeat(15_000),
    ])
      expect(parseEventLine(line)).toBeNull();
  });
});

describe('the body of a probe', () => {
  test('beginning and return', () => {
    expect(parseProbeBody('(f+0x0/0x20 [optee]) id=3')).toEqual({
      fn: { fn: 'f', module: 'optee' },
      offset: 0,
      returns: false,
      caller: null,
      args: 'id=3',
    });
    expect(parseProbeBody('(c+0xd8/0x158 [ffa_module] <- f) rc=-13')).toMatchObject({
      fn: { fn: 'f', module: null },
      returns: true,
      caller: { fn: 'c', module: 'ffa_module' },
    });
    expect(parseProbeBody('(0xffff800078651030 <- ffff800078651030) r0=0x1')).toMatchObject({ fn: null, caller: null });
    expect(parseProbeBody('(f+0x34/0x60) x=1')).toMatchObject({ offset: 0x34 });
  });

  test.each(['', 'x', '(', '()', '(a b c)', '(f) ('.repeat(2000)])('%j: total', (body) => {
    expect(() => parseProbeBody(body)).not.toThrow();
  });
});

test.each([
  ['-13', -13],
  ['0xfffffffffffffff3', -13],
  ['0xfffffff3', -13],
  ['4294967283', -13],
  ['0', 0],
  ['96', 96],
  ['0xffff000012345678', 'ok'],
  ['0xffff0006', -65530],
  [null, null],
  ['abc', null],
])('a return probe that prints %s answered %s', (text, rc) => {
  expect(linuxResult(text)).toBe(rc);
});

test('arguments: numbers are numbers, words stay text, a name inside another is not found', () => {
  expect(parseArgs('per_vcpu=0 id=-5 h=0x10 name="a b"')).toEqual({ per_vcpu: 0, id: -5, h: '0x10', name: 'a b' });
  expect(argOf('src=1 rc=2', 'rc')).toBe('2');
  expect(argOf('src=1', 'rc')).toBeNull();
});

describe('lanes', () => {
  test('who answers, and who only passes on', () => {
    const router = new Router();
    const routeOf = (from: Actor, w0: number, w1: number): Route => router.of(from, w0, w1, 0);
    expect(routeOf('arm_ffa', 0x8400_0063, 0x10001)).toEqual({ from: 'arm_ffa', to: 'spmd', via: [] });
    expect(routeOf('arm_ffa', 0x8400_006f, 0x8001)).toEqual({ from: 'arm_ffa', to: 'optee', via: ['spmd', 'spmc'] });
    expect(routeOf('other', 0x8400_007f, 0x8001_0000)).toEqual({ from: 'other', to: 'spmc', via: ['spmd'] });
    expect(reversed(routeOf('arm_ffa', 0x8400_006f, 0x8001))).toEqual({
      from: 'optee',
      to: 'arm_ffa',
      via: ['spmc', 'spmd'],
    });
  });

  test.each([
    ['ffa_notify_request', null, 'arm_ffa'],
    ['__do_sched_recv_cb', 'ffa_module', 'arm_ffa'],
    ['notif_callback', null, 'optee-driver'],
    ['optee_ffa_probe', 'optee', 'optee-driver'],
    ['do_req.isra.0', 'ffa_grab', 'other'],
    ['process_one_work', null, 'user'],
  ] as const)('%s [%s] runs in %s', (fn, module, lane) => {
    expect(laneOfFunction(fn, module)).toBe(lane);
  });
});

test('the stack begins where the probe and the conduit end', () => {
  const stack = [
    'kprobe_trace_func',
    'kprobe_dispatcher',
    'el1h_64_sync',
    '__arm_ffa_fn_smc',
    'ffa_notify_request',
    'optee_ffa_probe',
  ];
  expect(withoutPlumbing(stack)).toEqual(['ffa_notify_request', 'optee_ffa_probe']);
  expect(withoutPlumbing(stack.filter((f) => f !== '__arm_ffa_fn_smc'))).toEqual([
    'ffa_notify_request',
    'optee_ffa_probe',
  ]);
  expect(['=> f (ffff)', ' => f+0x1/0x2 <ffff>', '\t  => f', '=> ', 'a => f'].map(stackLine)).toEqual([
    'f',
    'f',
    'f',
    null,
    null,
  ]);
});

test.each([
  ['[    1.856552] ARM FF-A: Driver version 1.1', 'arm_ffa', 'info', 1.856552],
  ['[    3.355539] optee: revision 4.10 (d5001fe0)', 'optee-driver', 'info', 3.355539],
  ['<3>[   12.5][  T68] optee: Failed to initialize async notifications: -13', 'optee-driver', 'error', 12.5],
  ['Nov 22 16:00:01 board kernel: [    4.75] ARM FF-A: Failed to create IRQ mapping!', 'arm_ffa', 'error', 4.75],
  ['D/TC:1   notif_deliver_atomic_event:95 Already started', 'optee', 'debug', null],
  ['E/TC:? 0 TEE load address', 'optee', 'error', null],
  ['NOTICE:  BL31: v2.15', 'spmd', 'info', null],
  ['\u001b[0;32m[    1.5] ffa_grab: callback id 0\u001b[0m', 'other', 'info', 1.5],
  ['[    9.0] eth0: link up', null, 'info', 9],
  ['+ insmod optee', 'user', 'info', null],
])('%s', (line, who, level, seconds) => {
  const row = consoleRow(tidied(line));
  expect(row).toMatchObject({ who, level });
  const stamp = row?.stamp ?? null;
  expect(stamp === null ? null : stamp.seconds + stamp.nanoseconds / 1e9).toEqual(
    seconds === null ? null : expect.closeTo(seconds, 9),
  );
});

test.each(['hello', '', '  => f', 'error: x', 'WARNING'])('%j is no line of a console', (line) => {
  expect(consoleRow(line)).toBeNull();
});
