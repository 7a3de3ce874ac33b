import { expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Run } from '../../scenario/types.ts';

// The order of OP-TEE's own calls is read from its source (spmc_init, entry_a64.S).

function made(more: object): Run {
  const parsed = parseScenario({ v: 1, actions: [{ do: 'secure-boot' }, { do: 'boot' }], ...more });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  return run(parsed.value);
}
const calls = (r: Run) =>
  [...r.trace.rows()].flatMap((e) =>
    e.kind === 'step' && e.ctx === 'secure boot' ? [[e.fn, e.to, e.args.answer ?? null] as const] : [],
  );

test('OP-TEE as a partition of Hafnium', () => {
  expect(calls(made({ secure: 'hafnium' }))).toEqual([
    ['FFA_VERSION', 'spmc', '0x10003'],
    ['FFA_RXTX_MAP', 'spmc', 'FFA_SUCCESS'],
    ['FFA_SPM_ID_GET', 'spmc', 'FFA_SUCCESS 0x8000'],
    ['FFA_ID_GET', 'spmc', 'FFA_SUCCESS 0x8001'],
    ['FFA_FEATURES', 'spmc', 'FFA_SUCCESS'],
    ['FFA_SECONDARY_EP_REGISTER', 'spmc', 'FFA_SUCCESS'],
    ['FFA_MSG_WAIT', 'spmc', null],
  ]);
});

test('without notifications Hafnium does not name FFA_NOTIFICATION_SET, and OP-TEE announces none', () => {
  const r = made({
    secure: 'hafnium',
    optee: { notifReady: false },
    actions: [{ do: 'secure-boot' }, { do: 'boot' }, { do: 'probe' }],
  });
  expect(calls(r)[4]).toEqual(['FFA_FEATURES', 'spmc', 'FFA_ERROR NOT_SUPPORTED −1']);
});

test('OP-TEE as SPMC', () => {
  expect(calls(made({ secure: 'optee' }))).toEqual([
    ['FFA_SPM_ID_GET', 'spmd', 'FFA_SUCCESS 0xffff'],
    ['FFA_ID_GET', 'spmd', 'FFA_SUCCESS 0x8000'],
    ['FFA_SECONDARY_EP_REGISTER', 'spmd', 'FFA_SUCCESS'],
    ['FFA_MSG_WAIT', 'spmd', null],
  ]);
});

test('what Linux does afterwards is what it does without these rows', () => {
  for (const secure of ['optee', 'hafnium']) {
    const without = made({ secure, actions: [{ do: 'boot' }] });
    expect(made({ secure }).outcome.frames).toEqual(without.outcome.frames);
  }
});

test.each([
  ['Linux is there already', [{ do: 'secure-boot' }]],
  ['Linux has spoken', [{ do: 'smc', w: ['0x84000069'] }, { do: 'secure-boot' }, { do: 'boot' }]],
  ['a second time', [{ do: 'secure-boot' }, { do: 'secure-boot' }, { do: 'boot' }]],
])('it cannot start: %s', (_, actions) => {
  const rows = [...made({ secure: 'hafnium', actions }).trace.rows()];
  expect(rows.find((e) => e.kind === 'log' && e.ctx === 'secure boot')).toMatchObject({
    text: 'secure-boot: OP-TEE runs; it starts before everything else, and before the FF-A core boots',
  });
});
