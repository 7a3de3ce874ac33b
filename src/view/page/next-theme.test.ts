import { expect, test } from 'vitest';
import { nextTheme } from './next-theme.ts';

test('the first change is always seen, and three bring it round', () => {
  for (const dark of [false, true]) {
    const first = nextTheme('system', dark);
    expect(first).toBe(dark ? 'light' : 'dark');
    const second = nextTheme(first, dark);
    expect(second).toBe(dark ? 'dark' : 'light');
    expect(nextTheme(second, dark)).toBe('system');
  }
});
