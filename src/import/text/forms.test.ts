import { describe, expect, test } from 'vitest';
import { opened } from '../fixtures/files.ts';
import { peel } from './prefix.ts';

// Every way that is known to write a log line. The message, its level and its time must come out of each.

const TEXT = 'optee: Failed to initialize async notifications: -13';

/** What stands before the message, the seconds that are read of it (null: none), and the level where one is written. */
const FORMS: readonly (readonly [string, string, number | null, string | null])[] = [
  ['dmesg', '[   61.512317] ', 61.512317, null],
  ['a console with callers', '[   61.512317][  T112] ', 61.512317, null],
  ['dmesg with callers', '[   61.512317] [    T112] ', 61.512317, null],
  ['a caller that is a CPU', '[   61.512317][    C0] ', 61.512317, null],
  ['a caller with its CPU', '[   61.512317][ T112@C1] ', 61.512317, null],
  ['dmesg -r', '<3>[   61.512317] ', 61.512317, 'error'],
  ['dmesg -x', 'kern  :err   : [   61.512317] ', 61.512317, 'error'],
  ['dmesg -x -T', 'kern  :warn  : [Fri Nov 27 07:36:13 2026] ', null, 'warn'],
  ['dmesg -d', '[   61.512317 <    0.332085>] ', 61.512317, null],
  ['dmesg -T -d', '[Fri Nov 27 07:36:13 2026 <    0.332085>] ', null, null],
  ['dmesg --time-format delta', '[<    0.332085>] ', 0.332085, null],
  ['dmesg -e', '[  +0.332085] ', 0.332085, null],
  ['dmesg -e, a new minute', '[Nov27 07:36] ', 0, null],
  ['dmesg --time-format iso', '2026-11-27T07:36:13,520845+00:00 ', null, null],
  ['dmesg -x --time-format iso', 'kern  :err   : 2026-11-27T07:36:13,520845+00:00 ', null, 'error'],
  ['dmesg -t', '', null, null],
  ['/dev/kmsg', '3,476,61512317,-;', 61.512317, 'error'],
  ['/dev/kmsg with a caller', '3,476,61512317,-,caller=T112;', 61.512317, 'error'],
  ['journalctl -o short', 'Nov 27 07:38:28 board kernel: ', null, null],
  ['journalctl --no-hostname', 'Nov 27 07:38:28 kernel: ', null, null],
  ['journalctl -o short-precise', 'Nov 27 07:38:28.507432 board kernel: ', null, null],
  ['journalctl -o short-iso', '2026-11-27T07:38:28+00:00 board kernel: ', null, null],
  ['journalctl -o short-iso, a zone without a colon', '2026-11-27T08:38:28+0100 board kernel: ', null, null],
  ['journalctl -o short-iso-precise', '2026-11-27T07:38:28.507432+00:00 board kernel: ', null, null],
  ['journalctl -o short-full', 'Fri 2026-11-27 07:38:28 UTC board kernel: ', null, null],
  ['journalctl -o short-full --precise', 'Fri 2026-11-27 07:38:28.507432 CET board kernel: ', null, null],
  ['journalctl -o short-monotonic', '[   17.095870] board kernel: ', 17.09587, null],
  ['journalctl -o short-delta', '[   17.095870 <    0.000047 >] board kernel: ', 17.09587, null],
  ['journalctl -o short-delta, the first', '[   17.095870                ] board kernel: ', 17.09587, null],
  ['journalctl -o short-unix', '1795763908.507432 board kernel: ', null, null],
  ['syslog', 'Nov 27 07:38:28 board kernel: [   61.512317] ', 61.512317, null],
  ['a day of one digit', 'Nov  7 07:38:28 board kernel: [   61.512317] ', 61.512317, null],
  ['rsyslog with its time', '2026-11-27T07:38:28.507432+01:00 board kernel: [   61.512317] ', 61.512317, null],
  ['a syslog line on the wire', '<3>Nov 27 07:38:28 board kernel: ', null, 'error'],
  ['RFC 5424', '<3>1 2026-11-27T07:38:28.507432Z board kernel - - - ', null, 'error'],
  ['busybox', 'Nov 27 07:38:28 board kern.err kernel: [   61.512317] ', 61.512317, 'error'],
  ['ts of moreutils', 'Nov 27 07:38:28 [   61.512317] ', 61.512317, null],
  ['ts with a time of day', '07:38:28 [   61.512317] ', 61.512317, null],
  ['ts -s with fractions', '00:00:12.345678 ', null, null],
  ['grabserial', '[12.345678 0.000123] ', 12.345678, null],
  ['a terminal program', '[2026-11-27 07:36:13.520] ', null, null],
  ['tio', '[07:36:13.520] [   61.512317] ', 61.512317, null],
  ['the timestamper of Jenkins', '[2026-11-27T12:00:01.123Z]  [   61.512317] ', 61.512317, null],
  ['the text of LAVA', '2026-11-27T12:00:01.123456   <3>[   61.512317][    T1] ', 61.512317, 'error'],
  ['a logger with nanoseconds', '2026-11-27T12:00:01.123456789Z [   61.512317] ', 61.512317, null],
  ['a timestamper before no time', '[2026-11-27T12:00:01.123Z]   ', null, null],
  ['logcat', '11-27 12:00:01.123     0     0 E kernel  : [   61.512317] ', 61.512317, 'error'],
  ['logcat without a time of the kernel', '11-27 12:00:01.123     0     0 W kernel  : ', null, 'warn'],
  ['logcat -v uid', '11-27 12:00:01.123  root     0     0 E kernel  : [   61.512317] ', 61.512317, 'error'],
  ['logcat -v year -v usec', '2026-11-27 12:00:01.123456     0     0 E kernel  : ', null, 'error'],
  ['logcat -v time', '11-27 12:00:01.123 E/kernel  (    0): [   61.512317] ', 61.512317, 'error'],
  ['logcat -v brief', 'E/kernel  (    0): [   61.512317] ', 61.512317, 'error'],
  ['logcat -v brief without a tag', 'E/        (    0): [   61.512317] ', 61.512317, 'error'],
  ['a kernel of MediaTek', '[   61.512317]  (1)[68:insmod]', 61.512317, null],
  ['a kernel of MediaTek with interrupts off', '<3>[   61.512317]-(a)[0:swapper/10]', 61.512317, 'error'],
  ['a guest of Xen', '(XEN) d0: [   61.512317] ', 61.512317, null],
  ['a guest of Xen on its own port', '(XEN) [   70.250000] DOM1: [   61.512317] ', 61.512317, null],
  ['tio with a date', '[2026-11-27T07:36:13.520Z] [   61.512317][    T1] ', 61.512317, null],
];

