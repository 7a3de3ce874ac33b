// The viewer of a page that is one file: the whole page as one script and one style, its workers the same script. What it shows
// is put in by src/export/one-file.ts.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { referenceData } from '../reference/plugin.mjs';
import { scopedName } from '../scoped-name.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What starts in a window; everything else that the script can be starts in a worker. */
const PAGE = '/src/main.tsx';
const ENTRY = 'virtual:one-script';

/**
 * Page and workers are one script, so that the model is in it once: the end of its address says which of them runs.
 * `new Worker(new URL('./x.ts', import.meta.url), …)` becomes that same script with the path of x.ts at the end. The loader
 * keeps the address of the script for the page.
 */
const oneScript = (workers = new Set()) => ({
  name: 'one-script',
  enforce: 'pre',
  /** The workers are known before the entry that starts them is made. */
  async buildStart() {
    for (const path of readdirSync(join(root, 'src'), { recursive: true }))
      if (/\.tsx?$/.test(path) && !/\.(test|fixture)\.ts/.test(path))
        for (const [, worker] of readFileSync(join(root, 'src', path), 'utf8').matchAll(STARTED))
          workers.add(pathOf(worker, join(root, 'src', path)));
  },
  resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
  load: (id) =>
    id === `\0${ENTRY}`
      ? `if (typeof document !== 'undefined') import(${JSON.stringify(PAGE)});
${[...workers].map((w) => `else if (location.hash === ${JSON.stringify(`#${w}`)}) import(${JSON.stringify(w)});`).join('\n')}`
      : null,
  transform(code, id) {
    if (!/\.tsx?$/.test(id) || !code.includes('new Worker(')) return null;
    return code.replace(
      STARTED,
      (_, worker, more = '') => `new Worker(${ADDRESS} + ${JSON.stringify(`#${pathOf(worker, id)}`)}, { ${more} })`,
    );
  },
});
/** `new Worker(new URL('./x.ts', import.meta.url), { type: 'module', … })`: the path, and what else is said. */
const STARTED = /new Worker\(new URL\('(\.[^']+)', import\.meta\.url\), \{ type: 'module'(?:, ([^}]*?))? \}\)/g;
const ADDRESS = "(globalThis.oneScript ?? location.href.split('#')[0])";
/** The path of a worker from the root on, as the file `id` names it. */
const pathOf = (worker, id) => {
  const folder = posix.dirname(id.split('?')[0].replaceAll('\\', '/'));
  return `/${posix.join(posix.relative(root.replaceAll('\\', '/'), folder), worker)}`;
};

/** In the viewer there is no other viewer: it cannot save itself in itself. */
const noViewer = () => ({
  name: 'no-viewer',
  enforce: 'pre',
  resolveId: (id) => (id === 'virtual:viewer' ? '\0viewer' : null),
  load: (id) => (id === '\0viewer' ? 'export default null' : null),
});

/** @returns {Promise<{ script: string, style: string }>} */
async function bundled() {
  const { output } = await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    plugins: [react(), oneScript(), noViewer(), referenceData()],
    publicDir: false,
    css: { modules: { generateScopedName: scopedName } },
    build: {
      target: 'baseline-widely-available',
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      // No module: Chromium starts no module of a blob as a worker in a page from disk.
      rolldownOptions: { input: ENTRY, output: { format: 'iife', codeSplitting: false } },
    },
  });
  return {
    script: output.find((o) => o.type === 'chunk' && o.isEntry).code,
    style: String(output.find((o) => o.type === 'asset' && o.fileName.endsWith('.css')).source),
  };
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Unpacks the page and starts it. The policy of the page names what it runs by its hash: nothing else starts. */
const LOADER = `{
const packed = document.getElementById('viewer');
const bytes = Uint8Array.from(atob(packed.textContent), (c) => c.charCodeAt(0));
new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text().then((text) => {
  globalThis.oneScript = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const script = document.createElement('script');
  script.textContent = text;
  packed.remove();
  document.body.append(script);
});
}`;

/** The text of the page, with a place for what it is given; the same for the same sources. */
export async function viewer() {
  const { script, style } = await bundled();
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(LOADER)} ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>FF-A Scope</title>
<style>${style}</style>
<!--given-->
</head>
<body>
<div id="root"></div>
<noscript>FF-A Scope runs in this page, so it needs JavaScript.</noscript>
<script type="text/plain" id="viewer">${gzipSync(script, { level: 9 }).toString('base64')}</script>
<script>${LOADER}</script>
</body>
</html>
`;
}
