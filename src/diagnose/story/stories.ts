import { fill, holds } from '../symptoms/fill.ts';
import type { Consequence, FileStory, Story } from './file-story.ts';
import type { Finding } from './finding.ts';
import type { Outcome } from './outcomes.ts';

interface Met {
  readonly outcome: Outcome;
  readonly line: number;
  readonly text: string;
  readonly boot: number;
}

/** Ties consequences to what they follow from, and puts the stories together. */
export function storiesOf(
  findings: readonly Finding[],
  outcomes: readonly Met[],
  lines: number,
  rows: ReadonlyMap<number, number> = new Map(),
): FileStory {
  const parents = new Map<Finding, { readonly of: Finding; readonly says: string }>();
  for (const f of findings) {
    const parent = parentOf(f, findings, parents);
    if (parent !== null) parents.set(f, parent);
  }
  const rootOf = (f: Finding): Finding => {
    let at = f;
    for (let p = parents.get(at); p !== undefined; p = parents.get(at)) at = p.of;
    return at;
  };
  const firsts = findings.filter((f) => !parents.has(f));
  const roots = firsts.filter((f) => firsts.find((g) => isSame(f, g)) === f);
  const harmless = roots.filter((f) => f.grade === 'harmless');
  const stories = roots
    .filter((f) => f.grade !== 'harmless')
    .map((first): Story => {
      const again = firsts.filter((f) => f !== first && isSame(f, first));
      const members = findings.filter((f) => parents.has(f) && isSame(rootOf(f), first));
      const told = members.map(
        (f): Consequence => ({
          line: f.line,
          text: f.text,
          says: fill(parents.get(f)?.says ?? f.says, f.numbers),
          good: false,
          finding: f,
        }),
      );
      return {
        first,
        again,
        consequences: [...told, ...endsOf([first, ...members], outcomes)].sort((a, b) => a.line - b.line),
      };
    });
  return { lines, stories, harmless, rows };
}

/** What a message follows from: the nearest above it of the same start of the machine, else the nearest below. */
function parentOf(
  f: Finding,
  findings: readonly Finding[],
  parents: ReadonlyMap<Finding, { readonly of: Finding }>,
): { of: Finding; says: string } | null {
  for (const rule of f.follows) {
    if (!holds(rule.when, f.numbers)) continue;
    const fits = findings.filter(
      (g) => g !== f && g.boot === f.boot && rule.of.some((id) => named(id, g.id)) && !descends(g, f, parents),
    );
    const of = fits.filter((g) => g.line <= f.line).at(-1) ?? fits[0];
    if (of !== undefined) return { of, says: rule.says };
  }
  return null;
}

/** Is it one cause that shows itself twice? Messages of which no cause is known are each their own. */
const isSame = (f: Finding, g: Finding): boolean =>
  f === g || (f.id === g.id && f.boot === g.boot && f.causes[0] !== undefined && f.causes[0].id === g.causes[0]?.id);

const named = (rule: string, id: string): boolean =>
  rule.endsWith('*') ? id.startsWith(rule.slice(0, -1)) : rule === id;

/** Does `g` itself follow from `f`, over any number of steps? */
function descends(g: Finding, f: Finding, parents: ReadonlyMap<Finding, { readonly of: Finding }>): boolean {
  for (let at: Finding | undefined = g; at !== undefined; at = parents.get(at)?.of) if (at === f) return true;
  return false;
}

/** Lines that say how it went on, after the last message of a story and each once. */
function endsOf(members: readonly Finding[], outcomes: readonly Met[]): readonly Consequence[] {
  const last = Math.max(...members.map((f) => f.line));
  const seen = new Set<string>();
  return outcomes.flatMap((o): Consequence[] => {
    const fits =
      o.line > last &&
      members.some((f) => f.boot === o.boot && o.outcome.after.some((id) => named(id, f.id))) &&
      members.every((f) => f.grade !== 'stops');
    if (!fits || seen.has(o.outcome.id)) return [];
    seen.add(o.outcome.id);
    return [{ line: o.line, text: o.text, says: o.outcome.says, good: true, finding: null }];
  });
}
