import type { Decoded } from '../abi/field.ts';
import { leaves } from './field-label.ts';

/** `w5 to w7 must be zero, and they are.`, or null where no whole register must be. Problems are Decoded.problems. */
export function zeroCheck(d: Decoded): string | null {
  const nodes = leaves(d.fields);
  const regs = [...new Set(nodes.map((f) => f.reg))].filter(
    (reg) => reg > 0 && nodes.filter((f) => f.reg === reg).every((f) => f.name === 'MBZ' && f.problem === undefined),
  );
  if (regs.length === 0) return null;
  return `${runs(regs)} must be zero, and ${regs.length === 1 ? 'it is' : 'they are'}.`;
}

/** [2, 5, 6, 7] as `w2, w5 to w7`. */
function runs(regs: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < regs.length; ) {
    let j = i;
    while (regs[j + 1] === (regs[j] as number) + 1) j++;
    parts.push(
      j - i >= 2
        ? `w${regs[i]} to w${regs[j]}`
        : regs
            .slice(i, j + 1)
            .map((r) => `w${r}`)
            .join(', '),
    );
    i = j + 1;
  }
  return parts.join(', ');
}
