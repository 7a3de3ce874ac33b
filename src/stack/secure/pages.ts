import type { Frame } from '../../abi/frame.ts';
import { hex } from '../../base/bits.ts';
import { get, type Op, set } from '../../sim/effects.ts';
import { SPMC } from '../../trace/keys.ts';
import type { SentRange } from './descriptor.ts';
import type { Cells } from './rules/cells.ts';

// Which pages of the normal world somebody has beside it: one cell, `buffers:0x40000000+2 0x0:0x43000000+1`. Only of pages
// whose addresses are known: what Linux's own core shares has none in the model.

const PAGE = 4096n;

/** Pages that are taken, and by whom: `buffers`, or the handle of a transaction. */
export interface Taken {
  readonly who: string;
  readonly range: SentRange;
}

const parsed = (text: unknown): Taken[] =>
  typeof text !== 'string'
    ? []
    : text.split(' ').map((entry) => {
        const [who = '', address = '0', pages = '0'] = entry.split(/[:+]/);
        return { who, range: { address: BigInt(address), pages: Number(pages) } };
      });

const textOf = (list: readonly Taken[]): string | undefined =>
  list.length === 0 ? undefined : list.map(({ who, range }) => `${who}:${hex(range.address)}+${range.pages}`).join(' ');

/** To be read with the key SPMC.pages. */
export const takenIn = (cells: Cells): readonly Taken[] => parsed(cells.read(SPMC.pages)?.value);

const end = (r: SentRange): bigint => r.address + BigInt(r.pages) * PAGE;

/** Do these have a byte in common? */
export const overlap = (a: SentRange, b: SentRange): boolean => a.address < end(b) && b.address < end(a);

export function* takePages(who: string, ranges: readonly SentRange[]): Op<void> {
  const old = parsed(yield* get(SPMC.pages));
  yield* set(SPMC.pages, textOf([...old, ...ranges.map((range) => ({ who, range }))]));
}

export function* giveBackPages(who: string): Op<void> {
  const old = parsed(yield* get(SPMC.pages));
  const kept = old.filter((t) => t.who !== who);
  if (kept.length < old.length) yield* set(SPMC.pages, textOf(kept));
}

/** The pages of the two buffers of FFA_RXTX_MAP, each of w3 pages. */
export function* takeBuffers(call: Frame): Op<void> {
  const pages = Number((call[3] ?? 0n) & 0x3fn);
  yield* takePages(
    'buffers',
    [call[1] ?? 0n, call[2] ?? 0n].map((address) => ({ address, pages })),
  );
}

export function* giveBackBuffers(): Op<void> {
  yield* giveBackPages('buffers');
}
