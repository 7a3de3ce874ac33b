import { expect, test } from 'vitest';
import { parseEventFormat, parseField } from './event-format.ts';

// The declarations of events as the kernel writes them (Linux kernel/trace/trace_events.c, f_show): type and name, offset, size,
// sign. Old kernels leave out the sign; dynamic fields say where their value is.

const field = (declaration: string, offset: number, size: number, sign: number | null = 0): string =>
  `\tfield:${declaration};\toffset:${offset};\tsize:${size};${sign === null ? '' : `\tsigned:${sign};`}`;

test.each<[string, number, number | null, object]>([
  ['unsigned short common_type', 2, 0, { name: 'common_type', type: 'unsigned short', signed: false, element: 2 }],
  ['int common_pid', 4, 1, { name: 'common_pid', type: 'int', signed: true, element: 4, isArray: false }],
  ['int pid', 4, null, { type: 'int', signed: true }],
  ['long ret', 8, null, { signed: true, element: 8 }],
  ['short s', 2, null, { signed: true }],
  ['s64 t', 8, null, { signed: true }],
  ['char c', 1, null, { signed: true }],
  ['unsigned int flags', 4, null, { type: 'unsigned int', signed: false }],
  ['u64 a0', 8, null, { type: 'u64', signed: false, element: 8, at: 'here' }],
  ['char comm[16]', 16, 0, { name: 'comm', type: 'char', isArray: true, element: 1 }],
  ['u32 one[1]', 4, 0, { isArray: true, element: 4 }],
  ['struct pair two[2]', 24, 0, { type: 'struct pair', isArray: true, element: 12 }],
  ['struct pair one[1]', 12, 0, { isArray: true, element: 12 }],
  ['unsigned long caller[8]', 64, 0, { element: 8 }],
  // A length that does not divide, or is a name: the type says how large one is.
  ['u64 odd[3]', 20, 0, { element: 8 }],
  ['unsigned long caller[FTRACE_STACK_ENTRIES]', 0, 0, { isArray: true, element: 8 }],
  ['unsigned long buf[]', 0, 0, { name: 'buf', isArray: true, element: 8 }],
  ['char buf[]', 0, 0, { element: 1 }],
  ['unsigned short w[]', 0, 0, { element: 2 }],
  ['u16 w[]', 0, 0, { element: 2 }],
  ['__s32 w[]', 0, 0, { element: 4 }],
  ['uint8_t b[]', 0, 0, { element: 1 }],
  ['unsigned int w[]', 0, 0, { element: 4 }],
  ['__data_loc char[] msg', 4, 0, { name: 'msg', isArray: true, element: 1, at: 'data_loc' }],
  ['__data_loc u64[] list', 4, 0, { name: 'list', element: 8, at: 'data_loc' }],
  ['__rel_loc char[] msg', 4, 0, { name: 'msg', isArray: true, element: 1, at: 'rel_loc' }],
])('%s', (declaration, size, sign, expected) => {
  expect(parseField(field(declaration, 40, size, sign))).toMatchObject({ offset: 40, size, ...expected });
});

test.each([
  '',
  'name: smc_in',
  '\tfield:int x;\toffset:8;',
  '\tfield: ;\toffset:8;\tsize:4;',
  'print fmt: "field:int x"',
])('no field: %j', (line) => {
  expect(parseField(line)).toBeNull();
});

const FORMAT = `name: smc_in
ID: 1421
format:
${field('unsigned short common_type', 0, 2)}

${field('unsigned long __probe_ip', 8, 8)}
${field('u64 a0', 16, 8)}

print fmt: "(%lx) a0=0x%Lx", REC->__probe_ip, REC->a0
`;

test('an event: its name, number, fields and what is printed', () => {
  const e = parseEventFormat(FORMAT, 'ffa');
  expect(e).toMatchObject({ name: 'smc_in', system: 'ffa', id: 1421 });
  expect([...(e?.fields.keys() ?? [])]).toEqual(['common_type', '__probe_ip', 'a0']);
  expect(e?.print).toBe('"(%lx) a0=0x%Lx", REC->__probe_ip, REC->a0');
});

test('without a name or a number it is none; what is printed is no declaration, and may be missing', () => {
  expect(parseEventFormat(FORMAT.replace('name: smc_in', ''), 'ffa')).toBeNull();
  expect(parseEventFormat(FORMAT.replace('ID: 1421', ''), 'ffa')).toBeNull();
  expect(parseEventFormat(FORMAT.replace(/print fmt.*\n/, ''), 'ffa')?.print).toBe('');
  const behind = `${FORMAT}${field('u64 a1', 24, 8)}\nID: 7\n`;
  expect([parseEventFormat(behind, 'ffa')?.id, parseEventFormat(behind, 'ffa')?.fields.has('a1')]).toEqual([
    1421,
    false,
  ]);
});
