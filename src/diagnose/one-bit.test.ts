import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openRecording } from '../import/open.ts';
import { checkTrace } from './check.ts';
import { Profile } from './profile.ts';
import { secureWorldIn } from './secure-world-of.ts';

interface Smc {
  readonly kind: string;
  readonly call: readonly string[];
  readonly ret?: string[];
}

const folder = new URL('../import/fixtures/', import.meta.url);

/** Changes one register of one reply at a time: `reply register` of each that departs nowhere. */
async function unseen(file: string, flip: bigint): Promise<string[]> {
  const records = (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Smc[]).filter((r) => r.kind === 'smc');
  const departures = async (): Promise<number> => {
    const opened = await openRecording(JSON.stringify(records, null, 1));
    if (!opened.ok) throw new Error(opened.error.what);
    const { trace } = opened.value;
    return checkTrace(trace, new Profile(secureWorldIn(trace))).departures.length;
  };
  const before = await departures();
  const found: string[] = [];
  for (const [n, { ret }] of records.entries())
    for (let i = 0; ret !== undefined && i < 8; i++) {
      const word = ret[i] as string;
      ret[i] = `0x${(BigInt(word) ^ flip).toString(16)}`;
      if ((await departures()) <= before) found.push(`${n} w${i}`);
      ret[i] = word;
    }
  return found;
}

// What may be another number on another machine: the interrupt that FFA_FEATURES names and how many partitions there are; the
// revision of OP-TEE; and w4 of a yielding call, where 1 asks for an RPC.
const INTERRUPT_AND_COUNTS = ['10 w2', '13 w2', '14 w2'];
const REVISION_AND_RPC = ['1 w5', '6 w4', '7 w4', '9 w4', '12 w4'];

test.each([
  ['qemu-6.12.117/a-core-init.json', 1n, INTERRUPT_AND_COUNTS],
  ['qemu-6.12.117/b-probe.json', 1n, REVISION_AND_RPC],
  ['qemu-6.12.117/b-probe.json', 1n << 35n, ['1 w5']],
  ['qemu-hafnium/i1-bind-errors-linux.json', 1n, []],
])('%s: a bit that is wrong in a register of a reply is a departure, 0x%x', async (file, flip, free) => {
  expect(await unseen(file, flip)).toEqual(free);
});
