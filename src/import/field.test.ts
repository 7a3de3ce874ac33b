import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { opened, traceText } from './fixtures/files.ts';
import type { Recording } from './recording.ts';

// Small texts as engineers paste them: what is read of each, in which lane, at which level.

const field = (name: string): string => readFileSync(new URL(`./fixtures/field/${name}.txt`, import.meta.url), 'utf8');
const brief = (r: Recording): string[] =>
  [...r.trace.rows()].map((e) =>
    e.kind === 'log'
      ? `${e.who} ${e.level}`
      : e.kind === 'call' || e.kind === 'return'
        ? `${e.kind} cpu${e.cpu} ${e.name}`
        : e.kind,
  );

describe('consoles', () => {
  test('dmesg with callers: three rows, the caller taken off', async () => {
    const r = await opened(field('dmesg-caller'));
    expect(brief(r)).toEqual(['arm_ffa info', 'optee-driver error', 'optee-driver info']);
    for (const e of r.trace.rows()) expect(e.kind === 'log' ? e.text : '').toMatch(/^(?:ARM FF-A|optee): /);
  });

  test('Hafnium, TF-A, OP-TEE as its partition and Linux on one console', async () => {
    const r = await opened(field('hafnium-boot'));
    expect(r.report.notUnderstood).toBe(0);
    expect(brief(r)).toEqual([
      'spmd info',
      ...Array<string>(5).fill('spmc info'),
      'optee info',
      'spmc info',
      'arm_ffa info',
      'arm_ffa info',
    ]);
  });

  test('journalctl -k: four rows, seconds apart', async () => {
    const r = await opened(field('journal'));
    expect(brief(r)).toEqual(['arm_ffa info', 'arm_ffa info', 'optee-driver info', 'optee-driver error']);
    expect([...r.trace.rows()].map((e) => e.at)).toEqual([0, 0, 1e9, 1e9]);
  });

  test('what is typed at a prompt, and lines that begin with the characters of xtest', async () => {
    const r = await opened(field('progress-char'));
    expect(brief(r)).toEqual(['user info', 'optee-driver info', 'optee debug', 'optee error']);
    expect(r.report).toMatchObject({ notUnderstood: 0, logs: 4 });
  });

  test('warnings of TF-A are TF-A’s, and warnings', async () => {
    const r = await opened(field('tfa-warning'));
    expect(brief(r)).toEqual(['spmd info', ...Array<string>(4).fill('spmd warn'), 'spmd error']);
  });

  test('OP-TEE that gets −1 for ever', async () => {
    expect(brief(await opened(field('unhandled-fid')))).toEqual(Array<string>(3).fill('optee error'));
  });

  test('a report of the kernel is the kernel’s, its functions are those of their drivers', async () => {
    expect(brief(await opened(field('sleeping-own-mutex')))).toEqual([
      'kernel error',
      'arm_ffa info',
      'arm_ffa info',
      'arm_ffa info',
      'arm_ffa info',
    ]);
    expect(brief(await opened(field('stall-in-smc')))[0]).toBe('kernel error');
  });

  test('U-Boot', async () => {
    expect(brief(await opened(field('uboot')))).toEqual(['uboot error', 'uboot error']);
  });
});

