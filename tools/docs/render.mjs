// One document as a page: plain HTML that works without a script, from any folder, under the policy of the page itself.
import { slug } from './anchors.mjs';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const bare = (html) => html.replace(/<[^>]*>/g, '');

/** The page of a document, by its path in the folder of documents: `README.md` is the index. */
export const pageOf = (path) => path.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');

/**
 * @param {string} path below docs/, with slashes: `decisions/bigint-frames.md`
 * @param {string} markdown
 * @param {string} policy the content security policy; empty for the development server, which needs its own scripts
 */
export async function renderDocument(path, markdown, policy) {
  // Loaded when it is needed: who only runs the tests of the model reads this file through vite's configuration.
  const { Marked } = await import('marked');
  const up = '../'.repeat(path.split('/').length - 1);
  const contents = [];
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const inner = this.parser.parseInline(tokens);
        const written = /<a id="([^"]+)">/.exec(text)?.[1];
        const id = written ?? slug(text);
        if (depth === 2) contents.push(`<li><a href="#${id}">${bare(inner)}</a></li>`);
        return `<h${depth}${written === undefined ? ` id="${id}"` : ''}>${inner}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        if (/^(https?:|#)/.test(href)) return `<a href="${escaped(href)}">${text}</a>`;
        const [file, anchor] = href.split('#');
        // What lies outside of the folder is not shipped with the page.
        const inside = !new URL(file, `file:///docs/${path}`).pathname.startsWith('/docs/') ? null : pageOf(file);
        return inside === null ? text : `<a href="${inside}${anchor === undefined ? '' : `#${anchor}`}">${text}</a>`;
      },
      table({ header, rows }) {
        // A column without a name has no header: an empty one would be read out.
        const cell = (c, tag) => `<${tag}>${this.parser.parseInline(c.tokens)}</${tag}>`;
        const row = (cells, tag) => `<tr>${cells.map((c) => cell(c, c.text === '' ? 'td' : tag)).join('')}</tr>`;
        const named = header.some((c) => c.text !== '');
        const head = named ? `<thead>${row(header, 'th')}</thead>` : '';
        const name = named
          ? bare(
              header
                .map((c) => c.text)
                .filter((t) => t !== '')
                .join(', '),
            )
          : 'list';
        return wide(
          `Table: ${escaped(name)}`,
          `<table>${head}<tbody>${rows.map((r) => row(r, 'td')).join('')}</tbody></table>`,
        );
      },
      code({ text }) {
        return wide('Registers and code', `<pre><code>${escaped(text).replaceAll('>', '&gt;')}</code></pre>`);
      },
    },
  });
  const body = marked.parse(markdown);
  const title = bare(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? path);
  const split = body.indexOf('</h1>') + '</h1>'.length;
  const list =
    contents.length < 4
      ? ''
      : `<nav aria-label="On this page"><details><summary>On this page</summary><ul>${contents.join('')}</ul></details></nav>`;
  return `<!doctype html>
<html lang="en">
<head>
${policy === '' ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`}<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · FF-A Scope</title>
<link rel="icon" href="${up}../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}docs.css">
</head>
<body>
<header><a href="${up}../index.html">FF-A Scope</a> <a href="${up}index.html">Documents</a> <a href="${up}../reference/index.html">Reference</a></header>
<main>
${body.slice(0, split)}
${list}
${body.slice(split)}
</main>
</body>
</html>
`;
}

/** A part that may be wider than a phone scrolls by itself, with the keyboard as well. */
const wide = (name, inner) => `<div class="wide" role="region" aria-label="${name}" tabindex="0">${inner}</div>\n`;
