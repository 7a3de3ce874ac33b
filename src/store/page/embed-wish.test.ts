import { expect, test } from 'vitest';
import { readEmbed } from './embed-wish.ts';
import { isEmbedded } from './is-embedded.ts';

test('only an address that says so is embedded', () => {
  expect(isEmbedded('?embed')).toBe(true);
  expect(isEmbedded('?theme=dark&embed=')).toBe(true);
  expect(isEmbedded('?embedded')).toBe(false);
  expect(isEmbedded('')).toBe(false);
});

test('without a wish the page is as it is', () => {
  expect(readEmbed('?embed')).toEqual({
    wish: { theme: 'system', hide: [], fold: [], detail: null, rows: 'normal' },
    notes: [],
  });
});

test('reads theme, lanes by the words of the command line, worlds, level of detail and rows', () => {
  const { wish, notes } = readEmbed('?embed&theme=dark&hide=user,spmd&fold=secure&detail=calls&rows=small');
  expect(wish).toEqual({ theme: 'dark', hide: ['user', 'spmd'], fold: ['secure'], detail: 'calls', rows: 'small' });
  expect(notes).toEqual([]);
});

test('says what is not understood, leaves it out, and keeps the rest', () => {
  const { wish, notes } = readEmbed('?embed&theme=drak&hide=user,nobody&colour=red');
  expect(wish).toMatchObject({ theme: 'system', hide: ['user'] });
  expect(notes).toHaveLength(3);
  expect(notes[0]).toContain('theme=drak');
  expect(notes[1]).toContain('hide=nobody');
  expect(notes[2]).toContain('“colour”');
});
