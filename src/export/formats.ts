import { printTrace } from '../trace/print.ts';
import { cLines } from './c-list.ts';
import { jsonLines } from './jsonl.ts';
import { markdownLines } from './markdown.ts';
import { MOST_CHARACTERS, mermaidLines } from './mermaid.ts';
import { perfettoLines } from './perfetto.ts';
import { heightOf, MOST_PIXELS, plantumlLines } from './plantuml.ts';
import { takenRows } from './selection.ts';
import type { Choice, Subject } from './subject.ts';
import { svgLines } from './svg/lines.ts';
import { textLines } from './text.ts';

/** One way to take a run or a recording away. */
export interface Format {
  /** As `--format` takes it. */
  readonly name: string;
  /** As the page names it. */
  readonly label: string;
  readonly use: 'mail' | 'document' | 'program';
  /** The ending of its file, without the dot. */
  readonly ending: string;
  readonly mime: string;
  /** What it is, a clause for the help. */
  readonly what: string;
  /** Which parts of the choice it reads, besides the rows. */
  readonly reads: readonly ('detail' | 'registers' | 'captions' | 'state' | 'theme' | 'folds')[];
  /** Only a run has it. */
  readonly runOnly?: true;
  /** It is made of another format by the page, which can draw. */
  readonly drawnFrom?: 'svg';
  /** Its lines are put into the page as one file (one-file.ts), which needs the viewer. */
  readonly framed?: true;
  /** The most that its readers take: how large these lines are for them, the limit, and who says so. */
  readonly most?: {
    readonly sizeOf: (lines: readonly string[]) => number;
    readonly limit: number;
    readonly because: string;
  };
  /** The file, line by line, without the ends of lines. */
  readonly lines: (s: Subject, c: Choice) => Iterable<string>;
}

/** Every format, in the order in which help and page list them. The first one is what the command line prints when none is named. */
export const FORMATS: readonly Format[] = [
  {
    name: 'table',
    label: 'Table',
    use: 'mail',
    ending: 'txt',
    mime: 'text/plain',
    what: 'the rows in aligned columns, as wide as they are',
    reads: ['detail'],
    lines: (s, c) => printTrace(s.trace, takenRows(s, c)),
  },
  {
    name: 'text',
    label: 'Text, 72 columns',
    use: 'mail',
    ending: 'txt',
    mime: 'text/plain',
    what: 'lanes in ASCII for a mail, at most 72 columns, with the link',
    reads: ['detail', 'registers', 'captions'],
    lines: textLines,
  },
  {
    name: 'markdown',
    label: 'Markdown',
    use: 'mail',
    ending: 'md',
    mime: 'text/markdown',
    what: 'the story of the rows, with the registers of what failed',
    reads: ['detail', 'registers', 'captions'],
    lines: markdownLines,
  },
  {
    name: 'svg',
    label: 'SVG',
    use: 'document',
    ending: 'svg',
    mime: 'image/svg+xml',
    what: 'the diagram as drawn, light or dark; words stay words',
    reads: ['detail', 'registers', 'theme', 'folds'],
    lines: svgLines,
  },
  {
    name: 'png',
    label: 'PNG',
    use: 'document',
    ending: 'png',
    mime: 'image/png',
    what: 'the same as a picture; from the page, which can draw',
    reads: ['detail', 'registers', 'theme', 'folds'],
    drawnFrom: 'svg',
    // Readers of pictures and the canvas of a browser end at about this size; the picture is drawn at twice it.
    most: {
      sizeOf: (lines) => Number(/ height="([0-9.]+)"/.exec(lines[0] ?? '')?.[1] ?? 0),
      limit: 8000,
      because: 'A PNG is drawn with at most 8,000 pixels from top to bottom',
    },
    lines: svgLines,
  },
  {
    name: 'html',
    label: 'One page',
    use: 'mail',
    ending: 'html',
    mime: 'text/html',
    what: 'the page with these rows in it; opens from disk, sends nothing',
    reads: ['detail'],
    framed: true,
    lines: (s, c) => jsonLines(s, { ...c, state: true }),
  },
  {
    name: 'mermaid',
    label: 'Mermaid',
    use: 'document',
    ending: 'mmd',
    mime: 'text/plain',
    what: 'a sequence diagram for Mermaid',
    reads: ['detail', 'registers', 'captions'],
    most: {
      sizeOf: (lines) => lines.reduce((sum, line) => sum + line.length + 1, 0),
      limit: MOST_CHARACTERS,
      because: 'Mermaid draws at most 50,000 characters (its maxTextSize)',
    },
    lines: mermaidLines,
  },
  {
    name: 'plantuml',
    label: 'PlantUML',
    use: 'document',
    ending: 'puml',
    mime: 'text/plain',
    what: 'a sequence diagram for PlantUML',
    reads: ['detail', 'registers', 'captions'],
    most: {
      sizeOf: heightOf,
      limit: MOST_PIXELS,
      because: 'PlantUML draws at most 8,192 pixels from top to bottom in a browser (its maxSvgSize)',
    },
    lines: plantumlLines,
  },
  {
    name: 'jsonl',
    label: 'JSON lines',
    use: 'program',
    ending: 'jsonl',
    mime: 'application/x-ndjson',
    what: 'one event a line; opens again as a recording',
    reads: ['detail', 'state'],
    lines: jsonLines,
  },
  {
    name: 'perfetto',
    label: 'Perfetto',
    use: 'program',
    ending: 'json',
    mime: 'application/json',
    what: 'tracks by context with flows for calls, for ui.perfetto.dev',
    reads: ['detail'],
    lines: perfettoLines,
  },
  {
    name: 'c',
    label: 'C list of calls',
    use: 'program',
    ending: 'c',
    mime: 'text/x-c',
    what: 'the calls with their answers as initialisers in C',
    reads: ['captions'],
    lines: cLines,
  },
  {
    name: 'outcome',
    label: 'Outcome',
    use: 'program',
    ending: 'json',
    mime: 'application/json',
    what: 'one line of JSON: what the probe returned, frames, leaks, broken rules',
    reads: [],
    runOnly: true,
    lines: (s) => (s.run === null ? [] : [s.run.outcome()]),
  },
  {
    name: 'scenario',
    label: 'Scenario',
    use: 'program',
    ending: 'json',
    mime: 'application/json',
    what: 'the scenario with every default filled in',
    reads: [],
    runOnly: true,
    lines: (s) => (s.run === null ? [] : [s.run.scenario()]),
  },
];

export const formatNamed = (name: string): Format => {
  const format = FORMATS.find((f) => f.name === name);
  if (format === undefined) throw new RangeError(`there is no format ${name}`);
  return format;
};
