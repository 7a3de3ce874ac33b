import { describe, expect, test } from 'vitest';
import { opened } from '../import/fixtures/files.ts';
import { deriveScenario } from './derive-scenario.ts';

// What another driver asked for, from lines as the recipe's probes print them.

const registers = (letter: string, w: readonly string[]): string =>
  Array.from({ length: 8 }, (_, i) => `${letter}${i}=${w[i] ?? '0x0'}`).join(' ');
let time = 4_000_000;
const line = (event: string): string => {
  time += 100;
  return `            bash-90      [000] d....     ${Math.floor(time / 1e6)}.${String(time % 1e6).padStart(6, '0')}: ${event}`;
};
const OK = ['0x84000061'];
const DENIED = ['0x84000060', '0x0', '0xfffffffa'];
const smc = (call: readonly string[], reply: readonly string[]): string[] => [
  line(`smc_in: (__arm_ffa_fn_smc+0x0/0x20 [ffa_module]) ${registers('a', call)}`),
  line(`smc_out: (ffa_msg+0x4 [ffa_module] <- __arm_ffa_fn_smc) ${registers('r', reply)}`),
];
const ids = (bits: bigint): string[] => [`0x${(bits & 0xffff_ffffn).toString(16)}`, `0x${(bits >> 32n).toString(16)}`];
const bind = (bits: bigint, reply: readonly string[]): string[] =>
  smc(['0x8400007f', '0x80010000', '0x0', ...ids(bits)], reply);
const unbind = (bits: bigint, reply: readonly string[]): string[] =>
  smc(['0x84000080', '0x80010000', '0x0', ...ids(bits)], reply);
const fn = (name: string, args: string, inside: readonly string[], rc: number): string[] => [
  line(`fn_${name}: (${name}+0x0/0x188 [ffa_module]) ${args}`),
  ...inside,
  line(`ret_${name}: (other_driver+0xb4/0x138 [other] <- ${name}) rc=${rc}`),
];
const request = (id: number, inside: readonly string[], rc = 0, perVcpu = 0): string[] =>
  fn('ffa_notify_request', `per_vcpu=${perVcpu} id=${id}`, inside, rc);
const relinquish = (id: number, inside: readonly string[], rc = 0): string[] =>
  fn('ffa_notify_relinquish', `id=${id}`, inside, rc);

async function derived(...lines: readonly string[][]) {
  const { trace } = await opened(`${lines.flat().join('\n')}\n`);
  return deriveScenario(trace, 'test').scenario;
}

test.each([0, 5, 63])('an id that is given back and was never asked for was held before: %i', async (id) => {
  const scenario = await derived(relinquish(id, unbind(1n << BigInt(id), OK)));
  expect(scenario).toMatchObject({ held: [id], actions: [{ do: 'relinquish', id }] });
});

test.each([64, 200])('Linux has no id %i, so nobody held it', async (id) => {
  const scenario = await derived(relinquish(id, [], -22));
  expect(scenario).toMatchObject({ actions: [{ do: 'relinquish', id }] });
  expect(scenario.held ?? []).toEqual([]);
});

test('one that Linux does not find was held by nobody, and of one that has not come back nobody knows', async () => {
  expect((await derived(relinquish(9, [], -22))).held ?? []).toEqual([]);
  expect((await derived(relinquish(9, []).slice(0, 1))).held).toEqual([9]);
  expect((await derived(relinquish(64, []).slice(0, 1))).held ?? []).toEqual([]);
});

test.each([0, 1])('an id that is asked for, per vCPU: %i; it is held from then on', async (perVcpu) => {
  const scenario = await derived(request(7, bind(1n << 7n, OK), 0, perVcpu), relinquish(7, unbind(1n << 7n, OK)));
  expect(scenario.actions).toMatchObject([
    { do: 'request', id: 7, perVcpu: perVcpu === 1 },
    { do: 'relinquish', id: 7 },
  ]);
  expect(scenario.held ?? []).toEqual([]);
});

test('an id that was asked for is no id of before, where the recording does not show its BIND', async () => {
  const scenario = await derived(request(7, []), relinquish(7, unbind(1n << 7n, OK)), relinquish(8, []));
  expect(scenario.held).toEqual([8]);
});

