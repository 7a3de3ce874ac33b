import { expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { openRecording } from './open.ts';
import type { Recording } from './recording.ts';

async function read(text: string): Promise<Recording> {
  const result = await openRecording(text);
  if (!result.ok) throw new Error(`${result.error.what} ${result.error.remedy}`);
  return result.value;
}
const frames = (r: Recording): string[] =>
  [...r.trace.rows()].flatMap((e) =>
    e.kind === 'call' || e.kind === 'return' ? [`${e.kind} ${e.w.map(hex).join(' ')}`] : [],
  );
const logs = (r: Recording): string[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'log' ? [`${e.who}: ${e.text}`] : []));

/** As arm64 prints the registers of a CPU that stands in the conduit: three a line, from x29 down. */
const dump = (x0: string): string => `[  121.436411] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
[  121.440001] CPU: 1 UID: 0 PID: 214 Comm: xtest Not tainted 6.12.0 #1
[  121.440002] pstate: 60400005 (nZCv daif +PAN -UAO -TCO -DIT -SSBS BTYPE=--)
[  121.440003] pc : __arm_smccc_smc+0x8/0x30
[  121.440004] lr : __arm_ffa_fn_smc+0x2c/0x40
[  121.440005] sp : ffff800082a3b940
[  121.440006] x29: ffff800082a3b940 x28: 0000000000000000 x27: 0000000000000000
[  121.440007] x8 : 0000000000000000 x7 : 0000000000000000 x6 : 0000000000000000
[  121.440008] x5 : 0000000000001000 x4 : 0000000000000000 x3 : 0000000080000000
[  121.440009] x2 : 0000000000000000 x1 : 0000000000008001 x0 : ${x0}
[  121.440010] Call trace:
[  121.440011]  __arm_smccc_smc+0x8/0x30 (P)
`;

test('the registers of a CPU that stands in the conduit are a call that has not come back', async () => {
  const r = await read(dump('000000008400006f'));
  expect(frames(r)).toEqual(['call 0x8400006f 0x8001 0x0 0x80000000 0x0 0x1000 0x0 0x0']);
  expect(r.report).toMatchObject({ calls: 1, unanswered: 1, notUnderstood: 0 });
  expect([...r.trace.rows()].find((e) => e.kind === 'call')?.cpu).toBe(1);
});

test.each([
  [
    'of another function',
    dump('000000008400006f').replace('__arm_smccc_smc+0x8/0x30\n[  121.440004]', 'memcpy+0x8/0x30\n[  121.440004]'),
  ],
  ['that hold no call of FF-A', dump('0000000000000001')],
  ['with a line missing', dump('000000008400006f').replace(/.*x5 : .*\n/, '')],
])('registers %s are no frame', async (_, text) => {
  expect(frames(await read(text))).toEqual([]);
});

test('lists of decimal words, as bpftrace prints them', async () => {
  const r = await read(
    'Attaching 2 probes...\n@smc[214, 1]: 2214592623 32769 0 2147483648 0 4096 0 0\n[2214592624, 2147549184, 0, 0, 0, 0, 0, 0]\n',
  );
  expect(frames(r)).toEqual([
    'call 0x8400006f 0x8001 0x0 0x80000000 0x0 0x1000 0x0 0x0',
    'return 0x84000070 0x80010000 0x0 0x0 0x0 0x0 0x0 0x0',
  ]);
});

test('a list that a message of the kernel cuts in two goes on in the next line', async () => {
  const r = await read(`INFO:    SPM(1): 0x8400006f 0x8001 0x0 0x5[   12.345678] optee: initialized driver
 0x0 0x1000 0x0 0x0
INFO:    SPM(1): 0x84000070 0x80010000 0x0 0x0 0x0 0x0 0x0 0x0
`);
  expect(frames(r)).toEqual([
    'call 0x8400006f 0x8001 0x0 0x5 0x0 0x1000 0x0 0x0',
    'return 0x84000070 0x80010000 0x0 0x0 0x0 0x0 0x0 0x0',
  ]);
  expect(logs(r)).toEqual(['optee-driver: optee: initialized driver']);
  expect(r.report.notUnderstood).toBe(0);
});

test('a list that is cut and does not go on is counted once', async () => {
  const r = await read(`INFO:    SPM(1): 0x8400006f 0x8001 0x0 0x5[   12.345678] optee: initialized driver
[   12.400000] optee: probing for conduit method.
`);
  expect(frames(r)).toEqual([]);
  expect(r.report.notUnderstood).toBe(1);
});

test.each([
  ['an extended netconsole with its release', '6.12.0-rt3+,3,471,58548302,-;optee: probe failed'],
  ['docker compose', 'qemu-1      | [   58.548302] optee: probe failed'],
  ['a prompt that nobody answered', 'board login: [   58.548302] optee: probe failed'],
  ['a logger with an arrow', '10:00:00.123 -> [   58.548302] optee: probe failed'],
  ['a date with the day first', '[27/11/2026 10:00:00] [   58.548302] optee: probe failed'],
  ['the logger of Python', '2026-11-27 10:00:00,123 INFO serial: [   58.548302] optee: probe failed'],
  ['a log that was indented in a mail', '    [   58.548302] optee: probe failed'],
  ['a row of a table in a ticket', '| [   58.548302] optee: probe failed'],
  ['seconds of 1970 behind a blank', ' 1732701600.123456 [   58.548302] optee: probe failed'],
  ['a guest of Xen without a time', '(XEN) DOM1: optee: probe failed'],
])('%s', async (_, line) => {
  expect(logs(await read(`${line}\n`))).toEqual([expect.stringMatching(/: optee: probe failed$/)]);
});

