import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { problemText } from '../base/result.ts';
import { DEFAULTS, LIMITS, parseScenario, parseScenarioText } from './schema.ts';
import type { Scenario } from './types.ts';

function good(json: object): Scenario {
  const read = parseScenario({ v: 1, ...json });
  if (!read.ok) throw new Error(problemText(read.error));
  return read.value;
}
function bad(json: unknown): string {
  const read = parseScenario(json);
  return read.ok ? 'accepted' : problemText(read.error);
}
const badField = (json: object): string => bad({ v: 1, ...json });

describe('what is left out', () => {
  test('every field but v has a default', () => {
    expect(parseScenario({ v: 1 })).toEqual({ ok: true, value: DEFAULTS });
  });

  test('v itself is needed, and a newer one is named', () => {
    expect(bad({})).toBe('v: the version of the format is missing. Write "v": 1.');
    expect(bad({ v: 2, unheard: [] })).toBe(
      'v: the scenario is of version 2, and this program reads version 1. Open it with a newer FF-A Scope.',
    );
    expect(bad({ v: 'one' })).toBe('v: "one" is not a whole number. Write "v": 1.');
  });

  test.each([null, 7, 'text', [], [{ v: 1 }]])('%j is no scenario', (json) => {
    expect(bad(json)).toContain('is not a scenario. Write a scenario in braces.');
  });
});

describe('unknown names', () => {
  test('a field names the nearest one', () => {
    expect(badField({ fault: [] })).toBe('fault: no field is named "fault" here. Write "faults".');
    expect(badField({ optee: { cap: 1 } })).toBe('optee.cap: no field is named "cap" here. Write "caps".');
    expect(badField({ actions: [{ do: 'notify', cpus: 1 }] })).toBe(
      'actions[0].cpus: no field is named "cpus" here. Write "cpu".',
    );
  });

  test('names that every object has are unknown, too', () => {
    expect(bad(JSON.parse('{"v":1,"__proto__":{}}'))).toContain('__proto__: no field is named "__proto__" here.');
    expect(badField({ toString: 1 })).toContain('no field is named "toString" here.');
  });

  test('a value names the nearest one', () => {
    expect(badField({ driver: 'v6.1' })).toBe('driver: no driver is named "v6.1". Write "v6.12".');
    expect(badField({ actions: [{ do: 'prob' }] })).toBe('actions[0].do: no action is named "prob". Write "probe".');
    expect(badField({ optee: { caps: ['ASYNC'] } })).toBe(
      'optee.caps[0]: no capability is named "ASYNC". Write "ASYNC_NOTIF".',
    );
  });

  test('every secure world of the format runs', () => {
    expect(badField({ secure: 'hafniun' })).toBe('secure: no secure world is named "hafniun". Write "hafnium".');
    for (const secure of ['optee', 'hafnium']) expect(parseScenario({ v: 1, secure }).ok).toBe(true);
  });
});

describe('ranges', () => {
  test.each([
    [{ cpus: 0 }, 'cpus: 0 is outside 1..8. Write a whole number from 1 to 8.'],
    [{ threads: 17 }, 'threads: 17 is outside 1..16. Write a whole number from 1 to 16.'],
    [{ gic: 4 }, 'gic: 4 is outside 2..3. Write a whole number from 2 to 3.'],
    [{ seed: 1.5 }, 'seed: 1.5 is not a whole number. Write a whole number from 0 to 0xffffffff.'],
    [{ bound: [64] }, 'bound[0]: 64 is outside 0..63. Write a whole number from 0 to 63.'],
    [{ bound: [5, 1, 5] }, 'bound[2]: id 5 is listed twice. List each id once.'],
    [
      { bound: [1, 2], held: [2] },
      'held[0]: id 2 is in bound and in held. An id that another driver holds is bound already: list it once.',
    ],
    [
      { optee: { caps: '0x100000000' } },
      'optee.caps: "0x100000000" is outside 0..0xffffffff. Write a whole number from 0 to 0xffffffff.',
    ],
    [{ title: 'a\nb' }, 'title: the text holds a character that cannot be printed. Use one line of printable text.'],
    [{ title: '\ud800' }, 'title: the text holds a character that cannot be printed. Use one line of printable text.'],
    [
      { cpus: 2, actions: [{ do: 'notify', cpu: 2 }] },
      'actions[0].cpu: there are 2 CPUs, 0 to 1. Name one of these, or raise "cpus".',
    ],
    [
      { actions: [{ do: 'probe', with: 'previous' }] },
      'actions[0].with: the first action has none before it. Leave "with" out.',
    ],
  ])('%j', (json, message) => {
    expect(badField(json)).toBe(message);
  });

  test('lists are bounded', () => {
    const many = (n: number, item: unknown) => Array.from({ length: n }, () => item);
    const fault = { at: { fn: 'kzalloc' }, do: { errno: 12 } };
    expect(badField({ actions: many(LIMITS.actions + 1, { do: 'probe' }) })).toBe(
      'actions: there are 201 actions. Use at most 200.',
    );
    expect(badField({ choices: many(LIMITS.choices + 1, 0) })).toBe(
      'choices: there are 10001 choices. Use at most 10000.',
    );
    expect(badField({ faults: many(LIMITS.faults + 1, fault) })).toBe('faults: there are 501 faults. Use at most 500.');
    expect(good({ faults: many(LIMITS.faults, fault) }).faults).toHaveLength(500);
  });

  test('any word of the wire is a word of OP-TEE', () => {
    const optee = {
      rpcParams: 0x104,
      caps: '0xffffffff',
      maxNotif: '4294967295',
      apiMajor: 0xffff_ffff,
      osBuild: '0x0',
    };
    expect(good({ optee }).optee).toEqual({
      ...DEFAULTS.optee,
      rpcParams: 0x104,
      caps: 0xffff_ffff,
      maxNotif: 0xffff_ffff,
      apiMajor: 0xffff_ffff,
      osBuild: 0,
    });
  });

  test('capabilities are names, a number or a mask', () => {
    for (const caps of [['ASYNC_NOTIF', 'ARG_OFFSET'], 3, '0x3', '3'])
      expect(good({ optee: { caps } }).optee.caps).toBe(3);
  });
});

