import { minus } from '../abi/errno.ts';
import { hex } from '../base/bits.ts';
import type { Value } from '../trace/event.ts';
import {
  BUFFERS,
  CORE,
  CPU_PREFIX,
  DRIVER,
  HELD_PREFIX,
  IRQ_PREFIX,
  LOCK_PREFIX,
  QUEUE_PREFIX,
  SPMC,
  U32_MAX,
} from '../trace/keys.ts';

/** Cells that hold a word of bits though their type is a C int. */
const WORDS: ReadonlySet<string> = new Set([DRIVER.secCaps]);

/** What it means that a cell is absent, by the kind of thing that is not there. */
const ABSENT: readonly (readonly [prefix: string, text: string])[] = [
  [LOCK_PREFIX, 'free'],
  [HELD_PREFIX, 'not held'],
  [CPU_PREFIX, 'idle'],
  [IRQ_PREFIX, 'not raised'],
  [QUEUE_PREFIX, 'not queued'],
  [SPMC.shmPrefix, 'not shared'],
  [CORE.hashPrefix, 'no entry'],
  [BUFFERS.tx, 'Linux’s own'],
];

/** A value of the world in a row: words in hexadecimal, counts and C ints in decimal, U32_MAX by its name; of a buffer its length. */
export function shortValue(key: string, value: Value | undefined): string {
  if (value === undefined) return ABSENT.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'not there';
  if (value === null) return 'null';
  switch (typeof value) {
    case 'bigint':
      return hex(value);
    case 'boolean':
      return key.startsWith(IRQ_PREFIX) ? 'raised' : value ? 'yes' : 'no';
    case 'number':
      if (WORDS.has(key)) return `0x${value.toString(16)}`;
      return value === U32_MAX ? 'U32_MAX' : minus(value);
    case 'string':
      return key.startsWith(BUFFERS.prefix) ? `${value.length / 2} bytes` : value;
  }
}
