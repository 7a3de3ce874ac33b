import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COLOURS } from './colours.ts';

const theme = readFileSync(new URL('../../view/theme.css', import.meta.url), 'utf8');

/** The tokens of a block of the style sheet: `worldNHead` of `--world-n-head: #e8edf4`. */
function tokens(selector: string): Map<string, string> {
  const block = theme.slice(theme.indexOf(`${selector} {`));
  const found = [...block.slice(0, block.indexOf('}')).matchAll(/--([a-z0-9-]+): (#[0-9a-f]+);/g)];
  return new Map(
    found.map(([, name = '', value = '']) => [name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase()), value]),
  );
}

test.each([
  ['light', ':root'],
  ['dark', ':root[data-theme="dark"]'],
] as const)('%s: every colour is that of the page', (name, selector) => {
  const page = tokens(selector);
  for (const [token, colour] of Object.entries(COLOURS[name])) expect(page.get(token), token).toBe(colour);
});
