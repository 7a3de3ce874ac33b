import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { commandOf, type Press } from './keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const id = (p: Press): string | null => commandOf(p)?.id ?? null;

test('every key belongs to one command', () => {
  const keys = COMMANDS.flatMap((c) => c.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('arrows move by a row, Home and End to the ends, Space plays', () => {
  expect(['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'Home', 'End', ' '].map((k) => id(press(k)))).toEqual([
    'forward',
    'forward',
    'back',
    'back',
    'first',
    'last',
    'play',
  ]);
});

test('a letter means the same in both cases; Shift turns a jump round', () => {
  expect(id(press('e'))).toBe('next-error');
  expect(id(press('E'))).toBe('next-error');
  expect(id(press('E', { shiftKey: true }))).toBe('previous-error');
});

test('digits select registers, as far as there are any', () => {
  expect(id(press('0'))).toBe('register');
  expect(id(press('7'))).toBe('register');
  expect(id(press('8'))).toBeNull();
});

test('a question mark needs Shift on many keyboards, and is still the list of keys', () => {
  expect(id(press('?', { shiftKey: true }))).toBe('help');
});

test('Ctrl K and Command K open the palette', () => {
  expect(id(press('k', { ctrlKey: true }))).toBe('palette');
  expect(id(press('k', { metaKey: true }))).toBe('palette');
  expect(id(press('/'))).toBe('find');
  expect(id(press('k'))).toBeNull();
});

test('combinations belong to the browser', () => {
  expect(id(press('f', { ctrlKey: true }))).toBeNull();
  expect(id(press('ArrowLeft', { altKey: true }))).toBeNull();
  expect(id(press('c', { metaKey: true }))).toBeNull();
});

test('Ctrl Z takes a change back, with Shift or by Ctrl Y it comes again', () => {
  expect(id(press('z', { ctrlKey: true }))).toBe('undo');
  expect(id(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('redo');
  expect(id(press('y', { metaKey: true }))).toBe('redo');
  expect(id(press('z'))).toBe('fold');
});