describe.each(FORMS)('%s', (_, prefix, seconds, level) => {
  test('the prefix is taken off, and only that', () => {
    const p = peel(`${prefix}${TEXT}`);
    expect(p.rest).toBe(TEXT);
    expect(p.level).toBe(level);
    const kernel = p.stamp?.clock === 'kernel' ? p.stamp.seconds + p.stamp.nanoseconds / 1e9 : null;
    if (seconds !== null) expect(kernel).toBeCloseTo(seconds, 6);
    if (seconds === null) expect(kernel).toBeNull();
  });

  test('a file of two lines: both are rows in their lanes, with the level that is written', async () => {
    const r = await opened(`${prefix}ARM FF-A: Driver version 1.2\n${prefix}${TEXT}\n`);
    expect([...r.trace.rows()]).toMatchObject([
      { who: 'arm_ffa', text: 'ARM FF-A: Driver version 1.2' },
      { who: 'optee-driver', text: TEXT, level: level ?? 'error' },
    ]);
    expect(r.report.notUnderstood).toBe(0);
    expect(r.report.notes).toEqual([]);
    expect(r.timed).toBe(prefix !== '');
  });
});

test.each([
  '[8001 0] I/TC: OP-TEE version: 4.9.0',
  '[x] y',
  'ARM FF-A: Driver version 1.2',
  '12 monkeys',
  '1795 lines',
  'D/TC:0 0 f:12 text',
  '(XEN) d0v0 ffa: failed to map RX/TX buffers',
  '(1) one',
  '[ok] done',
  '<b>bold</b>',
])('%s has no prefix', (line) => {
  expect(peel(line).rest).toBe(line);
});

test('times of a log become times of rows, across midnight and across a reboot', async () => {
  const at = async (...lines: string[]): Promise<number[]> =>
    [...(await opened(lines.join('\n'))).trace.rows()].map((e) => e.at);
  const a = 'optee: initialized driver';
  expect(await at(`[23:59:59.500] ${a}`, `[00:00:00.250] ${a}`)).toEqual([0, 750e6]);
  expect(await at(`Feb 28 23:59:59 b kernel: ${a}`, `Mar  1 00:00:00 b kernel: ${a}`)).toEqual([0, 86_401e9]);
  expect(await at(`2026-12-31 23:59:59.9 b kernel: ${a}`, `2027-01-01 00:00:00.1 b kernel: ${a}`)).toEqual([0, 200e6]);
  expect(await at(`[  100.0] ${a}`, `[  101.5] ${a}`, `[    0.5] ${a}`, `[    0.7] ${a}`)).toEqual([
    0, 1.5e9, 1.5e9, 1.7e9,
  ]);
  expect(await at(`[<    0.000000>] ${a}`, `[<    0.250000>] ${a}`, `[<    0.250000>] ${a}`)).toEqual([
    0, 250e6, 500e6,
  ]);
});

