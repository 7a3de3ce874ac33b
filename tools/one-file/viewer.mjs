// The viewer of a page that is one file: the whole page as one script and one style, its workers within it. What it shows
// is put in by src/export/one-file.ts.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { referenceData } from '../reference/plugin.mjs';
import { scopedName } from '../scoped-name.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `new Worker(new URL('./x.ts', import.meta.url), …)` becomes a worker that is made of text in the page. */
const inlineWorkers = () => ({
  name: 'inline-workers',
  enforce: 'pre',
  transform(code, id) {
    if (!/\.tsx?$/.test(id) || !code.includes('new Worker(')) return null;
    const imports = [];
    const inlined = code.replace(
      /new Worker\(new URL\('(\.[^']+)', import\.meta\.url\), \{ type: 'module' \}\)/g,
      (_, path) => `new ${`InlineWorker${imports.push(path)}`}()`,
    );
    return `${imports.map((path, i) => `import InlineWorker${i + 1} from '${path}?worker&inline';\n`).join('')}${inlined}`;
  },
});

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
    plugins: [react(), inlineWorkers(), noViewer(), referenceData()],
    // A classic worker: Chromium starts no module of a blob in a page from disk.
    worker: { format: 'iife', plugins: () => [inlineWorkers()], rolldownOptions: { output: { codeSplitting: false } } },
    publicDir: false,
    css: { modules: { generateScopedName: scopedName } },
    build: {
      target: 'baseline-widely-available',
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { input: 'src/main.tsx', output: { codeSplitting: false } },
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
  const script = document.createElement('script');
  script.type = 'module';
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
