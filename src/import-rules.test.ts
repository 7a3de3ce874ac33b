import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BANNED, type Import, MAY_IMPORT, objection, PURE } from './import-rules.ts';

const src = fileURLToPath(new URL('.', import.meta.url));

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const path = join(folder, e.name);
    if (e.isDirectory()) return files(path);
    return /\.tsx?$/.test(e.name) ? [relative(src, path).replaceAll('\\', '/')] : [];
  });

/** The imports of one source text, with what is a package told apart. */
function importsOf(from: string, text: string): { import: Import; isPackage: boolean }[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return [...found].map((m) => {
    const target = m[2] ?? m[3] ?? m[4] ?? '';
    const isPackage = !target.startsWith('.');
    // Source as text is no dependency of the program on the file.
    const to = isPackage ? target : posix.normalize(posix.join(dirname(from), target.replace(/\?.*$/, '')));
    return { import: { from, to, typeOnly: m[1] !== undefined || /\?raw$/.test(target) }, isPackage };
  });
}

const objections = (from: string, text: string): string[] =>
  importsOf(from, text).flatMap((i) => objection(i.import, i.isPackage) ?? []);

/** Tests may use anything but the layers above their own folder's table. */
const production = files(src).filter(
  (f) => !/\.(test|fixture)\.tsx?$/.test(f) && !f.includes('arbitrary') && !f.includes('/fixtures/'),
);

describe('the directions of imports', () => {
  test('hold in every file', () => {
    expect(production.flatMap((f) => objections(f, readFileSync(join(src, f), 'utf8')))).toEqual([]);
  });

  test('a planted violation is found', () => {
    expect(objections('sim/planted.ts', "import { spmd } from '../stack/secure/spmd/spmd.ts';\n")).toEqual([
      'sim/planted.ts imports stack/secure/spmd/spmd.ts: sim may import trace, abi, base',
    ]);
    expect(objections('scenario/planted.ts', "import { useState } from 'react';\n")).toHaveLength(1);
    expect(objections('layout/planted.ts', "import '../view/app.tsx';\n")).toHaveLength(1);
    expect(objections('view/planted.tsx', "import { run } from '../scenario/run.ts';\n")).toHaveLength(1);
    expect(objections('view/planted.tsx', "import type { Run } from '../scenario/types.ts';\n")).toEqual([]);
    expect(objections('stack/planted.ts', "const m = await import('../scenario/run.ts');\n")).toHaveLength(1);
  });

  test('every folder of src has its line in the table', () => {
    const folders = new Set(
      files(src)
        .map((f) => f.split('/'))
        .filter((p) => p.length > 1)
        .map((p) => p[0]),
    );
    expect([...folders].filter((f) => !((f as string) in MAY_IMPORT))).toEqual([]);
  });

  test('the model asks neither clock nor chance', () => {
    const guilty = production.filter((f) => PURE.some((p) => f.startsWith(`${p}/`)));
    expect(guilty.filter((f) => BANNED.test(withoutComments(readFileSync(join(src, f), 'utf8'))))).toEqual([]);
    expect(BANNED.test('const x = Math.random();')).toBe(true);
  });
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