describe('registers that firmware prints', () => {
  test('the line of TF-A’s SPMD: calls and answers of one CPU, and what EL3 answers itself is not missing', async () => {
    const r = await opened(field('spmd-trace'));
    expect(brief(r)).toEqual([
      'call cpu1 FFA_SPM_ID_GET',
      'call cpu1 FFA_ID_GET',
      'call cpu1 FFA_MSG_SEND_DIRECT_REQ',
      'return cpu1 FFA_MSG_SEND_DIRECT_RESP',
      'call cpu1 FFA_NOTIFICATION_BIND',
      'return cpu1 FFA_ERROR',
    ]);
    expect(r.report).toMatchObject({ calls: 4, replies: 2, unanswered: 0, unseen: 2, notUnderstood: 0 });
  });

  const CALL = '0x8400006f 0x8001 0x0 0x80000000 0x0 0x0 0x0 0x0';
  const ANSWER = '0x84000070 0x80010000 0x0 0x0 0x1 0x0 0x0 0x0';
  test.each([
    ['a label of one’s own', `WARNING: Atf_Debug(55): ${CALL}`, `WARNING: Atf_Debug(55): ${ANSWER}`, 55],
    [
      'behind the time of a logger',
      `[12:00:01.001] VERBOSE: SPM(3): ${CALL}`,
      `[12:00:01.002] VERBOSE: SPM(3): ${ANSWER}`,
      3,
    ],
    ['by name', `smc call: w0=${CALL.split(' ').join(' wN=')}`, `smc ret: w0=${ANSWER.split(' ').join(' wN=')}`, 0],
    [
      'OP-TEE’s',
      `D/TC:0 0 thread_spmc_msg_recv:2050 a0 ${CALL.split(' ').join(' aN ')}`,
      `D/TC:0 0 thread_spmc_msg_recv:2051 a0 ${ANSWER.split(' ').join(' aN ')}`,
      0,
    ],
    ['with the CPU in words', `NOTICE:  cpu 2 in: ${CALL}`, `NOTICE:  cpu 2 out: ${ANSWER}`, 2],
  ])('%s', async (_, call, answer, cpu) => {
    const named = (line: string): string => {
      let n = 0;
      return line.replaceAll(/([wa])N/g, (_all, letter: string) => `${letter}${++n}`);
    };
    const r = await opened(`${named(call)}\nI/TC: between\n${named(answer)}\n`);
    expect(brief(r)).toEqual([
      `call cpu${cpu} FFA_MSG_SEND_DIRECT_REQ`,
      'optee info',
      `return cpu${cpu} FFA_MSG_SEND_DIRECT_RESP`,
    ]);
    expect([...r.trace.rows()].flatMap((e) => ('w' in e ? [e.w.map(hex).join(' ')] : []))).toEqual([CALL, ANSWER]);
  });

  test('two CPUs at once, and an answer whose call came before the file', async () => {
    const r = await opened(
      [
        `VERBOSE: SPM(0): ${ANSWER}`,
        `VERBOSE: SPM(0): ${CALL}`,
        `VERBOSE: SPM(1): ${CALL}`,
        `VERBOSE: SPM(0): ${ANSWER}`,
        `VERBOSE: SPM(1): ${ANSWER}`,
      ].join('\n'),
    );
    expect(brief(r)).toEqual([
      'spmc warn',
      'call cpu0 FFA_MSG_SEND_DIRECT_REQ',
      'call cpu1 FFA_MSG_SEND_DIRECT_REQ',
      'return cpu0 FFA_MSG_SEND_DIRECT_RESP',
      'return cpu1 FFA_MSG_SEND_DIRECT_RESP',
    ]);
    expect(r.report).toMatchObject({ orphans: 1, unanswered: 0 });
  });

  test('a list that is cut is counted, and no frame', async () => {
    const r = await opened(`VERBOSE: SPM(0): ${CALL}\nVERBOSE: SPM(0): 0x84000070 0x80010000 0x0\n`);
    expect(r.report).toMatchObject({ calls: 1, replies: 0, notUnderstood: 1 });
  });
});

describe('a message of the kernel in the middle of another line', () => {
  const message = '[   11.134203] ARM FF-A: Driver version 1.1';
  const lines = traceText('b-probe').split('\n');
  const at = lines.findIndex((l) => l.includes('smc_out'));
  const line = lines[at] as string;
  const put = (before: string, after: string | null): string =>
    [...lines.slice(0, at), before + message, ...(after === null ? [] : [after]), ...lines.slice(at + 1)].join('\n');

  test.each([
    ['behind the last register', put(line, null)],
    ['between two registers', put(line.slice(0, line.indexOf(' r4=')), line.slice(line.indexOf(' r4=')))],
    ['in the middle of a word', put(line.slice(0, line.indexOf('r1=') + 6), line.slice(line.indexOf('r1=') + 6))],
  ])('%s: the frame is read, and the message is a row', async (_, text) => {
    const [r, whole] = [await opened(text), await opened(lines.join('\n'))];
    const frames = (x: Recording): string[] =>
      [...x.trace.rows()].flatMap((e) => ('w' in e ? [e.w.map(hex).join(' ')] : []));
    expect(frames(r)).toEqual(frames(whole));
    expect(r.report.notUnderstood).toBe(0);
    expect(brief(r).filter((b) => b === 'arm_ffa info')).toHaveLength(1);
  });

  test('where the rest never comes, the line is counted', async () => {
    const r = await opened(put(line.slice(0, line.indexOf(' r4=')), null));
    expect(r.report.notUnderstood).toBe(1);
    expect(brief(r)).toContain('arm_ffa info');
  });

  test('between two programs on one console', async () => {
    const r = await opened(`I/TC: Primary CPU switching${message}\n`);
    expect(brief(r)).toEqual(['optee info', 'arm_ffa info']);
  });
});
