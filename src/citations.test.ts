import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { anchorsOf } from '../tools/docs/anchors.mjs';
import { citationsOf } from './base/citation.ts';
import { SYMPTOMS } from './diagnose/symptoms/index.ts';
import { placesText } from './diagnose/symptoms/places.ts';
import { MAY_IMPORT } from './import-rules.ts';
import { RULES } from './trace/invariants.ts';

// Every document that the source cites is there, with the anchor, and so is every file that the documents link to.

const root = fileURLToPath(new URL('..', import.meta.url));

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((e) => {
    const path = posix.join(folder, e.name);
    if (e.isDirectory()) return e.name === 'node_modules' ? [] : filesIn(path);
    return /\.(tsx?|mts|mjs|css|md|html)$/.test(e.name) ? [path] : [];
  });
const papers = readdirSync(root).filter((name) => name.endsWith('.md'));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What is wrong with a link from one file to another, both below the root; null where it leads somewhere. */
function problem(from: string, to: string): string | null {
  const [file = '', anchor] = to.split('#');
  if (!existsSync(join(root, file))) return `${from}: there is no ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsOf(textOf(file)).includes(anchor) ? null : `${from}: ${file} has no anchor ${anchor}`;
}

/** The links of a document, with the file that they stand for below the root. */
function linksOf(path: string): string[] {
  const text = textOf(path).replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
    if (/^[a-z]+:/.test(href)) return [];
    return [href.startsWith('#') ? path + href : posix.join(dirname(path), href)];
  });
}

const problems = (paths: readonly string[], links: (path: string) => readonly string[]): string[] =>
  paths.flatMap((path) => links(path).flatMap((to) => problem(path, to) ?? []));

test('every document that a source file cites is there, with the anchor', () => {
  const sources = ['src', 'e2e', 'tools']
    .flatMap(filesIn)
    .filter((path) => !/citations?\.test\.ts$|base\/citation\.ts$/.test(path));
  const all = sources.flatMap((path) => citationsOf(textOf(path)));
  process.stdout.write(`${all.length} citations of documents in src, e2e and tools\n`);
  expect(problems(sources, (path) => citationsOf(textOf(path)))).toEqual([]);
});

test('so is every document that the table of symptoms names', () => {
  const all = SYMPTOMS.flatMap((s) => s.causes.flatMap((c) => citationsOf(placesText(c.source))));
  process.stdout.write(`${all.length} citations in the table of symptoms\n`);
  expect(all.length).toBeGreaterThan(0);
  expect(all.flatMap((to) => problem('src/diagnose/symptoms', to) ?? [])).toEqual([]);
});

test('every link of a document leads to a file and an anchor', () => {
  const documents = [...filesIn('docs'), 'src/README.md', ...papers];
  expect(documents.flatMap(linksOf).length).toBeGreaterThan(50);
  expect(problems(documents, linksOf)).toEqual([]);
});

test('no anchor is there twice, so that a link has one place', () => {
  for (const path of filesIn('docs')) {
    const written = [...textOf(path).matchAll(/<a id="([^"]+)">/g)].map((m) => m[1]);
    expect(written, path).toEqual([...new Set(written)]);
  }
});

test('a link into nothing is found', () => {
  expect(problem('src/planted.ts', 'docs/planted.md')).toBe('src/planted.ts: there is no docs/planted.md');
  expect(problem('src/planted.ts', 'docs/recordings.md#99')).toBe(
    'src/planted.ts: docs/recordings.md has no anchor 99',
  );
  expect(problem('src/planted.ts', 'docs/recordings.md#22d')).toBeNull();
});

test('every rule that the model watches stands in the list of invariants, in the same words', () => {
  const rows = textOf('docs/protocol.md').split('\n');
  for (const { id, says } of RULES.filter((r) => r.source !== 'this program'))
    expect(
      rows.find((line) => line.startsWith('| ') && line.includes(`${id} | **`)),
      id,
    ).toContain(`**${says}**`);
});

test('every file that a recipe names is there, but for the new ones', () => {
  const named = [...textOf('CONTRIBUTING.md').matchAll(/`((?:src|docs|e2e|tools|[A-Z]+\.md)[^`\s]*)`/g)].map(
    (m) => m[1] ?? '',
  );
  expect(named.length).toBeGreaterThan(30);
  const old = named.filter((path) => !/NAME|NN/.test(path));
  expect(old.filter((path) => !existsSync(join(root, path.replace(/#.*/, ''))))).toEqual([]);
  // A new file stands in a folder that is there, or is the first of a folder that the import rules know.
  const folders = named.filter((path) => /NAME|NN/.test(path)).map(dirname);
  expect(folders.filter((path) => !existsSync(join(root, path)) && !(path.slice('src/'.length) in MAY_IMPORT))).toEqual(
    [],
  );
});

test('no citation is in a form that leads nowhere', () => {
  const old = /(?<!docs\/)\bprotocol\.md|\bDESIGN\b|recordings?(?:, |\/)README/;
  const guilty = ['src', 'e2e', 'tools'].flatMap(filesIn).filter((path) => old.test(textOf(path)));
  expect(guilty.filter((path) => path !== 'src/citations.test.ts')).toEqual([]);
});
