import { gzipSync } from 'node:zlib';
import { expect, open, test } from './support/page.ts';

/** The budgets of the first load in bytes (docs/budgets.md): what the page needs before it can be used. */
const SCRIPT = 110_000;
/** With its style and the page itself. */
const ALL = 130_000;
/** As a server that packs once, ahead, would send it. */
const packed = (text: string): number => gzipSync(text, { level: 9 }).length;

test('what the first paint needs stays within its budget', async ({ page }, info) => {
  const answer = await page.goto('/');
  const html = (await answer?.text()) ?? '';
  const origin = new URL(page.url()).origin;
  const seen = new Map<string, number>();
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    const text = await (await page.request.get(`${origin}/${path}`)).text();
    seen.set(path, packed(text));
    for (const m of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) await visit(`assets/${m[1] ?? ''}`);
  };
  for (const m of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)) await visit(m[1] ?? '');
  const script = [...seen.values()].reduce((a, b) => a + b, 0);
  for (const m of html.matchAll(/rel="stylesheet"[^>]*href="\.\/([^"]+)"/g)) await visit(m[1] ?? '');
  seen.set('', packed(html));
  const all = [...seen.values()].reduce((a, b) => a + b, 0);
  const text = `first load (gzip): ${(script / 1000).toFixed(1)} kB of script, ${(all / 1000).toFixed(1)} kB in all, ${seen.size} files`;
  process.stdout.write(`${text}\n`);
  info.annotations.push({ type: 'measured', description: text });
  expect(seen.size).toBeGreaterThan(3);
  expect(script).toBeLessThanOrEqual(SCRIPT);
  expect(all).toBeLessThanOrEqual(ALL);
  await open(page);
});