describe('actions', () => {
  test('fields that equal their default are left out', () => {
    const actions = [
      { do: 'notify', cpu: 0 },
      { do: 'notify', cpu: 1, with: 'previous' },
      { do: 'request', id: 64, perVcpu: false },
      { do: 'request', id: '5', perVcpu: true },
      { do: 'relinquish', id: 5, perVcpu: true },
      { do: 'sync-wait', key: 65, timeout: 0 },
      { do: 'smc', w: ['0x8400007f', '0x80010000', 0, 8] },
    ];
    expect(good({ actions }).actions).toEqual([
      { do: 'notify' },
      { do: 'notify', cpu: 1, with: 'previous' },
      { do: 'request', id: 64 },
      { do: 'request', id: 5, perVcpu: true },
      { do: 'relinquish', id: 5 },
      { do: 'sync-wait', key: 65 },
      { do: 'smc', w: [0x8400_007fn, 0x8001_0000n, 0n, 8n, 0n, 0n, 0n, 0n] },
    ]);
  });

  test('an action without a name, an id or a register says what it needs', () => {
    expect(badField({ actions: [{}] })).toBe('actions[0].do: the action has no name. Write {"do": "probe"}.');
    expect(badField({ actions: [{ do: 'send' }] })).toBe(
      'actions[0].id: this field is missing. The action send needs it.',
    );
    expect(badField({ actions: [{ do: 'smc', w: [] }] })).toContain('actions[0].w: there is no register.');
    expect(badField({ actions: [{ do: 'smc', w: [2 ** 60] }] })).toContain('is not exact in JSON.');
    expect(badField({ actions: [{ do: 'smc', w: ['0x10000000000000000'] }] })).toContain('does not fit in 64 bits.');
  });
});