test('ids that are refused were bound before, in both words; those that the recording bound were not', async () => {
  const scenario = await derived(
    request(2, bind(1n << 2n, DENIED), -13),
    request(40, bind(1n << 40n, DENIED), -13),
    request(3, bind(1n << 3n, OK)),
    request(63, bind(1n << 63n, OK)),
    bind(1n << 3n, DENIED),
  );
  expect(scenario.bound).toEqual([2, 40]);
});

// FFA_NOTIFICATION_SET of FF-A 1.1, 16.8: w1 the sender and the receiver, w2 bit 0 "per vCPU", w3 and w4 the ids. An action says
// one id for OP-TEE; everything else is the call as it stands.
describe('a notification that a driver of Linux sends', () => {
  const set = (w1: string, flags: string, low: string, high: string) =>
    smc(['0x84000081', w1, flags, low, high], ['0x84000061']);
  test.each([
    ['0x8001', '0x0', '0x8', '0x0', { do: 'send', id: 3 }],
    ['0x8001', '0x1', '0x8', '0x0', { do: 'send', id: 3, perVcpu: true }],
    ['0x8001', '0x0', '0x0', '0x80000000', { do: 'send', id: 63 }],
    ['0x8001', '0x0', '0x1', '0x0', { do: 'send', id: 0 }],
    ['0x8001', '0x0', '0x9', '0x0', null],
    ['0x8001', '0x0', '0x1', '0x1', null],
    ['0x8001', '0x0', '0x0', '0x0', null],
    ['0x8001', '0x2', '0x8', '0x0', null],
    ['0x8001', '0x3', '0x8', '0x0', null],
    ['0x8002', '0x0', '0x8', '0x0', null],
    ['0x18001', '0x0', '0x8', '0x0', null],
  ] as const)('w1 %s, flags %s, ids %s %s', async (w1, flags, low, high, action) => {
    const { actions } = await derived(set(w1, flags, low, high));
    const w = ['0x84000081', w1, flags, low, high, '0x0', '0x0', '0x0'];
    expect(actions).toEqual([action ?? { do: 'smc', w }]);
  });
});

describe('what the replies say of OP-TEE and of the interrupts', () => {
  const told = async (call: readonly string[], reply: readonly string[]) =>
    (await derived(smc(call, reply))).optee ?? {};
  const message = (service: string) => ['0x8400006f', '0x8001', '0x0', service];
  const answer = (...w: string[]) => ['0x84000070', '0x80010000', '0x0', ...w];
  test.each([
    [message('0x0'), answer('0x1', '0x2'), { apiMajor: 1, apiMinor: 2 }],
    [message('0x0'), ['0x84000060', '0x0', '0xfffffffe', '0x1', '0x2'], {}],
    [message('0x1'), answer('0x4', '0xa', '0xd5001fe1'), { osMajor: 4, osMinor: 10, osBuild: '0xd5001fe1' }],
    [message('0x2'), answer('0x0', '0x5', '0x3', '0x3f'), { rpcParams: 5, caps: '0x3', maxNotif: 63 }],
    [message('0x2'), answer('0xffff0000', '0x5', '0x3', '0x3f'), {}],
    [['0x84000064', '0x2'], ['0x84000061', '0x0', '0x8'], { notifReady: true }],
    [['0x84000064', '0x2'], ['0x84000060', '0x0', '0xffffffff'], { notifReady: false }],
    [['0x84000064', '0x1'], ['0x84000060', '0x0', '0xffffffff'], {}],
    [['0x84000064', '0x84000066'], ['0x84000060', '0x0', '0xffffffff'], {}],
  ] as const)('%j %j', async (call, reply, wanted) => {
    const { apiMajor, apiMinor, osMajor, osMinor, osBuild, rpcParams, caps, maxNotif, notifReady } = (await told(
      call,
      reply,
    )) as Record<string, unknown>;
    const all = { apiMajor, apiMinor, osMajor, osMinor, osBuild, rpcParams, caps, maxNotif, notifReady };
    expect(JSON.parse(JSON.stringify(all))).toEqual(wanted);
  });
});
