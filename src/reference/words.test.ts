import { describe, expect, test } from 'vitest';
import { callByName } from '../abi/ffa-call.ts';
import { FUNCTION_IDS, type FunctionName } from '../abi/function-id.ts';
import { ensure } from '../base/assert.ts';
import { LESSONS } from '../lessons/gallery.ts';
import { opteeWorld } from '../stack/secure/optee-spmc/world.ts';
import { answersOf } from '../stack/secure/rules/list.ts';
import { ACTOR_ORDER } from '../trace/actors.ts';
import { CONTEXTS } from '../trace/contexts.ts';
import { originOf } from './el3-callers.ts';
import { firstUses } from './first-use.ts';
import { TERM_OF_ACTOR, TERM_OF_CONTEXT, TERMS, termById, termOfHeading } from './glossary.ts';
import { linked } from './linked.ts';
import { plain } from './page.ts';
import { SIGNS } from './signs.ts';
import { SPEC_SECTIONS } from './spec-sections.ts';

describe('the glossary', () => {
  test('has a word for every lane, every context and every heading of the state', () => {
    for (const actor of ACTOR_ORDER) expect(termById(TERM_OF_ACTOR[actor]), actor).not.toBeNull();
    for (const [kind, id] of Object.entries(TERM_OF_CONTEXT)) expect(termById(id), kind).not.toBeNull();
    const letters = Object.values(CONTEXTS).map((c) => c.letter);
    for (const letter of letters) expect(termById('context')?.says).toMatch(new RegExp(`\\b${letter} `));
    for (const heading of ['State', 'Held by the driver', 'SPMC, VM 0', 'Notifier hash, by bucket'])
      expect(termById(termOfHeading(heading) ?? ''), heading).not.toBeNull();
  });

  test('tells words apart, in whole sentences, and finds each word of its own', () => {
    expect(new Set(TERMS.map((t) => t.id)).size).toBe(TERMS.length);
    for (const t of TERMS) {
      expect(t.id).toMatch(/^[a-z][a-z-]*$/);
      expect(t.says, t.id).toMatch(/^[A-Z0-9].*\.$/);
      if (t.finds !== undefined) expect(t.finds.global, t.id).toBe(false);
    }
  });
});

describe('first uses', () => {
  test('a word is explained once in a lesson, where it stands first', () => {
    const [a, b] = firstUses(['The SPMC answers.', 'The SPMC and the SPMD.']);
    expect(a).toEqual([
      { text: 'The ', term: null },
      { text: 'SPMC', term: 'spmc' },
      { text: ' answers.', term: null },
    ]);
    expect(b?.filter((p) => p.term !== null)).toEqual([{ text: 'SPMD', term: 'spmd' }]);
  });

  test('no text of a lesson is changed, and every lesson explains something', () => {
    for (const { name, glosses } of LESSONS) {
      const texts = glosses.map((g) => g.text);
      const pieces = firstUses(texts);
      expect(pieces.map((p) => p.map((x) => x.text).join(''))).toEqual(texts);
      const terms = pieces.flat().flatMap((p) => p.term ?? []);
      expect(new Set(terms).size, name).toBe(terms.length);
      expect(terms.length, name).toBeGreaterThan(0);
    }
  });
});

test('names in sentences lead to their pages, and the words stay', () => {
  const text = 'Linux makes −EACCES (−13) of DENIED, see docs/recordings.md#22d and rule I9; FFA_RUN, CONFIG_X.';
  const pieces = linked(text);
  expect(plain(pieces)).toBe(text.replace('docs/recordings.md#22d', 'recordings 22d'));
  const to = pieces.flatMap((p) => (typeof p === 'string' ? [] : [p.to ?? p.href]));
  expect(to).toEqual(['errors/EACCES', 'errors/DENIED', 'docs/recordings.html#22d', 'rules/I9', 'calls/FFA_RUN']);
});

test('who may call is what EL3 does with a call of the normal world', () => {
  for (const name of Object.keys(FUNCTION_IDS) as FunctionName[]) {
    const call = ensure(callByName(name), name);
    const width = call.widths.includes(32) ? 32 : 64;
    const { statuses } = answersOf(opteeWorld.parties, call.encode({}, width));
    const sentences = [...statuses.values()].flat();
    const refused = sentences.some((s) => /^EL3(?:: (?:only|this call)| does not know)/.test(s));
    expect(refused, name).toBe(originOf(name) === 'secure' || originOf(name) === 'nobody');
  }
});

test('sections of the specification belong to editions that have the call', () => {
  for (const [name, sections] of Object.entries(SPEC_SECTIONS))
    for (const { edition, section } of sections) {
      expect(edition >= FUNCTION_IDS[name as FunctionName].since, name).toBe(true);
      expect(section, name).toMatch(/^\d+(\.\d+)+$/);
    }
});

test('every sign is drawn and told apart', () => {
  expect(new Set(SIGNS.map((s) => JSON.stringify([s.shapes, s.letters]))).size).toBe(SIGNS.length);
  for (const { says } of SIGNS) expect(says).toMatch(/\.$/);
});
