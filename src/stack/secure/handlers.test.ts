import { test } from 'vitest';
import { CALLS } from '../../abi/ffa-call.ts';
import { type Frame, frame } from '../../abi/frame.ts';
import { SERVICES } from '../../abi/optee-service.ts';
import { expectKept } from '../../base/kept-lines.fixture.ts';
import { SECURE_WORLDS } from './worlds.ts';

// Where the C function that answers stands: each line of handlers.txt was looked up in the sources at the commits that its party
// names (`git show COMMIT:FILE`), and the definition of the function begins there.

const direct = (w0: bigint, receiver: number, w2 = 0n, w3 = 0n): Frame => frame(w0, BigInt(receiver), w2, w3);

test('every function that answers, with its place in its source', () => {
  const frames: Frame[] = [
    ...CALLS.flatMap((c) => c.widths.map((w) => frame(w === 32 ? c.id32 : c.id64, 0x8001n))),
    ...[0x8400_006fn, 0xc400_006fn, 0xc400_008dn].flatMap((w0) => [
      ...[0, 0x8001, 0x8002, 0x8003, 0x8000, 0xffff].map((receiver) => direct(w0, receiver)),
      ...[0x8000, 0x8001, 0xffff].flatMap((to) => [0, 8, 9].map((m) => direct(w0, to, 0x8000_0000n + BigInt(m)))),
      ...SERVICES.map(({ id }) => direct(w0, 0x8001, 0n, BigInt(id))),
      direct(w0, 0x8001, 0n, 99n),
    ]),
    frame(0x8400_00ffn),
    frame(0x8400_0001n),
  ];
  const lines = new Set<string>();
  for (const { id, parties } of SECURE_WORLDS)
    for (const party of Object.values(parties))
      for (const w of frames) {
        const { handler } = party.handles(w);
        lines.add(`${id}: ${party.href(handler)} ${handler.fn}`);
      }
  expectKept(new URL('handlers.txt', import.meta.url), [...lines].toSorted());
});
