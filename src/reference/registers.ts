import type { FieldNode } from '../abi/field.ts';
import { type RegisterFields, top } from '../abi/register-fields.ts';
import { type Block, code, type Text, table } from './page.ts';

/** `bottom half value` for `bottomHalfValue`: what a field of a table is called in words. */
export function fieldWords(name: string): string {
  const half = /^(.*?)(Low|High)$/.exec(name);
  const bare = (half?.[1] ?? name).replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return half === null ? bare : `${bare}, ${half[2] === 'Low' ? 'lower' : 'upper'} word`;
}

const placeOf = (reg: number, hi: number, lo: number): string =>
  `${hi > 31 ? 'x' : 'w'}${reg}${hi - lo >= 31 && lo === 0 ? '' : ` ${hi === lo ? hi : `${hi}:${lo}`}`}`;

/**
 * The registers of one way. With `sample`, what they hold in a run beside each field; what no field covers must be zero,
 * and is told in one line.
 */
export function registerBlocks(
  name: string,
  fields: RegisterFields,
  first: number,
  width: 32 | 64,
  sample: readonly FieldNode[] | null,
): readonly Block[] {
  const rows = fields.fields
    .filter((f) => f.reg >= first)
    .map((f): readonly Text[] => {
      const hi = top(f, width);
      const shown = sample?.find((n) => n.reg === f.reg && n.lo === f.lo && n.name === f.name);
      const names =
        f.name.replace(/\d+$/, '') === 'w' || /^[wx]\d$/.test(f.name) ? 'depends on the call' : fieldWords(f.name);
      return [[code(placeOf(f.reg, hi, f.lo))], [names], ...(sample === null ? [] : [[shown?.meaning ?? '']])];
    });
  const used = new Set(fields.fields.map((f) => f.reg));
  const zero = [1, 2, 3, 4, 5, 6, 7].filter((r) => r >= first && !used.has(r));
  const must: Block[] =
    zero.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: [`Must be zero: ${ranges(zero)}${rows.length > 0 ? ', and every bit that no field has' : ''}.`],
          },
        ];
  const head = ['Register', 'Field', ...(sample === null ? [] : ['In a run'])];
  return [...table(name, head, rows), ...must];
}

/** `w1, w5 to w7` */
function ranges(registers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const r of registers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === r - 1) last[1] = r;
    else runs.push([r, r]);
  }
  return runs.map(([a, b]) => (a === b ? `w${a}` : b === a + 1 ? `w${a}, w${b}` : `w${a} to w${b}`)).join(', ');
}
