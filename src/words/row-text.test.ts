import { describe, expect, test } from 'vitest';
import { frame } from '../abi/frame.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { RowBase } from '../trace/event.ts';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { changeText, resultBadge, rowText, wayGlyph } from './row-text.ts';

const DENIED = frame(0x8400_0060n, 0n, 0xffff_fffan);
const at = (trace: ReturnType<typeof traceOf>, row: number) => rowText(trace, trace.row(row));
const base: RowBase = step(0, 'optee-driver');

describe('a frame', () => {
  test('asks with its sentence, the specification’s word and what it carries', () => {
    expect(at(traceOf(call(0)), 0)).toMatchObject({
      shape: 'frame',
      reply: false,
      caption: 'Sentence 0',
      spec: 'FFA_NOTIFICATION_BIND {3}',
      shorter: ['NOTIFICATION_BIND {3}', 'BIND {3}'],
      badge: null,
    });
  });

  test('is answered with a badge: glyph, word and number', () => {
    expect(at(traceOf(call(0), reply(1, 0)), 1).badge).toEqual({ tone: 'ok', text: 'SUCCESS', short: 'ok' });
    const no = at(
      traceOf(call(0), { ...reply(1, 0), w: DENIED, name: 'FFA_ERROR', why: 'No: DENIED −6. Linux makes it.' }),
      1,
    );
    expect(no.badge).toEqual({ tone: 'error', text: 'DENIED −6', short: 'DENIED' });
    expect(no.caption).toBe('Linux makes it.');
  });

  test('without its call, at the beginning of a recording, is drawn all the same', () => {
    expect(at(traceOf({ ...reply(0, -1), w: DENIED, name: 'FFA_ERROR' }), 0).badge?.text).toBe('DENIED −6');
  });

  test('tells its story', () => {
    const trace = traceOf(call(0), { ...reply(1, 0), fault: 0 });
    expect(at(trace, 0).name).toBe('Row 0, call, FF-A core to SPMC: FFA_NOTIFICATION_BIND {3}, Sentence 0');
    expect(at(trace, 1).name).toBe(
      'Row 1, reply, SPMC to FF-A core: FFA_SUCCESS, Sentence 1. A fault was injected here.',
    );
  });
});

describe('a function', () => {
  const trace = traceOf(enter(0, 'optee-driver', 'arm_ffa'), {
    ...step(1, 'optee-driver', 0, -13),
    fn: 'notify_request',
  });

  test('goes to its lane, and its result back', () => {
    expect(at(trace, 0)).toMatchObject({
      shape: 'function',
      from: 'optee-driver',
      to: 'arm_ffa',
      spec: 'notify_request(3)',
    });
    expect(at(trace, 1)).toMatchObject({ shape: 'function', from: 'arm_ffa', to: 'optee-driver', reply: true });
    expect(at(trace, 1).badge).toEqual({ tone: 'error', text: '−EACCES (−13)', short: '−EACCES' });
  });

  test('of one row stands on its lane; only a failure has a badge', () => {
    expect(at(traceOf(step(0, 'optee-driver')), 0)).toMatchObject({
      shape: 'step',
      spec: 'kzalloc() → 0',
      badge: null,
    });
    expect(at(traceOf(step(0, 'optee-driver', null, -12)), 0)).toMatchObject({
      spec: 'kzalloc()',
      badge: { tone: 'error', text: '−ENOMEM (−12)' },
    });
  });

  test('never crosses the worlds: only frames do', () => {
    expect(at(traceOf(enter(0, 'arm_ffa', 'optee')), 0)).toMatchObject({ shape: 'step', from: 'optee', to: 'optee' });
  });

  test('leaves the sentence to the frame that it sends at once', () => {
    const sends = traceOf(
      { ...enter(0, 'optee-driver', 'arm_ffa'), why: 'Which version?' },
      { ...call(1), why: 'Which version?' },
    );
    expect(at(sends, 0).caption).toBe('');
    expect(at(sends, 1).caption).toBe('Which version?');
    expect(at(trace, 0).caption).toBe('Sentence 0');
  });
});

