import { describe, expect, test } from 'vitest';
import { opened } from './fixtures/files.ts';

// What the last pass over a recording says: how deep each function is, and what never came back. Lines as ftrace prints them.

const line = (task: string, seconds: number, event: string, flags = '.....'): string =>
  `  ${task} [000] ${flags} ${seconds.toFixed(6)}: ${event}`;
const place = { optee: 'optee', ffa: 'ffa_module' };
const begin = (fn: string, args = '', where: keyof typeof place = 'optee'): string =>
  `fn_${fn}: (${fn}+0x0/0x188 [${place[where]}]) ${args}`.trimEnd();
const end = (fn: string, rc: string | null = '0', where: keyof typeof place = 'optee'): string =>
  `ret_${fn}: (caller+0xb4/0x138 [other] <- ${fn} [${place[where]}])${rc === null ? '' : ` rc=${rc}`}`;

async function rows(...lines: readonly string[]) {
  const { trace } = await opened(`${lines.join('\n')}\n`);
  return [...trace.rows()];
}
const functions = async (...lines: readonly string[]) =>
  (await rows(...lines)).flatMap((e) =>
    e.kind === 'enter' || e.kind === 'step' ? [`${e.kind} ${e.fn} ${e.depth}`] : [],
  );

describe('how many functions of its actor enclose a function', () => {
  test('one inside another, to any depth', async () => {
    const names = ['optee_ffa_probe', 'optee_enumerate_devices', 'optee_open_session', 'optee_ffa_do_call_with_arg'];
    const lines = [
      ...names.map((fn, i) => line('insmod-68', 1 + i / 100, begin(fn))),
      ...names.toReversed().map((fn, i) => line('insmod-68', 2 + i / 100, end(fn))),
      line('insmod-68', 3, begin('optee_ffa_probe')),
      line('insmod-68', 3.1, end('optee_ffa_probe')),
    ];
    expect(await functions(...lines)).toEqual([
      ...names.map((fn, i) => `enter ${fn} ${i}`),
      ...names.map((fn, i) => `step ${fn} ${i}`).toReversed(),
      'enter optee_ffa_probe 0',
      'step optee_ffa_probe 0',
    ]);
  });

  test('functions of another actor, of another task and of an interrupt enclose none of it', async () => {
    const fn = 'optee_open_session';
    const lines = [
      line('insmod-68', 1, begin('optee_ffa_probe')),
      line('insmod-68', 1.1, begin('ffa_notify_request', '', 'ffa')),
      line('xtest-90', 1.2, begin(fn)),
      line('insmod-68', 1.3, begin(fn), '..h..'),
      line('insmod-68', 1.31, end(fn), '..h..'),
      line('insmod-68', 1.4, begin(fn)),
      line('insmod-68', 1.5, end(fn)),
      line('xtest-90', 1.6, end(fn)),
      line('insmod-68', 1.7, end('ffa_notify_request', '0', 'ffa')),
      line('insmod-68', 1.8, end('optee_ffa_probe')),
    ];
    const found = (await rows(...lines)).flatMap((e) =>
      e.kind === 'enter' ? [[e.ctx, e.ctxKind, e.fn, e.depth]] : [],
    );
    expect(found).toEqual([
      ['insmod-68', 'process', 'optee_ffa_probe', 0],
      ['insmod-68', 'process', 'ffa_notify_request', 0],
      ['xtest-90', 'process', fn, 0],
      ['insmod-68', 'hardirq', fn, 0],
      ['insmod-68', 'process', fn, 1],
    ]);
  });

  test('one whose end is missing ends with the one around it', async () => {
    const lines = [
      line('insmod-68', 1, begin('optee_ffa_probe')),
      line('insmod-68', 1.1, begin('optee_open_session')),
      line('insmod-68', 1.2, end('optee_ffa_probe')),
      line('insmod-68', 1.3, begin('optee_open_session')),
      line('insmod-68', 1.4, end('optee_open_session')),
    ];
    expect(await functions(...lines)).toEqual([
      'enter optee_ffa_probe 0',
      'step optee_open_session 1',
      'step optee_ffa_probe 0',
      'enter optee_open_session 0',
      'step optee_open_session 0',
    ]);
  });
});

