import { minus } from '../../abi/errno.ts';
import { hex } from '../../base/bits.ts';
import type { Value } from '../../trace/event.ts';
import { DRIVER, U32_MAX } from '../../trace/keys.ts';

/** Cells that hold a word of bits though their type is a C int. */
const WORDS: ReadonlySet<string> = new Set([DRIVER.secCaps]);

/** A value of the world as it is shown: words in hexadecimal, counts and C ints in decimal, U32_MAX by its name. */
export function valueText(key: string, value: Value | undefined): string {
  if (value === undefined) return 'not there';
  if (value === null) return 'null';
  switch (typeof value) {
    case 'bigint':
      return hex(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'number':
      if (WORDS.has(key)) return `0x${value.toString(16)}`;
      return value === U32_MAX ? 'U32_MAX' : minus(value);
    case 'string':
      return value;
  }
}
