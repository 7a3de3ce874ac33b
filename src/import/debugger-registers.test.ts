import { describe, expect, test } from 'vitest';
import { DebuggerRegisters } from './debugger-registers.ts';

const WORDS = [0x8400_006f, 0x8001, 0, 2, 0, 0, 0, 0].map((w) => `0x${w.toString(16)}`);

// `info registers` of GDB, `reg` of OpenOCD, `register read` of LLDB.
const FORMS: Readonly<Record<string, (i: number, word: string) => string>> = {
  GDB: (i, w) => `x${i}             ${w}         ${Number(w)}`,
  OpenOCD: (i, w) => `(${i}) x${i} (/64): ${w}`,
  LLDB: (i, w) => `      x${i} = ${w}`,
};

describe.each(Object.entries(FORMS))('%s', (_, form) => {
  const list = (words: readonly string[]): string[] => words.map((w, i) => form(i, w));
  const frame = (lines: readonly string[]) => {
    const reader = new DebuggerRegisters();
    const said = lines.map((l) => reader.line(l));
    return said.map((s) => (s === null ? null : s === true ? true : [...s.halves].filter((_h, i) => i % 2 === 0)));
  };
  const FOUND = [0x8400_006f, 0x8001, 0, 2, 0, 0, 0, 0];

  test('eight registers behind each other are a frame, with the last of them', () => {
    expect(frame(list(WORDS))).toEqual([...Array(7).fill(true), FOUND]);
  });

  test('the others of the list belong to it and change nothing', () => {
    const more = Array.from({ length: 23 }, (_x, i) => form(8 + i, '0x1'));
    expect(frame([...list(WORDS), ...more])).toEqual([...Array(7).fill(true), FOUND, ...Array(23).fill(true)]);
  });

  test('a second list begins anew, also in the middle of the first', () => {
    const twice = [...list(WORDS), ...list(WORDS)];
    expect(frame(twice).filter((f) => Array.isArray(f))).toEqual([FOUND, FOUND]);
    expect(frame([...list(WORDS).slice(0, 3), ...list(WORDS)]).at(-1)).toEqual(FOUND);
  });

  test('one that is missing, or another line between them, makes no frame', () => {
    const without = list(WORDS).filter((_l, i) => i !== 4);
    expect(frame(without).every((f) => f === true)).toBe(true);
    const broken = list(WORDS).toSpliced(4, 0, 'Breakpoint 1, arm_smccc_smc ()');
    expect(frame(broken)).toEqual([true, true, true, true, null, true, true, true, true]);
  });
});

test.each(['x0', 'x0: 1', 'x100 0x1', 'the x0 0x1', '  x0 = 0x1', 'cpsr 0x1'])('%j is no register', (line) => {
  expect(new DebuggerRegisters().line(line)).toBeNull();
});