describe('what has not come back when the recording ends', () => {
  const said = async (...lines: readonly string[]) =>
    (await rows(...lines)).flatMap((e) => (e.kind === 'violation' || e.kind === 'log' ? [e.text] : []));
  const registers = (letter: string, ...w: string[]) =>
    Array.from({ length: 8 }, (_, i) => `${letter}${i}=${w[i] ?? '0x0'}`).join(' ');
  const call = `smc_in: (__arm_ffa_fn_smc+0x0/0x20 [ffa_module]) ${registers('a', '0x84000064', '0x2')}`;
  const reply = `smc_out: (ffa_features+0x4 [ffa_module] <- __arm_ffa_fn_smc) ${registers('r', '0x84000061')}`;

  test.each([
    [2.999999, false],
    [3, true],
    [9.5, true],
  ])('a call of second 2 at second %f hangs: %s', async (last, hangs) => {
    const before = line('b-2', 0.5, 'tracing_mark_write: a second and a half earlier');
    const texts = await said(before, line('a-1', 2, call), line('b-2', 2.1, call), line('b-2', last, reply));
    expect(texts.filter((t) => t === 'a-1 never comes back from the call in row 1.')).toHaveLength(hangs ? 1 : 0);
    const why = hangs ? `${(last - 2).toFixed(1)} s pass until the recording ends` : 'the recording ends before it';
    expect(
      texts.some((t) => t.includes(why)),
      texts.join('\n'),
    ).toBe(true);
  });

  test.each([
    [2.999999, false],
    [3, true],
  ])('a function whose task is silent from second 2 on, at second %f: %s', async (last, hangs) => {
    const texts = await said(
      line('b-2', 1, begin('optee_ffa_probe')),
      line('b-2', 1.1, end('optee_ffa_probe')),
      line('a-1', 1.5, begin('optee_ffa_probe')),
      line('a-1', 2, call),
      line('b-2', last, begin('optee_open_session')),
    );
    const wanted = `a-1 never returns from optee_ffa_probe (row 2): its last event is row 3, ${(last - 2).toFixed(1)} s before the recording ends.`;
    expect(texts.includes(wanted), texts.join('\n')).toBe(hangs);
  });
});

test('what a return probe shows is behind what its beginning showed', async () => {
  const list = await rows(
    line('a-1', 1, begin('ffa_notify_request', 'per_vcpu=0 id=36', 'ffa')),
    line('a-1', 1.1, end('ffa_notify_request', '-22', 'ffa')),
    line('a-1', 1.2, end('ffa_notify_request', '0', 'ffa')),
  );
  expect(list.map((e) => (e.kind === 'enter' || e.kind === 'step') && [e.kind, e.args, 'rc' in e && e.rc])).toEqual([
    ['enter', { per_vcpu: 0, id: 36 }, false],
    ['step', expect.objectContaining({ per_vcpu: 0, id: 36 }), -22],
    ['step', expect.not.objectContaining({ id: 36 }), 0],
  ]);
});

test('every row of a recording has what a row must have', async () => {
  const list = await rows(
    line('a-1', 1, begin('optee_ffa_probe')),
    line('a-1', 1.1, 'irq_handler_entry: irq=12 name=ARM-FFA-SRI', '..h..'),
    line('a-1', 1.2, 'tracing_mark_write: hello'),
    line('a-1', 1.3, end('optee_ffa_probe')),
  );
  expect(list.map((e) => e.kind)).toEqual(['enter', 'irq', 'log', 'step']);
  for (const [i, e] of list.entries()) {
    expect(e).toMatchObject({ row: i, src: null, fault: null, action: -1, cpu: 0, ctx: 'a-1', stack: [] });
    expect(e.why, e.kind).toMatch(/\w+ .*\w/);
  }
});

