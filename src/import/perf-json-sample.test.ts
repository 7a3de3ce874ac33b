import { expect, test } from 'vitest';
import { PerfJsonSample } from './perf-json-sample.ts';

// Linux tools/perf/util/data-convert-json.c: the fields of a sample's event stand beside its head, each as text.

const entry = (ip: string, symbol?: string, dso?: string) => ({ ip, symbol, dso });
const probe = (more: object, ...callchain: object[]) =>
  new PerfJsonSample().read({ timestamp: 1, pid: 1, tid: 1, cpu: 0, comm: 'x', callchain, ...more });

test('the function of a probe is that of its address, else the innermost', () => {
  const outer = entry('0x20', 'ffa_outer', '[ffa_core]');
  const inner = entry('0x10', 'ffa_inner', '[ffa_core]');
  const fn = (ip: string, ...chain: object[]) => {
    const s = probe({ __probe_ip: ip, x: '1' }, ...chain);
    return s.kind === 'probe' ? s.probe.fn?.fn : s;
  };
  expect([fn('0x10', inner, outer), fn('0x20', inner, outer), fn('0x30', inner, outer)]).toEqual([
    ...['ffa_inner', 'ffa_outer', 'ffa_inner'],
  ]);
  expect([fn('0x30'), fn('0x30', entry('0x10'))]).toEqual([undefined, undefined]);
});

test('the end of a probe is named by its beginning, and its caller by the address', () => {
  const reader = new PerfJsonSample();
  reader.read({ callchain: [entry('0x10', 'ffa_fn', '[ffa_core]')], __probe_ip: '0x10' });
  const end = (func: string, ret: string) => {
    const s = reader.read({
      ...{ callchain: [entry('0x99', 'other', 'x'), entry('0x20', 'ffa_caller', '[ffa_core]')] },
      ...{ __probe_func: func, __probe_ret_ip: ret, rc: '18446744073709551603' },
    });
    if (s.kind !== 'probe') throw new Error(s.kind);
    return [s.probe.fn?.fn, s.probe.caller?.fn, s.probe.returns, s.probe.args];
  };
  expect(end('0x10', '0x20')).toEqual(['ffa_fn', 'ffa_caller', true, 'rc=18446744073709551603']);
  expect(end('0x11', '0x21')).toEqual([undefined, undefined, true, 'rc=18446744073709551603']);
});

test.each([
  ['[ffa_core]', 'ffa_core'],
  ['[kernel.kallsyms]', null],
  ['[kernel.vmlinux].init.text', null],
  ['/lib/modules/7.3/kernel/drivers/optee.ko', 'optee'],
  ['/lib/modules/7.3/kernel/drivers/optee.ko.xz', 'optee'],
  ['optee.ko.zst', 'optee'],
  ['arm-ffa.ko', 'arm-ffa'],
  ['/usr/bin/xtest', null],
  ['vmlinux', null],
  [undefined, null],
])('a function of %s is in the module %s', (dso, module) => {
  const s = probe({ __probe_ip: '0x10' }, entry('0x10', 'fn', dso));
  expect(s.kind === 'probe' && s.probe.fn).toEqual({ fn: 'fn', module });
});

test('a stack has names where there are any, and addresses elsewhere', () => {
  const s = probe({ __probe_ip: '0x10' }, entry('0x10', 'a'), entry('0x20', ''), entry('0x30'), 7 as never);
  expect(s.kind === 'probe' && s.stack).toEqual(['a', '0x20', '0x30']);
});

test('arguments are printed as ftrace prints them', () => {
  const s = probe({ __probe_ip: '0x10', a: '1', b: 'x-y+z', c: 'two words', d: '' });
  expect(s.kind === 'probe' && s.probe.args).toBe('a=1 b=x-y+z c="two words" d=""');
});

test.each([
  [
    { irq: '12', name: 'ARM-FFA-SRI' },
    { kind: 'irq', name: 'ARM-FFA-SRI' },
  ],
  [
    { irq: '12', name: '' },
    { kind: 'irq', name: 'irq 12' },
  ],
  [{ irq: '12' }, { kind: 'other', what: 'event with irq' }],
  [
    { irq: '12', name: 'x', ret: '1' },
    { kind: 'other', what: 'event with irq, name, ret' },
  ],
  [
    { a: '1', b: '2', c: '3', d: '4' },
    { kind: 'other', what: 'event with a, b, c' },
  ],
  [{}, { kind: 'other', what: 'sample without a tracepoint' }],
])('%j is %j', (fields, wanted) => {
  expect(probe(fields)).toEqual(wanted);
});
