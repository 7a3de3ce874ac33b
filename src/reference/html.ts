import type { Block, Piece, ReferencePage, Section, Text } from './page.ts';
import { type Sign, signById } from './signs.ts';

// A page of the reference as plain HTML: it works without a script, from any folder, under the policy of the page itself.

/** Where a route lies below the folder of the reference, with its anchor: `calls/FFA_RUN.html`, `glossary/index.html#spmc`. */
export function fileOf(route: string): string {
  const [kind = '', name] = route.split('/');
  if (route === 'reference') return 'index.html';
  if (kind === 'glossary' && name !== undefined) return `glossary/index.html#${name}`;
  return name === undefined ? `${kind}/index.html` : `${kind}/${name}.html`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * @param policy the content security policy; empty for the development server, which needs its own scripts
 */
export function htmlOf(page: ReferencePage, policy: string): string {
  const up = '../'.repeat(fileOf(page.route).split('/').length - 1);
  const root = `${up}../`;
  const head = policy === '' ? '' : `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">\n`;
  const list = page.kind === null ? '' : ` <a href="${up}${fileOf(page.kind)}">All of these</a>`;
  return `<!doctype html>
<html lang="en">
<head>
${head}<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(page.lead)}">
<title>${escaped(page.title)} · FF-A Scope</title>
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}docs/docs.css">
</head>
<body>
<header><a href="${root}index.html">FF-A Scope</a> <a href="${up}index.html">Reference</a>${list} <a href="${root}index.html#/${page.route}">Open in the page</a></header>
<main>
<h1>${escaped(page.title)}</h1>
<p>${escaped(page.lead)}</p>
${page.sections.map((s) => sectionHtml(s, up, root)).join('\n')}
</main>
</body>
</html>
`;
}

const sectionHtml = (s: Section, up: string, root: string): string =>
  `<h2 id="${s.id}">${escaped(s.title)}</h2>\n${s.blocks.map((b) => blockHtml(b, up, root)).join('\n')}`;

function blockHtml(block: Block, up: string, root: string): string {
  const inline = (text: Text): string => text.map((p) => pieceHtml(p, up, root)).join('');
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((c) => `<${tag}>${c}</${tag}>`).join('')}</tr>`;
  switch (block.kind) {
    case 'text':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((i) => `<li>${inline(i)}</li>`).join('')}</ul>`;
    case 'code':
      return wide('Message', `<pre><code>${escaped(block.lines.join('\n'))}</code></pre>`);
    case 'facts':
      return `<dl>${block.facts.map(([t, x]) => `<dt>${escaped(t)}</dt><dd>${inline(x)}</dd>`).join('')}</dl>`;
    case 'table': {
      const body = block.rows.map((r) => row(r.map(inline), 'td')).join('');
      return wide(
        block.name,
        `<table><thead>${row(block.head.map(escaped), 'th')}</thead><tbody>${body}</tbody></table>`,
      );
    }
    case 'signs':
      return `<dl class="signs">${block.signs.map((id) => signHtml(signById(id))).join('')}</dl>`;
  }
}

function pieceHtml(piece: Piece, up: string, root: string): string {
  if (typeof piece === 'string') return escaped(piece);
  const text = piece.code ? `<code>${escaped(piece.text)}</code>` : escaped(piece.text);
  if (piece.to !== undefined) return `<a href="${up}${fileOf(piece.to)}">${text}</a>`;
  if (piece.href === undefined) return text;
  const href = piece.href.startsWith('#') ? `index.html${piece.href}` : piece.href;
  return `<a href="${root}${escaped(href)}">${text}</a>`;
}

/** A part that may be wider than a phone scrolls by itself, with the keyboard as well. */
const wide = (name: string, inner: string): string =>
  `<div class="wide" role="region" aria-label="Table: ${escaped(name)}" tabindex="0">${inner}</div>`;

function signHtml(sign: Sign | null): string {
  if (sign === null) return '';
  const shapes = sign.shapes.map(
    (s) =>
      `<path d="${s.d}" fill="${s.filled ? 'currentColor' : 'none'}" stroke="currentColor"${s.dashed ? ' stroke-dasharray="5 3"' : ''}/>`,
  );
  const letters =
    sign.letters === undefined
      ? ''
      : `<text x="22" y="12" text-anchor="middle" fill="currentColor">${sign.letters}</text>`;
  const drawing = `<svg viewBox="0 0 44 16" width="66" height="24" aria-hidden="true">${shapes.join('')}${letters}</svg>`;
  return `<dt>${drawing} ${escaped(sign.name)}</dt><dd>${escaped(sign.says)}</dd>`;
}
