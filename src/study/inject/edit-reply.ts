import type { Frame } from '../../abi/frame.ts';
import { hex, parseWord } from '../../base/bits.ts';

/** What stands in the eight inputs, and what is wrong with each. */
export interface ReplyDraft {
  readonly texts: readonly string[];
  /** One sentence for each input that cannot be read; null where it can. */
  readonly problems: readonly (string | null)[];
  /** The registers that differ from the reply: what the fault replaces. */
  readonly changed: ReadonlyMap<number, bigint>;
}

/** The texts with which editing begins: the registers of the reply as they are. */
export const replyTexts = (reply: Frame | null): string[] => Array.from({ length: 8 }, (_, i) => hex(reply?.[i] ?? 0n));

/**
 * Checks the eight inputs. A word is hexadecimal with 0x, decimal, or a negative C int (`-6` is 0xfffffffa).
 * @param reply the reply of the run; null where it has none, and then every register counts as changed.
 */
export function draftReply(texts: readonly string[], reply: Frame | null): ReplyDraft {
  const problems: (string | null)[] = [];
  const changed = new Map<number, bigint>();
  for (let i = 0; i < 8; i++) {
    const word = readWord(texts[i] ?? '');
    problems.push(word === null ? `w${i} is no word. Write 0x and up to 16 digits, or a decimal number.` : null);
    if (word !== null && (reply === null || word !== (reply[i] ?? 0n))) changed.set(i, word);
  }
  return { texts, problems, changed };
}

function readWord(text: string): bigint | null {
  const t = text.trim().replace(/^−/, '-').replaceAll('_', '');
  if (!/^-[0-9]{1,10}$/.test(t)) return parseWord(t);
  const value = BigInt(t);
  return value >= -(1n << 31n) ? BigInt.asUintN(32, value) : null;
}
