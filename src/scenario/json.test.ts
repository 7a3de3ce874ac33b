import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenarioJson, scenarios } from './arbitrary.fixture.ts';
import { scenarioText, scenarioToJson } from './json.ts';
import { DEFAULTS, parseScenario, parseScenarioText } from './schema.ts';

test('every way to write a scenario is accepted, titles aside', () => {
  fc.assert(
    fc.property(scenarioJson, (json) => {
      const read = parseScenario({ ...json, title: '' });
      expect(read.ok ? null : read.error).toBeNull();
    }),
  );
});

test('the canonical JSON gives the same scenario again', () => {
  fc.assert(
    fc.property(scenarios, fc.boolean(), (scenario, full) => {
      expect(parseScenario(scenarioToJson(scenario, { full }))).toEqual({ ok: true, value: scenario });
      expect(parseScenarioText(scenarioText(scenario, { full }))).toEqual({ ok: true, value: scenario });
    }),
  );
});

test('defaults are left out, and written on request', () => {
  expect(scenarioToJson(DEFAULTS)).toEqual({ v: 1 });
  expect(scenarioText(DEFAULTS, { full: true })).toBe(`{
  "v": 1,
  "title": "",
  "driver": "v6.12",
  "fixes": ["stop-first", "drain", "id-first", "zero-only", "queue-on-error", "pages-on-error", "wake-waiters", "try-again", \
"bounded-wait", "unbind-first", "unbind-on-error", "wait-for-callbacks", "hash-by-id", "zero-status", "drivers-first"],
  "secure": "optee",
  "cpus": 2,
  "threads": 2,
  "gic": 3,
  "nsInterrupts": "managed-exit",
  "partitions": 1,
  "optee": { "apiMajor": 1, "apiMinor": 0, "osMajor": 4, "osMinor": 10, "osBuild": "0xd5001fe0", "rpcParams": 4, \
"caps": ["ARG_OFFSET", "ASYNC_NOTIF", "RPMB_PROBE"], "maxNotif": 0, "notifReady": true },
  "bound": [],
  "held": [],
  "actions": [
    { "do": "probe" },
    { "do": "remove" }
  ],
  "faults": [],
  "choices": [],
  "seed": 1
}
`);
});

test('names stand where there are names, words are hexadecimal', () => {
  const read = parseScenario({
    v: 1,
    optee: { caps: '0x80000001' },
    faults: [
      { at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: -6 } },
      { at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: 4294901766 } } },
      { at: { fn: 'kzalloc', nth: 2 }, do: { rc: -12 } },
      { at: { fn: 'kzalloc', nth: 'all' }, do: { rc: 1 } },
      { at: { call: 'SRI' }, do: 'lose' },
    ],
  });
  expect(read.ok && scenarioToJson(read.value)).toEqual({
    v: 1,
    optee: { caps: '0x80000001' },
    faults: [
      { at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'DENIED' } },
      { at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } },
      { at: { fn: 'kzalloc', nth: 2 }, do: { errno: 'ENOMEM' } },
      { at: { fn: 'kzalloc', nth: 'all' }, do: { rc: 1 } },
      { at: { call: 'SRI' }, do: { lose: true } },
    ],
  });
});
