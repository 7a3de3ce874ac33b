import { expect, test } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { hashRandom } from '../base/hash-random.ts';
import { expectKept } from '../base/kept-lines.fixture.ts';
import { decodeCall, decodeReply } from './decode.ts';
import { CALLS } from './ffa-call.ts';
import type { Decoded } from './field.ts';
import type { Frame } from './frame.ts';
import { SERVICES } from './optee-service.ts';
import { FFA_STATUS } from './status.ts';

// What is said of every call, every answer and every service, over words that mean something and words that do not: each
// field, problem and sentence. That a field is what the specification says is tested beside its table; this says that a
// change of one changes no other. golden/decode.txt is written anew with GOLDEN=write where a change is meant.

/** Words with a meaning somewhere: ids, flags, sizes, versions, handles, addresses, and what is reserved nearly everywhere. */
const WORDS: readonly bigint[] = [
  ...[
    0n,
    1n,
    2n,
    3n,
    4n,
    7n,
    8n,
    9n,
    16n,
    31n,
    32n,
    63n,
    64n,
    0x1000n,
    0x1_0000n,
    0x1_0002n,
    0x7fff_ffffn,
    0x8000_0000n,
  ],
  ...[
    0x8001n,
    0x8001_0000n,
    0x8001_8001n,
    0x8001_0001n,
    0x8002n,
    0x8400_0060n,
    0x8400_0066n,
    0xc400_0066n,
    0x8400_0072n,
  ],
  ...[
    0xffff_fffan,
    0xffff_fff8n,
    0xffff_0004n,
    0xffff_ffffn,
    0x1_0000_0001n,
    0x8001_0000_0000_0001n,
    0xffff_ffff_ffff_ffffn,
  ],
  ...[0xe0f0_8d88n, 0x4040_0000n, 0x103f_0008_8001_0001n],
];
const FRAMES = 24;

/** Registers 1 to 7 of the n-th frame. */
const registers = (n: number): bigint[] =>
  Array.from({ length: 7 }, (_, i) => WORDS[Math.floor(hashRandom(n, i) * WORDS.length)] as bigint);

const whole = (d: Decoded): string =>
  JSON.stringify(
    [d.name, d.width, d.service, d.summary, d.sentence, d.fields, d.problems, d.failed, d.refused],
    (_key, v: unknown) => (typeof v === 'bigint' ? v.toString(16) : v),
  );

function line(name: string, decoded: (n: number) => Decoded): string {
  const all = Array.from({ length: FRAMES }, (_, n) => whole(decoded(n)));
  return `${name}: ${crc32(all.join('\n')).toString(16).padStart(8, '0')}`;
}

test('what is said of every call, answer and service is what was said before', () => {
  const ids = CALLS.flatMap((c) => c.widths.map((w) => [`${c.name}, ${w} bits`, w === 32 ? c.id32 : c.id64] as const));
  const answers = ids.filter(([name]) =>
    /^(FFA_SUCCESS|FFA_ERROR|FFA_INTERRUPT|FFA_MSG_SEND_DIRECT_RESP|FFA_YIELD)/.test(name),
  );
  const statuses = Object.values(FFA_STATUS);
  const lines = ids.flatMap(([name, id]) => [
    line(name, (n) => decodeCall([id, ...registers(n)])),
    ...answers.map(([answer, w0]) =>
      line(`${name}, answered with ${answer}`, (n) => {
        const words = registers(n + FRAMES);
        // Of every second error the status is one that there is.
        if (answer.startsWith('FFA_ERROR') && n % 2 === 0)
          words[1] = BigInt.asUintN(32, BigInt(statuses[n % statuses.length] ?? 0));
        return decodeReply([id, ...registers(n)], [w0, ...words]);
      }),
    ),
    line(`${name}, answered with anything`, (n) => {
      const [w0 = 0n, ...rest] = registers(n + 2 * FRAMES);
      return decodeReply([id, ...registers(n)], [w0, ...rest, 0n]);
    }),
  ]);
  const request = (w3: bigint, n: number): Frame => [0x8400_006fn, 0x8001n, 0n, w3, ...registers(n).slice(3)];
  for (const { name, id } of SERVICES) {
    lines.push(line(`service ${name}`, (n) => decodeCall(request(BigInt(id), n))));
    const response = (n: number): Frame => [0x8400_0070n, 0x8001_0000n, 0n, ...registers(n + FRAMES).slice(2)];
    lines.push(line(`service ${name}, answered`, (n) => decodeReply(request(BigInt(id), n), response(n))));
  }
  expect(lines.length).toBeGreaterThan(400);
  expectKept(new URL('golden/decode.txt', import.meta.url), lines);
});
