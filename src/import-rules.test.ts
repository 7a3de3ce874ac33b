import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BANNED, circles, type Import, MAY_IMPORT, objection, PURE, ROOMS, roomObjection } from './import-rules.ts';

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
    /^\s*(?:import|export)\s+(type\s+)?([^'"]*?)from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\bnew URL\(\s*['"](\.[^'"]+\.ts)['"]/gm,
  );
  return [...found].map((m) => {
    const target = m[3] ?? m[4] ?? m[5] ?? m[6] ?? '';
    const isPackage = !target.startsWith('.');
    // Source as text is no dependency of the program on the file.
    const to = isPackage ? target : posix.normalize(posix.join(dirname(from), target.replace(/\?.*$/, '')));
    const names = (m[2] ?? '').replace(/[{}\s]/g, '').split(',');
    const typesAlone = (m[2] ?? '').includes('{') && names.every((n) => n === '' || /^type[A-Z]/.test(n));
    return {
      import: { from, to, typeOnly: m[1] !== undefined || typesAlone || /\?raw$/.test(target) },
      isPackage,
    };
  });
}

const objections = (from: string, text: string): string[] =>
  importsOf(from, text).flatMap((i) => objection(i.import, i.isPackage) ?? []);

/** Tests may use anything but the layers above their own folder's table. */
const production = files(src).filter((f) => !/\.(test|fixture)\.tsx?$/.test(f) && !f.includes('/fixtures/'));
const own = production.flatMap((f) =>
  importsOf(f, readFileSync(join(src, f), 'utf8'))
    .filter((i) => !i.isPackage)
    .map((i) => i.import),
);

describe('the directions of imports', () => {
  test('hold in every file', () => {
    expect(production.flatMap((f) => objections(f, readFileSync(join(src, f), 'utf8')))).toEqual([]);
  });

  test('hold between the rooms of view and store', () => {
    expect(own.flatMap((i) => roomObjection(i) ?? [])).toEqual([]);
  });

  test('no files import each other in a circle, types included', () => {
    const code = own.filter((i) => /\.tsx?$/.test(i.to));
    expect(circles(code)).toEqual([]);
    print(code);
  });

  test('a planted violation is found', () => {
    expect(objections('sim/planted.ts', "import { spmd } from '../stack/secure/spmd/spmd.ts';\n")).toEqual([
      'sim/planted.ts imports stack/secure/spmd/spmd.ts: sim may import trace, abi, base',
    ]);
    expect(objections('scenario/planted.ts', "import { useState } from 'react';\n")).toHaveLength(1);
    expect(objections('layout/planted.ts', "import '../view/page/app.tsx';\n")).toHaveLength(1);
    expect(objections('view/planted.tsx', "import { run } from '../scenario/run.ts';\n")).toHaveLength(1);
    expect(objections('view/planted.tsx', "import type { Run } from '../scenario/types.ts';\n")).toEqual([]);
    expect(objections('view/planted.tsx', "import { type Run } from '../scenario/types.ts';\n")).toEqual([]);
    expect(objections('stack/planted.ts', "const m = await import('../scenario/run.ts');\n")).toHaveLength(1);
    const up = { from: 'view/parts/button.tsx', to: 'view/page/desk.tsx', typeOnly: true };
    expect(roomObjection(up)).toBe(
      'view/parts/button.tsx imports view/page/desk.tsx: view/parts may import none of its neighbours',
    );
    expect(roomObjection({ ...up, from: 'view/attic/old.tsx' })).toContain('no line');
    const circle = [
      { from: 'a', to: 'b', typeOnly: false },
      { from: 'b', to: 'c', typeOnly: true },
      { from: 'c', to: 'a', typeOnly: true },
      { from: 'd', to: 'a', typeOnly: false },
    ];
    expect(circles(circle)).toEqual([['a', 'b', 'c']]);
  });

  test('the tables themselves have no circle, and every folder has its line', () => {
    const table = (rows: Readonly<Record<string, readonly string[]>>): Import[] =>
      Object.entries(rows).flatMap(([from, to]) => to.map((t) => ({ from, to: t, typeOnly: false })));
    expect(circles(table(MAY_IMPORT))).toEqual([]);
    expect(circles(table(ROOMS.view ?? {}))).toEqual([]);
    // The state as a whole is made of its rooms, and they change it: `*` alone is both.
    expect(circles(table(ROOMS.store ?? {}).filter((i) => i.from !== '*'))).toEqual([]);
    const folders = new Set(files(src).flatMap((f) => (f.includes('/') ? [f.split('/')[0] as string] : [])));
    expect([...folders].filter((f) => !(f in MAY_IMPORT))).toEqual([]);
  });

  test('the model asks neither clock nor chance', () => {
    const guilty = production.filter((f) => PURE.some((p) => f.startsWith(`${p}/`)));
    expect(guilty.filter((f) => BANNED.test(withoutComments(readFileSync(join(src, f), 'utf8'))))).toEqual([]);
    expect(BANNED.test('const x = Math.random();')).toBe(true);
  });
});

/** Both tables as `npm test` shows them: a folder, what it uses, and how often. */
function print(imports: readonly Import[]): void {
  const lines: string[] = [];
  const table = (title: string, room: (path: string) => string | null): void => {
    const arrows = new Map<string, Map<string, number>>();
    for (const { from, to } of imports) {
      const [a, b] = [room(from), room(to)];
      if (a === null || b === null || a === b) continue;
      const row = arrows.get(a) ?? new Map<string, number>();
      arrows.set(a, row.set(b, (row.get(b) ?? 0) + 1));
    }
    lines.push(title);
    for (const [a, row] of [...arrows].sort())
      lines.push(`  ${a.padEnd(18)} -> ${[...row].map(([b, n]) => `${b} ${n}`).join(', ')}`);
  };
  table('imports between folders (arrows up: 0, circles: 0)', (p) =>
    p.includes('/') ? (p.split('/')[0] as string) : null,
  );
  table('imports between the rooms of view and store (arrows up: 0, circles: 0)', (p) => {
    const [folder, room, file] = p.split('/');
    return (folder === 'view' || folder === 'store') && room !== undefined
      ? `${folder}/${file === undefined ? '*' : room}`
      : null;
  });
  process.stdout.write(`${lines.join('\n')}\n`);
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
