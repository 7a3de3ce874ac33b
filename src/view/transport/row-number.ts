import { fail, ok, type Result } from '../../base/result.ts';

/** The row that a person wrote: `40`, `#40`, `row 40`, `1,024`. Rows are 0 to `length` - 1. */
export function rowNumber(text: string, length: number): Result<number> {
  const last = length - 1;
  const written = text.trim();
  const digits = /^(?:row\s*|#)?([0-9][0-9,]*)$/i.exec(written)?.[1]?.replaceAll(',', '');
  if (digits === undefined) return fail(`“${written}” is no row.`, '', `Write a number from 0 to ${last}, as 40.`);
  const row = Number(digits);
  return row <= last ? ok(row) : fail(`There is no row ${digits}.`, '', `The last one is ${last}.`);
}
