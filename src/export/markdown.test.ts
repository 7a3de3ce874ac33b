import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { actorName } from '../words/event-text.ts';
import { rowLabel } from '../words/row-label.ts';
import { markdownLines } from './markdown.ts';
import { visible } from './plain-text.ts';
import { taken } from './selection.ts';
import { WHOLE } from './subject.ts';
import { SUBJECTS, signsSubject } from './subjects.fixture.ts';

/** What a reader of the page sees: the HTML of a Markdown parser without its tags. */
const shown = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replace(/&nbsp;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

describe.each(Object.entries({ ...SUBJECTS, signs: async () => signsSubject() }))('%s', (_, subject) => {
  test('a parser of Markdown shows each row as it is', async () => {
    const s = await subject();
    const html = marked.parse([...markdownLines(s, WHOLE)].join('\n'), { async: false });
    expect(shown(/<h1>.*<\/h1>/.exec(html)?.[0] ?? '')).toBe(visible(s.title));
    const items = html
      .split('<li>')
      .slice(1)
      .map(shown)
      .filter((t) => t.startsWith('row '));
    const rows = [...taken(s, WHOLE)];
    expect(items).toHaveLength(rows.length);
    for (const [i, { event, text }] of rows.entries()) {
      const label = rowLabel(text);
      const item = (items[i] ?? '').trimEnd().split('\n')[0] ?? '';
      expect(item.startsWith(`row ${event.row}, ${actorName(text.from)}`), item).toBe(true);
      const rest = `:${[visible(label), visible(text.caption)].map((t) => (t === '' ? '' : ` ${t}`)).join('')}`;
      expect(item.endsWith(rest.trimEnd()), `${item}\n${rest}`).toBe(true);
    }
  });

  test('the registers of each error stand below it', async () => {
    const s = await subject();
    const failed = [...taken(s, WHOLE)].filter(
      ({ event, text }) => event.kind === 'return' && text.badge?.tone === 'error',
    );
    const lines = [...markdownLines(s, WHOLE)].filter((l) => l.startsWith('  - `w0 ') || l.startsWith('  - `x0 '));
    expect(lines).toHaveLength(failed.length);
  });
});