test('the word ERROR behind the name of a program is no line of Hafnium', async () => {
  const r = await read(
    '[    1.0] optee: initialized driver\nsshd: ERROR: could not load host key\nuart1: ERROR: Unknown FF-A call\n',
  );
  expect(logs(r)).toEqual([expect.stringMatching(/optee: initialized driver/), 'spmc: ERROR: Unknown FF-A call']);
});

test('what is not about FF-A stays out, whatever stands before its time', async () => {
  const r = await read('[    1.0] optee: initialized driver\nlogger -> [    2.548302] usb 1-1: new device\n');
  expect(logs(r)).toHaveLength(1);
});

const WORDS = ['0x8400006f', '0x8001', '0x0', '0x2', '0x0', '0x0', '0x0', '0x0'];
test.each([
  ['GDB', (w: string, i: number) => `x${i}             ${w}          ${BigInt(w)}`],
  ['OpenOCD', (w: string, i: number) => `(${i}) x${i} (/64): 0x${w.slice(2).padStart(16, '0')}`],
  ['LLDB', (w: string, i: number) => `        x${i} = 0x${w.slice(2).padStart(16, '0')}`],
])('a debugger that stands in the conduit lists a register a line: %s', async (_, line) => {
  const stop = (w0: string): string => [w0, ...WORDS.slice(1)].map(line).join('\n');
  const r = await read(`Breakpoint 1, __arm_smccc_smc ()\n${stop('0x8400006f')}\n(gdb) c\n${stop('0x84000070')}\n`);
  expect(frames(r)).toEqual([`call ${WORDS.join(' ')}`, `return ${['0x84000070', ...WORDS.slice(1)].join(' ')}`]);
  expect(r.report).toMatchObject({ notUnderstood: 0, unanswered: 0 });
});

test.each([
  ['in which one is missing', WORDS.flatMap((w, i) => (i === 4 ? [] : [`x${i}             ${w}`]))],
  [
    'that TF-A prints as it panics',
    ['Unhandled Exception in EL3.', ...WORDS.map((w, i) => `x${i}             = ${w}`)],
  ],
  ['of another function', ['0x1', ...WORDS.slice(1)].map((w, i) => `x${i}             ${w}`)],
])('a list of registers %s is no frame', async (_, list) => {
  expect(frames(await read(`optee: initialized driver\n${list.join('\n')}\n`))).toEqual([]);
});

test('structures as SystemTap prints them, in decimal', async () => {
  const struct = (w: readonly string[]): string => `{${w.map((x, i) => `.a${i}=${BigInt(x)}`).join(', ')}}`;
  const r = await read(
    `bash(154) cpu1 call args=${struct(WORDS)}\nbash(154) cpu1 ret res=${struct(['0x84000070', ...WORDS.slice(1)])}\n`,
  );
  expect(frames(r)).toEqual([`call ${WORDS.join(' ')}`, `return ${['0x84000070', ...WORDS.slice(1)].join(' ')}`]);
});

test('one program begins its line in the middle of another’s', async () => {
  const r = await read(
    'INFO:    service set up finD/TC:0   plat_init:107 no seed\nD/TC:3 0 mobj_get:684 cookie 0x3Panic: check failed (x) at ../../src/a.c:1\n##E/TC:0 0 f:1 x\n',
  );
  expect(logs(r)).toEqual([
    'spmd: INFO:    service set up fin',
    'optee: D/TC:0   plat_init:107 no seed',
    'optee: D/TC:3 0 mobj_get:684 cookie 0x3',
    'spmc: Panic: check failed (x) at ../../src/a.c:1',
    'optee: E/TC:0 0 f:1 x',
  ]);
});

test.each([
  ['optee firmware:optee: probe with driver optee failed with error -22', 'optee-driver'],
  ['optee arm-ffa-1: probe with driver optee failed with error -12', 'optee-driver'],
  ['arm-ffa arm-ffa-1: something failed', 'arm_ffa'],
  ['Partition: id = 8003 , exec_ctxt 1 , properties 3', 'uboot'],
])('%s: a device is named, and no time stands before it', async (line, who) => {
  expect(logs(await read(`${line}\n`))).toEqual([`${who}: ${line}`]);
});

test('rules, brackets and counts are nothing that should have been understood', async () => {
  const r = await read(
    '# tracer: nop\n====\n[    1.0] optee: initialized driver\n}\n```\n1..2\n+-----+\n  bash-154     [001] .....    11.525701: sys_ioctl(fd: 3, cmd: c010a403, arg: ffffd8a0)\n  bash-154     [001] .....    11.525760: sys_ioctl -> 0x0\n',
  );
  expect(r.report.notes).toEqual([]);
  expect(r.report.notUnderstood).toBe(0);
});
