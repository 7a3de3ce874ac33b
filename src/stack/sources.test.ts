import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FAULTABLE } from './functions.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

/** Every operation that is told: its file, the first argument as it stands in the source, and the rest of the call. */
function operations(): { file: string; op: string; first: string; rest: string }[] {
  return sources(root).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    if (!text.includes('narrate(') && !text.includes('conduit(') && !text.includes('sender(')) return [];
    const calls = text.matchAll(
      /\b(step|pointer|allocate|lookup|act|change|log|violation|smc|send)\((?=\s*([^\n]*(?:\n[^\n]*){0,6}))/g,
    );
    return [...calls]
      .filter((m) => /yield\*\s*$/.test(text.slice(Math.max(0, m.index - 10), m.index)) || m[1] === 'smc')
      .filter((m) => !/function\*?\s*$/.test(text.slice(Math.max(0, m.index - 12), m.index)))
      .map((m) => {
        const literal = /^(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/.exec(m[2] ?? '');
        const first = literal === null ? '' : (literal[1] ?? literal[2] ?? '');
        return {
          file: relative(root, path),
          op: m[1] ?? '',
          first,
          rest: (m[2] ?? '').slice(literal?.[0].length ?? 0),
        };
      });
  });
}

const all = operations();

describe('the sentences of the model', () => {
  test('there are many of them', () => {
    expect(all.length).toBeGreaterThan(120);
  });

  test('each operation begins with a literal sentence', () => {
    // send.ts, conduit.ts and other-driver.ts hand on what their caller says.
    const spoken = all.filter((o) => !['linux/optee/send.ts', 'linux/arm-ffa/conduit.ts'].includes(o.file));
    expect(spoken.filter((o) => o.first === '' && o.op !== 'send').map((o) => `${o.file}: ${o.op}`)).toEqual([]);
  });

  test('a sentence stands once in its file, so it leads back to one line', () => {
    const places = new Map<string, number>();
    for (const o of all)
      if (o.first !== '') places.set(`${o.file}: ${o.first}`, (places.get(`${o.file}: ${o.first}`) ?? 0) + 1);
    expect([...places].filter(([, n]) => n > 1).map(([place]) => place)).toEqual([]);
  });
});

describe('the functions that a fault can be aimed at', () => {
  const named = new Set<string>();
  for (const o of all) {
    if (!['step', 'pointer', 'allocate', 'lookup'].includes(o.op)) continue;
    const fn = /^,\s*'([a-z_0-9]+)'/.exec(o.rest)?.[1];
    const fault = /faultName: '([a-z_:]+)'/.exec(o.rest)?.[1];
    if (fn !== undefined) named.add(fault ?? fn);
  }
  // `kernel` in init.ts and the sender's step are named by a variable.
  named.add('sync_send_receive').add('arm_ffa:kzalloc');

  test('every step that can fail is listed', () => {
    expect([...named].filter((fn) => !FAULTABLE.includes(fn)).sort()).toEqual([]);
  });

  test('every name that is listed belongs to a step', () => {
    expect(FAULTABLE.filter((fn) => !named.has(fn))).toEqual([]);
  });
});
