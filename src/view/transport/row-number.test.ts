import { expect, test } from 'vitest';
import { rowNumber } from './row-number.ts';

test('a row is read as it is written on the page, and as a person writes it', () => {
  for (const text of ['40', ' 40 ', '#40', 'row 40', 'Row 40'])
    expect(rowNumber(text, 189)).toMatchObject({ value: 40 });
  expect(rowNumber('1,024', 2000)).toMatchObject({ value: 1024 });
  expect(rowNumber('188', 189)).toMatchObject({ ok: true });
});

test('what is no row says so in one sentence, with the remedy', () => {
  expect(rowNumber('189', 189)).toMatchObject({
    ok: false,
    error: { what: 'There is no row 189.', remedy: 'The last one is 188.' },
  });
  for (const text of ['', '-1', '4.5', '0x10', 'w3', '1e3'])
    expect(rowNumber(text, 189)).toMatchObject({
      ok: false,
      error: { remedy: 'Write a number from 0 to 188, as 40.' },
    });
});