describe('a result', () => {
  test('is an errno by name and number, a pointer, a count, or nothing', () => {
    expect(resultBadge(-22, false)?.text).toBe('−EINVAL (−22)');
    expect(resultBadge('ok', false)).toMatchObject({ tone: 'ok', text: 'ok' });
    expect(resultBadge(1, false)).toMatchObject({ tone: 'ok', text: '1' });
    expect(resultBadge(null, false)).toBeNull();
  });

  test('of an allocation that a fault made fail is NULL', () => {
    expect(resultBadge(null, true)).toMatchObject({ tone: 'error', text: 'NULL' });
  });

  test('that is no errno keeps its number: a TEE result read as one', () => {
    expect(resultBadge(-65530, false)?.text).toBe('−65530');
  });
});

describe('other rows', () => {
  test('state names its cell by its last part', () => {
    expect(changeText({ key: 'driver.bottom_half_value', before: 0xffff_ffff, after: 3 })).toBe(
      'bottom_half_value = 3',
    );
    expect(changeText({ key: 'held.id 3', before: 'x', after: undefined })).toBe('id 3 gone');
  });

  test('a log line is quoted as it was printed; an error has a badge', () => {
    const log = { ...base, kind: 'log', who: 'optee-driver', level: 'error', text: 'optee: failed: -13' } as const;
    expect(at(traceOf(log), 0)).toMatchObject({ shape: 'log', spec: 'optee: failed: -13', badge: { tone: 'error' } });
    expect(at(traceOf({ ...log, level: 'info' }), 0).badge).toBeNull();
  });

  test('an interrupt says its number by its kind, and when it is lost', () => {
    const irq = { ...base, kind: 'irq', from: 'spmc', to: 'arm_ffa', irq: 'SRI', intid: 8, phase: 'raised' } as const;
    expect(at(traceOf(irq), 0).spec).toBe('SRI, SGI 8');
    expect(at(traceOf({ ...irq, intid: 40, phase: 'lost' }), 0).spec).toBe('SRI, INTID 40, lost');
    expect(at(traceOf({ ...irq, intid: null }), 0).spec).toBe('SRI');
  });

  test('a broken rule has its number and its own glyph', () => {
    const broken = {
      ...base,
      kind: 'violation',
      who: 'spmc',
      rule: 'I1',
      text: 'id 3 stays bound, and nobody owns it',
    } as const;
    expect(at(traceOf(broken), 0)).toMatchObject({
      shape: 'violation',
      badge: { tone: 'violation', text: 'I1' },
      name: 'Row 0, broken rule, SPMC: I1, id 3 stays bound, and nobody owns it',
    });
  });

  test('a choice says who runs, and of whom', () => {
    const choice = { ...base, kind: 'choice', options: ['insmod', 'kworker/0:1'], chosen: 1 } as const;
    expect(at(traceOf(choice), 0).spec).toBe('kworker/0:1 runs, of insmod, kworker/0:1');
  });
});

describe('a badge of success', () => {
  const badge = (optee: object): string => {
    const read = parseScenario({ v: 1, optee, actions: [{ do: 'probe' }] });
    if (!read.ok) throw new Error(read.error.what);
    const { trace } = run(read.value);
    const call = [...trace.rows()].find((e) => e.kind === 'call' && e.service === 'GET_API_VERSION');
    const reply = [...trace.rows()].find((e) => e.kind === 'return' && e.of === call?.row);
    if (reply === undefined) throw new Error('no reply');
    const { badge } = rowText(trace, reply);
    return `${badge?.tone} ${badge?.text}`;
  };

  test('stands at what the driver goes on with, and at nothing else', () => {
    expect(badge({ apiMajor: 1, apiMinor: 0 })).toBe('ok 1.0');
    expect(badge({ apiMajor: 1, apiMinor: 7 })).toBe('ok 1.7');
    expect(badge({ apiMajor: 2, apiMinor: 0 })).toBe('plain 2.0');
    expect(badge({ apiMajor: 0, apiMinor: 9 })).toBe('plain 0.9');
  });
});

test('a reply is read from its sender to its receiver, as a call is', () => {
  const text = rowText(traceOf(call(0), reply(1, 0)), traceOf(call(0), reply(1, 0)).row(1));
  expect([text.from, wayGlyph(text), text.to]).toEqual(['spmc', '⇢', 'arm_ffa']);
  expect(wayGlyph({ reply: false })).toBe('→');
});
