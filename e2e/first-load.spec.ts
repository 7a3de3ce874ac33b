import { gzipSync } from 'node:zlib';
import { expect, open, test } from './support/page.ts';

/** The budget of the first load: what the page needs before it can be used (docs/budgets.md). */
const BUDGET = 128_000;

test('the scripts that the first paint needs stay within their budget', async ({ page }, info) => {
  const answer = await page.goto('/');
  const html = (await answer?.text()) ?? '';
  const origin = new URL(page.url()).origin;
  const seen = new Map<string, number>();
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    const text = await (await page.request.get(`${origin}/${path}`)).text();
    seen.set(path, gzipSync(text).length);
    for (const m of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) await visit(`assets/${m[1] ?? ''}`);
  };
  for (const m of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)) await visit(m[1] ?? '');
  const total = [...seen.values()].reduce((a, b) => a + b, 0);
  const text = `first load: ${(total / 1000).toFixed(1)} kB of script (gzip) in ${seen.size} files`;
  process.stdout.write(`${text}\n`);
  info.annotations.push({ type: 'measured', description: text });
  expect(seen.size).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(BUDGET);
  await open(page);
});