describe('faults', () => {
  const one = (at: object, what: unknown): unknown => {
    const [fault] = good({ faults: [{ at, do: what }] }).faults;
    return ensure(fault, 'fault').do;
  };
  const not = (at: object, what: unknown): string => badField({ faults: [{ at, do: what }] });
  const BIND = { call: 'FFA_NOTIFICATION_BIND' };
  const ENABLE = { service: 'ENABLE_ASYNC_NOTIF' };
  const FN = { fn: 'tee_device_register' };

  test('the ways to write them', () => {
    for (const error of ['DENIED', 'FFA_RET_DENIED', 'FFA_DENIED', '-6', -6, '0xfffffffa', 4294967290])
      expect(one(BIND, { error })).toEqual({ error: -6 });
    expect(one(BIND, { error: 0 })).toEqual({ error: 0 });
    expect(one(ENABLE, { reply: { w3: '0xffff0006', w0: 1 } })).toEqual({
      reply: new Map([
        [0, 1n],
        [3, 0xffff_0006n],
      ]),
    });
    for (const errno of ['ENOMEM', '-ENOMEM', 12, -12, '12']) expect(one(FN, { errno })).toEqual({ rc: -12 });
    expect(one(ENABLE, { errno: 'EIO' })).toEqual({ rc: -5 });
    expect(one(FN, { rc: 1 })).toEqual({ rc: 1 });
    for (const name of ['drop', 'crash']) expect(one(BIND, name)).toEqual({ [name]: true });
    expect(one({ call: 'SRI' }, 'lose')).toEqual({ lose: true });
    expect(one(BIND, { delay: 5000 })).toEqual({ delay: 5000 });
    expect(one(ENABLE, { interrupt: 3 })).toEqual({ interrupt: 3 });
  });

  test('nth is 1, a number or all', () => {
    const nth = (at: object) => ensure(good({ faults: [{ at, do: { rc: 0 } }] }).faults[0], 'fault').at.nth;
    expect([nth(FN), nth({ ...FN, nth: 4 }), nth({ ...FN, nth: 'all' })]).toEqual([1, 4, 'all']);
    expect(not({ ...FN, nth: 0 }, { rc: 0 })).toBe(
      'faults[0].at.nth: 0 is outside 1..0xf4240. Write which occurrence, from 1, or "all".',
    );
  });

  test.each([
    [{}, 'drop', 'faults[0].at: the place is not named. Write exactly one of call, service and fn.'],
    [
      { ...BIND, ...FN },
      'drop',
      'faults[0].at: call and fn are named at once. Write exactly one of call, service and fn.',
    ],
    [{ call: 'BIND' }, 'drop', 'faults[0].at.call: no call is named "BIND". Write "FFA_NOTIFICATION_BIND".'],
    [
      { service: 'ENABLE' },
      'drop',
      'faults[0].at.service: no OP-TEE service is named "ENABLE". Write "ENABLE_ASYNC_NOTIF".',
    ],
    [
      { fn: 'tee_device_regster' },
      'drop',
      'faults[0].at.fn: no function that can fail is named "tee_device_regster". Write "tee_device_register".',
    ],
    [BIND, { error: 'DENYED' }, 'faults[0].do.error: no FF-A status is named "DENYED". Write "DENIED".'],
    [FN, { errno: 'ENOMEN' }, 'faults[0].do.errno: no errno is named "ENOMEN". Write "ENOMEM".'],
    [FN, { errno: 0 }, 'faults[0].do.errno: 0 is no errno. Write 1 to 4095, or "rc" for any other result.'],
    [
      BIND,
      {},
      'faults[0].do: nothing happens. Write exactly one of error, reply, errno, rc, drop, delay, interrupt, lose, crash.',
    ],
    [
      BIND,
      { error: -6, drop: true },
      'faults[0].do: error and drop happen at once. Write exactly one of error, reply, errno, rc, drop, delay, interrupt, lose, crash.',
    ],
    [BIND, { reply: {} }, 'faults[0].do.reply: no register is named. Write one of w0 to w7 and its word.'],
    [BIND, { reply: { w8: 1 } }, 'faults[0].do.reply.w8: no field is named "w8" here. Write "w0".'],
    [
      BIND,
      { errno: 'EIO' },
      'faults[0].do.errno: errno is what a function returns, and this fault is at a call. Write error, reply, drop, delay, interrupt, crash, or move the fault to at.fn or at.service.',
    ],
    [
      FN,
      'drop',
      'faults[0].do.drop: drop is a call that is never answered, and this fault is at a function. Write errno, rc, or move the fault to at.call or at.service.',
    ],
    [
      BIND,
      'lose',
      'faults[0].do.lose: lose is an interrupt that never arrives, and this fault is at a call. Write error, reply, drop, delay, interrupt, crash, or move the fault to an interrupt (SRI, NPI, secure interrupt).',
    ],
    [
      { call: 'SRI' },
      'drop',
      'faults[0].do.drop: drop is a call that is never answered, and this fault is at an interrupt. Write lose, or move the fault to at.call or at.service.',
    ],
    [BIND, 'loose', 'faults[0].do: nothing is named "loose" here. Write "lose".'],
    [ENABLE, { interrupt: 65 }, 'faults[0].do.interrupt: 65 is outside 1..64. Write a whole number from 1 to 64.'],
  ])('%j with %j', (at, what, message) => {
    expect(not(at, what)).toBe(message);
  });
});

describe('text', () => {
  test('is read with or without a byte order mark', () => {
    expect(parseScenarioText('\uFEFF{"v":1}')).toEqual({ ok: true, value: DEFAULTS });
  });

  test('an error inside the JSON is named by line and column', () => {
    const read = parseScenarioText('{\n  "v": 1,\n  // ids\n  "bound": []\n}');
    expect(read).toEqual({
      ok: false,
      error: { where: 'line 3, column 3', what: 'JSON has no comments.', remedy: 'Remove the comment.' },
    });
  });

  test('that is too long is not parsed', () => {
    expect(parseScenarioText(' '.repeat(LIMITS.text + 1))).toMatchObject({ ok: false });
  });
});

test('any JSON value gives a scenario or one sentence with a remedy, and never throws', () => {
  const name = fc.constantFrom(
    'v',
    'faults',
    'actions',
    'at',
    'do',
    'call',
    'fn',
    'nth',
    'error',
    'optee',
    'caps',
    'bound',
    'w',
    'id',
  );
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constantFrom<unknown>(1, -1, 'probe', 'SRI', 'all', 'DENIED', '0x10', true, null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(name, fc.string()), tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  const scenario = fc.dictionary(fc.oneof(name, fc.constantFrom('driver', 'cpus', 'held')), value, { maxKeys: 5 });
  fc.assert(
    fc.property(
      fc.oneof(
        value,
        scenario.map((s) => ({ ...s, v: 1 })),
      ),
      (json) => {
        const read = parseScenario(json);
        if (read.ok) expect(read.value.v).toBe(1);
        else expect(problemText(read.error)).toMatch(/^\S.*\.$/s);
      },
    ),
    { numRuns: 3000 },
  );
});