test('no two tasks are taken for one, whatever they are doing', async () => {
  // In a task and in an interrupt of another one, of any two of twelve tasks.
  const tasks = Array.from({ length: 12 }, (_, i) => `t-${i + 1}`);
  const lines = tasks.flatMap((task, i) => [
    line(task, 1 + i / 100, begin('optee_ffa_probe'), i % 2 === 0 ? '.....' : '..h..'),
    line(`kworker/0:1-${50 + i}`, 1.005 + i / 100, begin('optee_ffa_probe')),
  ]);
  const ends = tasks.flatMap((task, i) => [
    line(task, 2 + i / 100, begin('optee_open_session'), i % 2 === 0 ? '..h..' : '.....'),
    line(task, 2.001 + i / 100, end('optee_open_session'), i % 2 === 0 ? '..h..' : '.....'),
    line(`kworker/0:1-${50 + i}`, 2.002 + i / 100, end('optee_ffa_probe')),
    line(task, 2.003 + i / 100, end('optee_ffa_probe'), i % 2 === 0 ? '.....' : '..h..'),
  ]);
  const depths = (await rows(...lines, ...ends)).flatMap((e) => (e.kind === 'enter' ? [e.depth] : []));
  expect(depths).toEqual(Array(36).fill(0));
});

test('a function that is a bare address has the name and the module that its probe showed before', async () => {
  const gone = (fn: string) => `fn_${fn}: (0xffff80007b25dc18)`;
  const list = await rows(
    line('a-1', 1, gone('optee_ffa_probe')),
    line('a-1', 2, 'fn_optee_ffa_probe: (optee_ffa_probe.isra.0+0x0/0x188 [optee])'),
    line('a-1', 3, gone('optee_ffa_probe')),
    line('a-1', 4, 'fn_other: (something+0x0/0x188 [other])'),
    line('a-1', 5, gone('other')),
    line('a-1', 6, 'fn_other: (another+0x0/0x188 [other])'),
    line('a-1', 7, gone('other')),
  );
  expect(list.map((e) => (e.kind === 'step' || e.kind === 'enter') && [e.fn, e.to])).toEqual([
    ['optee_ffa_probe', 'optee-driver'],
    ['optee_ffa_probe', 'optee-driver'],
    ['optee_ffa_probe', 'optee-driver'],
    ['something', 'other'],
    ['something', 'other'],
    ['another', 'other'],
    ['something', 'other'],
  ]);
});

test('who calls a function is the innermost that is open and known to return', async () => {
  const list = await rows(
    line('a-1', 1, begin('optee_ffa_probe')),
    line('a-1', 1.1, begin('ffa_notify_relinquish', '', 'ffa')),
    line('a-1', 1.3, end('optee_ffa_probe', '0')),
    line('a-1', 2, begin('optee_ffa_probe')),
    line('a-1', 2.1, begin('ffa_notify_relinquish', '', 'ffa')),
    line('a-1', 2.3, end('optee_ffa_probe', '0')),
    line('a-1', 3, begin('ffa_notify_relinquish', '', 'ffa')),
    line('b-2', 4, begin('optee_ffa_probe')),
    line('a-1', 4.1, begin('ffa_notify_relinquish', '', 'ffa')),
  );
  // Of one that has not come back yet nobody knows whether it ever does.
  const steps = list.flatMap((e) => (e.kind === 'step' && e.fn === 'ffa_notify_relinquish' ? [[e.who, e.to]] : []));
  expect(steps).toEqual([
    ['arm_ffa', 'arm_ffa'],
    ['optee-driver', 'arm_ffa'],
    ['arm_ffa', 'arm_ffa'],
    ['arm_ffa', 'arm_ffa'],
  ]);
});

test('a driver that is probed is bound where its probe gives 0, and the step of another function says nothing of it', async () => {
  const states = async (...lines: readonly string[]) =>
    (await rows(...lines)).map((e) => e.changes.flatMap((c) => (c.key === 'driver.state' ? [c.after] : [])).at(-1));
  expect(
    await states(
      line('a-1', 1, begin('optee_enumerate_devices')),
      line('a-1', 1.1, end('optee_enumerate_devices')),
      line('a-1', 2, begin('optee_ffa_probe')),
      line('a-1', 2.1, begin('optee_enumerate_devices')),
      line('a-1', 2.2, end('optee_enumerate_devices', '-12')),
      line('a-1', 2.3, end('optee_ffa_probe', '0')),
      line('a-1', 3, begin('optee_ffa_remove')),
      line('a-1', 3.1, end('optee_ffa_remove', null)),
      line('a-1', 4, begin('optee_ffa_probe')),
      line('a-1', 4.1, end('optee_ffa_probe', '-22')),
    ),
  ).toEqual([
    undefined,
    undefined,
    'probing',
    undefined,
    undefined,
    'bound',
    'removing',
    'unbound',
    'probing',
    'unbound',
  ]);
});
