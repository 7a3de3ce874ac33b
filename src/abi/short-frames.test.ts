import { expect, test } from 'vitest';
import { decodeCall, decodeReply } from './decode.ts';
import { CALLS } from './ffa-call.ts';
import type { Frame } from './frame.ts';
import { callName, serviceOf } from './identify.ts';
import { SERVICES } from './optee-service.ts';

// Registers that a caller does not give are zero (SMCCC 1.2, 3: what is not used holds no value that may be looked at): a frame
// with fewer words is read as one that goes on with zeros, at every length, call and reply.

const whole = (w: Frame): Frame => Array.from({ length: 8 }, (_, i) => w[i] ?? 0n);
const WORDS = [0x8001_0001n, 3n, 2n, 5n, 0x8000_0001n, 9n, 1n];
const ANSWERS = [0x8400_0061n, 0xc400_0061n, 0x8400_0060n, 0x8400_0062n, 0x8400_0070n, 0xffff_ffff_ffff_ffffn];
const calls = CALLS.flatMap((c) => [c.id32, c.id64]);

test.each(calls.map((id) => [`0x${id.toString(16)}`, id] as const))('a call %s', (_, id) => {
  for (let length = 0; length < 8; length++) {
    const call = [id, ...WORDS.slice(0, length)];
    expect(decodeCall(call), `${length} words`).toEqual(decodeCall(whole(call)));
    expect([callName(call), serviceOf(call)]).toEqual([callName(whole(call)), serviceOf(whole(call))]);
    for (const answer of ANSWERS) {
      const reply = [answer, ...WORDS.slice(0, length)];
      expect(decodeReply(call, reply)).toEqual(decodeReply(whole(call), whole(reply)));
    }
  }
  expect(decodeCall([id, ...WORDS, 7n, 8n])).toEqual(decodeCall([id, ...WORDS]));
});

test.each(SERVICES.map((s) => [s.name, s] as const))('a message with the service %s', (_, { id }) => {
  for (let length = 0; length < 5; length++) {
    const call = [0x8400_006fn, 0x8001n, 0n, id, ...WORDS.slice(0, length)];
    const reply = [0x8400_0070n, 0x8001_0000n, 0n, ...WORDS.slice(0, length)];
    expect(decodeCall(call)).toEqual(decodeCall(whole(call)));
    expect(decodeReply(call, reply)).toEqual(decodeReply(whole(call), whole(reply)));
  }
});
