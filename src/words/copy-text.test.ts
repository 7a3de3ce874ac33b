import { describe, expect, it } from 'vitest';
import { rowText } from './copy-text.ts';
import { CALL, LOG, REFUSED, REPLY, STEP } from './refused.fixture.ts';

describe('rowText', () => {
  it('is an aligned table for a reply', () => {
    const lines = rowText(REFUSED, REPLY, null).split('\n');
    expect(lines[0]).toBe('Row 2, reply to row 1');
    expect(lines[1]).toBe('SPMC to FF-A core, CPU 1, insmod, t = 1 µs');
    expect(lines[2]).toBe('optee_ffa_probe > notify_request');
    expect(lines[4]).toBe('    call        reply       field');
    expect(lines[5]).toBe('w0  0x8400007f  0x84000060  BIND, then ERROR');
    expect(lines[7]?.startsWith('w2  0x00000000  0xfffffffa  status DENIED −6')).toBe(true);
    expect(lines.every((l) => l === l.trimEnd())).toBe(true);
  });

  it('does not tell the reply at the call', () => {
    const text = rowText(REFUSED, CALL, null);
    expect(text).toContain('w3  0x00000008  -');
    expect(text).not.toContain('0x84000060');
  });

  it('says the fault that touched the row', () => {
    expect(rowText(REFUSED, REPLY, 'The 1st BIND answers DENIED −6')).toContain('Fault');
  });

  it('tells functions and log lines in words', () => {
    expect(rowText(REFUSED, STEP, null)).toMatch(
      /Function +notify_request\(\)[\s\S]*notify_id = 3[\s\S]*Result +−EACCES \(−13\)/,
    );
    expect(rowText(REFUSED, LOG, null)).toContain('optee: Failed to initialize async notifications: -13');
  });
});
