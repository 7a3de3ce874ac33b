import { beforeAll, describe, expect, test } from 'vitest';
import { errnoName } from '../abi/errno.ts';
import { CALLS } from '../abi/ffa-call.ts';
import { FUNCTION_IDS } from '../abi/function-id.ts';
import { SERVICE_IDS } from '../abi/service-table.ts';
import { STATUS_NAMES } from '../abi/status.ts';
import { TEE_RESULT } from '../abi/tee-result.ts';
import { ensure } from '../base/assert.ts';
import { SYMPTOMS } from '../diagnose/symptoms/index.ts';
import { decodeLink } from '../scenario/link.ts';
import { RULES } from '../trace/invariants.ts';
import { termById } from './glossary.ts';
import { type Block, type Kind, type Piece, plain, type ReferencePage, routeOf, type Text } from './page.ts';
import { referencePages } from './pages.ts';

let pages: readonly ReferencePage[] = [];
beforeAll(async () => {
  pages = await referencePages();
}, 240_000);

const page = (kind: Kind, name: string): ReferencePage =>
  ensure(
    pages.find((p) => p.route === routeOf(kind, name)),
    `the page of ${name}`,
  );
const textsOf = (b: Block): readonly Text[] => {
  if (b.kind === 'text') return [b.text];
  if (b.kind === 'list') return b.items;
  if (b.kind === 'table') return b.rows.flat();
  return b.kind === 'facts' ? b.facts.map(([, t]) => t) : [];
};
const piecesOf = (p: ReferencePage): readonly Piece[] => p.sections.flatMap((s) => s.blocks.flatMap(textsOf)).flat();
const textOf = (p: ReferencePage): string =>
  piecesOf(p)
    .map((x) => plain([x]))
    .join(' ');
const rowsOf = (p: ReferencePage, answer: RegExp): string[] =>
  p.sections
    .flatMap((s) => s.blocks)
    .flatMap((b) => (b.kind === 'table' ? b.rows : []))
    .map((r) => r.map(plain).join(' | '))
    .filter((r) => answer.test(r));

describe('there is a page for', () => {
  const count = (kind: Kind): number => pages.filter((p) => p.kind === kind && p.route !== 'glossary').length;
  test('every call of abi/', () => {
    expect(count('calls')).toBe(CALLS.length);
    expect(CALLS.length).toBe(Object.keys(FUNCTION_IDS).length);
    for (const { name } of CALLS) page('calls', name);
  });
  test('every service, every rule and every cause', () => {
    expect(count('services')).toBe(Object.keys(SERVICE_IDS).length);
    expect(count('rules')).toBe(RULES.length);
    const causes = new Set(SYMPTOMS.flatMap((s) => s.causes.map((c) => c.id)));
    expect(count('causes')).toBe(causes.size);
    for (const id of causes) page('causes', id);
  });
  test('every error number', () => {
    for (const name of [...STATUS_NAMES, ...Object.keys(TEE_RESULT)]) page('errors', name);
    for (let n = 1; n < 4096; n++) {
      const name = errnoName(n);
      if (name !== null) page('errors', name);
    }
  });
});

test('every link leads to a page, a word, a document, or a scenario that opens', async () => {
  const routes = new Set(pages.map((p) => p.route));
  const links = new Set<string>();
  for (const p of pages)
    for (const piece of piecesOf(p)) {
      if (typeof piece === 'string') continue;
      if (piece.to !== undefined) {
        const [kind, name] = piece.to.split('/');
        if (kind === 'glossary' && name !== undefined) expect(termById(name), `${p.route}: ${piece.to}`).not.toBeNull();
        else expect(routes.has(piece.to), `${p.route}: ${piece.to}`).toBe(true);
      }
      if (piece.href?.startsWith('#s=') === true) links.add(piece.href);
      else if (piece.href !== undefined) expect(piece.href, p.route).toMatch(/^docs\/[\w/.-]+\.html(#[\w.-]+)?$/);
    }
  expect(links.size).toBeGreaterThan(100);
  for (const link of links) expect((await decodeLink(link)).ok, link).toBe(true);
});

test('routes are told apart, and titles and leads are sentences', () => {
  expect(new Set(pages.map((p) => p.route)).size).toBe(pages.length);
  // They are the names of files as well.
  for (const p of pages) expect(p.route).toMatch(/^[\w/-]+$/);
  for (const p of pages) {
    expect(p.title, p.route).not.toBe('');
    expect(p.lead, p.route).toMatch(/[.?!)"”]$/);
    expect(textOf(p), p.route).not.toMatch(/undefined|\[object|\{[a-z]+(:\w+)?\}/);
  }
});

describe('FFA_NOTIFICATION_BIND', () => {
  test('has its registers, with what a run puts into them', () => {
    const rows = rowsOf(page('calls', 'FFA_NOTIFICATION_BIND'), /^w/);
    expect(rows).toContain('w1 31:16 | sender | 0x8001, OP-TEE');
    expect(rows).toContain('w3 | ids, lower word | ids {0}');
    expect(textOf(page('calls', 'FFA_NOTIFICATION_BIND'))).toContain('Must be zero: w5 to w7');
  });
  test('says what each driver makes of a refusal, as recorded and as the golden cases have it', () => {
    const denied = rowsOf(page('calls', 'FFA_NOTIFICATION_BIND'), /^DENIED/);
    expect(denied.join('\n')).toContain('OP-TEE: ');
    expect(denied.join('\n')).toContain('−EACCES (−13)');
    expect(denied.flatMap((r) => (r.split(' | ')[2] ?? '').split(', ')).sort()).toEqual([
      'fixed',
      'v1',
      'v6.12',
      'v7.3',
    ]);
    expect(textOf(page('calls', 'FFA_NOTIFICATION_BIND'))).toContain(
      'No secure world that is modelled here answers with',
    );
  });
  test('leads to its lessons and its section', () => {
    const text = textOf(page('calls', 'FFA_NOTIFICATION_BIND'));
    expect(text).toContain('Lesson 3, The -EACCES walk');
    expect(text).toContain('section 17.3 of 1.1');
    expect(text).toContain('The normal world');
  });
});

test('a cause leads to its run, and a number to its causes', () => {
  const all = page('causes', 'ids-all-bound');
  expect(textOf(all)).toMatch(/at row \d+/);
  expect(textOf(page('errors', 'EACCES'))).toContain('DENIED');
  expect(textOf(page('errors', 'DENIED'))).toContain('FFA_NOTIFICATION_BIND');
});

test('the services say what the driver makes of w3', () => {
  const rows = rowsOf(page('services', 'ENABLE_ASYNC_NOTIF'), /^TEE_ERROR_BAD_PARAMETERS/);
  expect(rows.join('\n')).toContain('65530');
});
