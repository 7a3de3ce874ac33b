// The built page, served here, and a browser to look at it: what the measuring scripts begin with.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the page lies: BENCH_DIST, or dist. Ends the process with 2 where there is none. */
export function builtFolder() {
  const dist = process.env.BENCH_DIST ?? `${root}dist`;
  if (existsSync(`${dist}/index.html`)) return dist;
  console.error(`${dist} holds no page. Run npm run build first.`);
  process.exit(2);
}

/** A browser, the address of the page on a port of its own, and what ends both. */
export async function openBuilt() {
  const dist = builtFolder();
  const { executablePath } = findChromium();
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  const server = await preview({
    root,
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, address: server.resolvedUrls?.local[0] ?? '', close };
}