test('an entry of a journal that has only the time of day has a time', async () => {
  const entry = (us: string): string =>
    JSON.stringify({ MESSAGE: 'optee: initialized driver', _TRANSPORT: 'kernel', __REALTIME_TIMESTAMP: us });
  const r = await opened(`${entry('1795765108507134')}\n${entry('1795765109007135')}\n`);
  expect([...r.trace.rows()].map((e) => e.at)).toEqual([0, 500_001_000]);
  expect(r.timed).toBe(true);
});

describe('who prints what', () => {
  test.each([
    ['(XEN) [    1.250000] ARM FF-A Mediator version 1.1', 'xen', 'info'],
    ['(XEN) d0v0 ffa: failed to map RX/TX buffers', 'xen', 'error'],
    ['(XEN) Brought up 4 CPUs', null, 'info'],
    ['U-Boot 2025.01 (Jan 06 2025 - 17:04:05 +0000)', 'uboot', 'info'],
    ['FWU_DISCOVER: FF-A error -125', 'uboot', 'error'],
    [
      'ERR.ffa,arm-ffa-uclass.c:123-ffa_get_version_hdlr() FF-A driver 1.0 and FF-A framework 2.0 incompatible',
      'uboot',
      'error',
    ],
    ['DRAM:  2 GiB', null, 'info'],
    ['UEFI firmware (version edk2-stable202411 built at 12:00:00 on Nov 27 2026)', 'edk2', 'info'],
    ['ArmFfaLibConstructor: Failed to get partition id - Not Found', 'edk2', 'error'],
    ['Loading driver at 0x0007F5A1000 EntryPoint=0x0007F5A2000 Udp4Dxe.efi', null, 'info'],
    ['INFO:    BL31: Initializing BL32', 'spmd', 'info'],
    ['INFO: Initializing Hafnium (SPMC)', 'spmc', 'info'],
    ['[8001 0] I/TC: OP-TEE version: 4.9.0', 'optee', 'info'],
    ['##E/TC:0 0 mobj_ffa_get_by_cookie:734 Failed to get cookie 0x9', 'optee', 'error'],
    ['Panic: check failed (!allocated) at ../../src/mpool.c:112', 'spmc', 'error'],
    ['# modprobe optee', 'user', 'info'],
    ['root@board:~# modprobe optee', 'user', 'info'],
    ['/ # insmod optee.ko', 'user', 'info'],
    ['=> bootm', 'user', 'info'],
    ['soc_term: [    1.5] ARM FF-A: Driver version 1.2', 'arm_ffa', 'info'],
    ['board.log:12:[    1.5] ARM FF-A: Driver version 1.2', 'arm_ffa', 'info'],
    ['uart1 | I/TC: Primary CPU initializing', 'optee', 'info'],
    ['Nov 27 07:38:28 board tee-supplicant[345]: open_dir: failed', 'supplicant', 'error'],
    ['(XEN) d0: [    1.5] ARM FF-A: Driver version 1.2', 'arm_ffa', 'info'],
    ['(XEN) DOM1: [    1.5] optee: Failed to initialize async notifications: -13', 'optee-driver', 'error'],
    ['Nov 27 07:38:28 board tee-supplicant[345]: ERROR: x', 'supplicant', 'error'],
    ['Nov 27 07:38:28 board tee-supplicant[345]: NOTICE:  x', 'supplicant', 'info'],
    ['[2026-11-27T12:00:01.123Z] tee-supplicant[345]: ERROR: x', 'supplicant', 'error'],
    ['[    1.5] tee-supplicant: ERROR: x', 'supplicant', 'error'],
    ['tee-supplicant[345]: ERROR: x', 'supplicant', 'error'],
    ['tee-supplicant: WARNING: x', 'supplicant', 'warn'],
    ['11-27 12:00:01.123   345   345 E tee-supplicant: ERROR: x', 'supplicant', 'error'],
    ['Nov 27 07:38:28 board weston[77]: ERROR: no seat', null, 'error'],
    ['Nov 27 07:38:28 board fwupd: WARNING: FF-A is slow', 'user', 'warn'],
    ['Nov 27 07:38:28 board ser2net[77]: I/TC: Primary CPU initializing', 'optee', 'info'],
    ['Oops#1 Part1', null, 'info'],
    ['Panic#2 Part3', null, 'info'],
    ['<3>Oops: Oops - BUG: 00000000f2000800 [#1] SMP', 'kernel', 'error'],
    ['Nov 27 07:38:28 board sshd[77]: Accepted publickey for root', null, 'info'],
    [
      '[    5.812004] BUG: sleeping function called from invalid context at kernel/locking/mutex.c:258',
      'kernel',
      'error',
    ],
    ['[    5.812050]  handle_notif_callbacks+0x54/0xe0', 'arm_ffa', 'info'],
  ] as const)('%s', async (line, who, level) => {
    const r = await opened(`[    0.1] optee: initialized driver\n${line}\n`);
    const row = [...r.trace.rows()][1];
    if (who === null) expect(row).toBeUndefined();
    else expect(row).toMatchObject({ who, level });
    expect(r.report.notUnderstood).toBe(0);
  });
});
