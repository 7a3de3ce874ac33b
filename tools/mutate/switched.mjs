// All mutants of a file in one text: which of them is on is asked while it runs, so nothing is built anew for a mutant.
import { sitesOf } from './sites.mjs';

const NAMES = {
  '===': 'same',
  '!==': 'other',
  '<': 'less',
  '<=': 'most',
  '>': 'more',
  '>=': 'least',
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'over',
  '%': 'rest',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'left',
  '>>': 'right',
  '>>>': 'down',
};

/** The module that the switched files import: `now` is the number of the mutant that is on. */
export function operators(table) {
  const each = Object.entries(NAMES).flatMap(([op, name]) => [
    `export const $${name} = (id, a, b) => ($now === id ? a ${table[op]} b : a ${op} b);`,
    `export const $${name}Told = (id, a, b) => $differs(id, a ${op} b, () => a ${table[op]} b);`,
  ]);
  return [
    'export var $now = globalThis.__mutant;',
    'export const $kept = { v: undefined };',
    'const reached = globalThis.__reached;',
    'export const $reached = (id) => { reached[id] = 1; };',
    // Broken, it may throw where it does not otherwise, as a division of a bigint by nothing does.
    'const same = (is, broken) => { try { return Object.is(is, broken()); } catch { return false; } };',
    'const $differs = (id, is, broken) => { if (reached[id] !== 1 && !same(is, broken)) reached[id] = 1; return is; };',
    ...each,
  ].join('\n');
}

/** What stands before and behind the place of a mutant, and instead of its text where that is replaced. */
function wrap(m, id, code) {
  switch (m.kind) {
    case 'constant':
      return { before: `($now===${id}?${m.to}:${code.slice(m.start, m.end)})`, behind: '', cut: [m.start, m.end] };
    case 'statement':
      return { before: `{if($now!==${id}){`, behind: '}}' };
    case 'condition':
      return { before: '((', behind: `)?$now!==${id}:$now===${id})` };
    case 'not':
      return {
        before: '($kept.v=',
        behind: `,$now===${id}?$kept.v:!$kept.v)`,
        cut: [m.start, m.end],
      };
    default: {
      const cut = [m.start, m.end];
      const name = NAMES[m.node.operator];
      if (name !== undefined) return { before: `$${name}(${id},`, behind: ')', cut, instead: ',' };
      // The right side is run where the left one, kept for a moment, says so: nothing else happens between.
      const [usual, broken] = {
        '&&': ['$kept.v', '!$kept.v'],
        '||': ['!$kept.v', '$kept.v'],
        '??': ['$kept.v==null', '$kept.v'],
      }[m.node.operator];
      return { before: '(($kept.v=', behind: ':$kept.v)', cut, instead: `,$now===${id}?${broken}:${usual})?` };
    }
  }
}

/**
 * The same text, which says what of it was reached; of an operator, whether it was with values of which the broken one makes
 * something else: no other run can tell the two apart.
 */
function told(m, id) {
  const name = m.kind === 'operator' ? NAMES[m.node.operator] : undefined;
  if (name !== undefined) return { before: `$${name}Told(${id},`, behind: ')', cut: [m.start, m.end], instead: ',' };
  return m.kind === 'statement'
    ? { before: `{$reached(${id});`, behind: '}' }
    : { before: `($reached(${id}),`, behind: ')' };
}

/**
 * The text of a file with its mutants in it, numbered from `first`; with `tells` it has none of them, and says which places
 * are reached.
 */
export function switched(code, path, first, tells) {
  const inserts = [];
  const cuts = [];
  sitesOf(code, path).forEach((m, i) => {
    const id = first + i;
    const { before, behind, cut, instead = '' } = tells ? told(m, id) : wrap(m, id, code);
    // Where several stand at one place: ends first, the innermost before the others; then what stands instead; then beginnings.
    inserts.push({ at: m.node.start, text: before, rank: 2, depth: m.depth });
    inserts.push({ at: m.node.end, text: behind, rank: 0, depth: -m.depth });
    if (cut !== undefined) cuts.push(cut);
    if (instead !== '') inserts.push({ at: m.start, text: instead, rank: 1, depth: 0 });
  });
  inserts.sort((a, b) => a.at - b.at || a.rank - b.rank || a.depth - b.depth);
  const pieces = [];
  let at = 0;
  const skip = new Map(cuts);
  const places = [...new Set([...inserts.map((i) => i.at), ...skip.keys()])].sort((a, b) => a - b);
  let next = 0;
  for (const place of places) {
    pieces.push(code.slice(at, Math.max(at, place)));
    at = Math.max(at, place);
    while (next < inserts.length && inserts[next].at === place) pieces.push(inserts[next++].text);
    const end = skip.get(place);
    if (end !== undefined) at = end;
  }
  pieces.push(code.slice(at));
  const names = ['$now', '$kept', '$reached', ...Object.values(NAMES).flatMap((n) => [`$${n}`, `$${n}Told`])];
  return `import { ${names.join(', ')} } from 'virtual:mutants';${pieces.join('')}`;
}
