import type { ChainFrame } from '../reports/report.ts';
import type { FileStory, Story } from './file-story.ts';
import type { Finding, RankedCause, Shown } from './finding.ts';

// The story of a text in plain lines, for a terminal or a mail.

const WIDTH = 100;

/** The story as lines; none, where nothing was understood. `brief` leaves out what is less likely, and the sources. */
export function printStory(told: FileStory, length: 'whole' | 'brief' = 'whole'): readonly string[] {
  const many = told.stories.length > 1;
  const lines = length === 'whole' ? storyLines : briefLines;
  return [
    ...told.stories.flatMap((s, i) => [...(i > 0 && length === 'whole' ? [''] : []), ...lines(s, many ? i + 1 : null)]),
    ...(length === 'whole'
      ? harmlessLines(told.harmless, told.stories.length > 0)
      : told.harmless.map((f) => `needs no action, line ${f.line}: ${f.says}`)),
  ];
}

function storyLines(s: Story, number: number | null): string[] {
  const [top, ...rest] = s.first.causes;
  const head = number === null ? 'First cause' : `Story ${number}, first cause`;
  return [
    ...wrapped(`${head}, line ${s.first.line}: `, top === undefined ? s.first.says : top.title),
    ...wrapped('    ', s.first.text),
    ...(top === undefined ? [] : wrapped('  ', s.first.says)),
    ...s.again.flatMap((f) => wrapped(`  Again, line ${f.line}: `, f.text)),
    ...(top === undefined
      ? [
          s.first.ruledOut.length > 0
            ? '  What is known to lead to it is ruled out.'
            : '  Nothing is known that leads to it.',
        ]
      : causeLines(top)),
    ...(s.first.report === null ? [] : chainLines(s.first.report.chain)),
    ...(rest.length === 0 ? [] : [`  It may also be, less likely:`]),
    ...rest.flatMap((c) => wrapped('  - ', `${c.title}${signs(c)}`)),
    ...s.first.ruledOut.flatMap((r) => wrapped('  Ruled out: ', `${r.title} (line ${r.by.line}: ${r.by.says})`)),
    ...(s.consequences.length === 0 ? [] : ['  What follows from it:']),
    ...s.consequences.flatMap((c, i) =>
      wrapped(c.good ? '   ok ' : `  ${String(i + 1).padStart(3)} `, `line ${c.line}: ${c.says}`),
    ),
  ];
}

/** A first cause in a few lines: what it is, what speaks for it, what follows, what to do. */
function briefLines(s: Story, number: number | null): string[] {
  const [top] = s.first.causes;
  const head = number === null ? 'first cause' : `first cause ${number}`;
  return [
    `${head}, line ${s.first.line}: ${top?.title ?? s.first.says}`,
    ...(s.again.length === 0 ? [] : [`  and again: ${s.again.map((f) => `line ${f.line}`).join(', ')}`]),
    ...(top === undefined ? [] : top.pro.map((e) => `  + line ${e.line}: ${e.says}`)),
    ...(top === undefined ? [] : top.contra.map((e) => `  - line ${e.line}: ${e.says}`)),
    ...s.consequences.map((c) => `  > line ${c.line}: ${c.says}`),
    ...(top === undefined ? [] : [`  next: ${top.next}`]),
  ];
}

function causeLines(c: RankedCause): string[] {
  return [
    ...wrapped('  ', c.because),
    ...c.pro.flatMap((e) => shownLines('+', e)),
    ...c.contra.flatMap((e) => shownLines('-', e)),
    ...c.open.flatMap((o) => wrapped('  ? ', `Not in this text: ${o}`)),
    ...wrapped('  Next: ', c.next),
    ...wrapped('  Source: ', `${c.source} (seen ${c.seen})`),
    ...wrapped(
      '  Run: ',
      'cannot' in c.show ? `none. ${c.show.cannot}` : JSON.stringify(c.show.scenario),
      Number.POSITIVE_INFINITY,
    ),
  ];
}

const shownLines = (sign: string, e: Shown): string[] => wrapped(`  ${sign} `, `line ${e.line}: ${e.says}`);

const signs = (c: RankedCause): string =>
  c.pro.length + c.contra.length === 0 ? '' : ` (${c.pro.length} for, ${c.contra.length} against)`;

/** The chain, outermost first, as it was called. */
const chainLines = (chain: readonly ChainFrame[]): string[] =>
  chain.length === 0
    ? []
    : wrapped(
        '  Call chain: ',
        [...chain]
          .reverse()
          .map((f) => f.fn)
          .join(' > '),
      );

function harmlessLines(harmless: readonly Finding[], after: boolean): string[] {
  if (harmless.length === 0) return [];
  return [
    ...(after ? [''] : []),
    'Needs no action:',
    ...harmless.flatMap((f) =>
      wrapped('  ', `line ${f.line}: ${[f.says, ...(f.causes[0]?.pro ?? []).map((e) => e.says)].join(' ')}`),
    ),
  ];
}

/** Text behind a prefix, cut into lines at blanks; what follows is indented by four more than the prefix begins. */
function wrapped(prefix: string, text: string, width = WIDTH): string[] {
  const indent = ' '.repeat((/^ */.exec(prefix)?.[0].length ?? 0) + 4);
  const lines: string[] = [];
  let line = prefix;
  for (const word of text.split(' ')) {
    const joined = line === prefix || line === indent ? line + word : `${line} ${word}`;
    if (joined.length > width && line.trim() !== '' && line !== prefix) {
      lines.push(line);
      line = indent + word;
    } else line = joined;
  }
  return [...lines, line];
}
