// The notices of what is bundled into the page, as a page of its own: their licenses want to be passed on with them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What may be in the page; the build fails where something else is. */
const BUNDLED = [
  ...['react', 'react-dom', 'scheduler', 'zustand', 'fzstd', 'd3-shape', 'd3-path', 'd3-zoom'],
  // What d3-zoom brings with it.
  ...['selection', 'dispatch', 'drag', 'color', 'interpolate', 'timer', 'ease', 'transition'].map(
    (name) => `d3-${name}`,
  ),
];

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The packages of these modules that BUNDLED does not name. */
export const unnamed = (modules) => [
  ...new Set(
    modules
      .map((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1])
      .filter((name) => name !== undefined && !BUNDLED.includes(name) && !['vite', 'rolldown'].includes(name)),
  ),
];

function notice(name) {
  const folder = join(ROOT, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  if (file === undefined) throw new Error(`${name} ${version} has no file with its license`);
  const text = readFileSync(join(folder, file), 'utf8').trim();
  return `<h2>${name} ${version}</h2>\n<p>${license}</p>\n<div class="wide"><pre>${escaped(text)}</pre></div>\n`;
}

/** @param {string} policy the content security policy of the page; empty for none */
export function noticesPage(policy) {
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy === '' ? '' : `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Licenses · FF-A Scope</title>
<link rel="icon" href="../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs.css">
</head>
<body>
<header><a href="../index.html">FF-A Scope</a></header>
<main>
<h1>Licenses</h1>
<div class="wide"><pre>${escaped(own)}</pre></div>
<p>In the page, with their own licenses:</p>
${BUNDLED.map(notice).join('')}</main>
</body>
</html>
`;
}
