import { opened, traceText } from '../import/fixtures/files.ts';
import { pairLines } from '../layout/pair-lines.ts';
import { galleryScenario } from '../lessons/gallery.ts';
import { run } from '../scenario/run.ts';
import type { Run } from '../scenario/types.ts';
import { alignmentOf, alike } from '../study/alignment.ts';
import type { TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { SAMPLE } from '../trace/sample.fixture.ts';
import type { PairSubject } from './pair-subject.ts';
import { runSubject } from './run-subject.ts';
import type { Subject } from './subject.ts';

// For tests alone: what is exported in them, unit tests and those in a browser alike.

export function lessonRun(name: string): Run {
  const scenario = galleryScenario(name);
  if (scenario === null) throw new Error(`there is no lesson ${name}`);
  return run(scenario);
}

/** Lessons 1, 3 and 8, and a recording of a machine. */
export const SUBJECTS: { readonly [name: string]: () => Promise<Subject> } = {
  probe: () => runSubject(lessonRun('probe')),
  'eacces-walk': () => runSubject(lessonRun('eacces-walk')),
  'two-ways': () => runSubject(lessonRun('two-ways')),
  'f-async-uart': async () => traceSubject('f-async-uart.trace.txt', (await opened(traceText('f-async-uart'))).trace),
};

const traceSubject = (title: string, trace: Subject['trace']): Subject => ({
  title,
  facts: ['A recording of a machine.'],
  trace,
  history: new History(trace),
  link: null,
  revision: null,
  run: null,
});

/** What is a sign in one of the formats, or in a terminal. */
export const SIGNS: readonly string[] = [
  'a;b; c #35; # 5 #quot; &amp; &lt; &#35;',
  'end',
  'the end of END; end',
  '%% comment %%{init: {}}%% %date() %newline() $var $$x^2$$',
  'a->>b: c -->> d ->x e',
  '"quoted" \'single\' `code` ``two``` \\n \\ \\',
  '<b>bold</b> <br/> <script>alert(1)</script> <U+0041> <size:40>big',
  'style x: #fff; classDef a:b#c;',
  'minus -',
  '- minus',
  '**bold** //italic// __under__ ~~wave~~ --strike-- ""mono"" ==head== [[link]] [a](b) ![c](d) ||t||',
  '*/ /* ??/ ??) // \\',
  ': colon :smile: note over a : b',
  '1. one',
  '# head',
  '{brace} [bracket] (paren) |bar| ~tilde~ ^hat^ !bang @startuml @enduml',
  "' apostrophe",
  'two  spaces   three',
  'tab\there, line\nbreak, return\r, escape \u001b[31m red, bidi \u202e abc',
  'Grüße, 日本語の文字列, ﬂ°°59¶ß, emoji 🙂',
  `x${'0123456789abcdef'.repeat(40)}`,
  `long ${'words and '.repeat(60)}`,
];

const log = (row: number, text: string): TraceEvent => ({
  ...(SAMPLE[0] as TraceEvent),
  row,
  at: row * 1000,
  why: text,
  kind: 'log',
  who: row % 2 === 0 ? 'optee-driver' : 'spmc',
  level: row % 3 === 0 ? 'error' : 'info',
  text,
});

/** The signs as lines of a log, as names of functions with arguments, and as the title. */
export function signsSubject(): Subject {
  const logs = SIGNS.map((text, i) => log(i, text));
  const steps = SIGNS.map(
    (text, i): TraceEvent => ({
      ...(SAMPLE[0] as TraceEvent),
      row: logs.length + i,
      at: (logs.length + i) * 1000,
      why: text,
      kind: 'step',
      who: 'optee-driver',
      to: 'arm_ffa',
      fn: 'fn',
      args: { text },
      rc: i % 2 === 0 ? -13 : 0,
      depth: 0,
      enter: null,
    }),
  );
  return traceSubject(SIGNS.slice(0, 10).join(' '), MemoryTrace.of([...logs, ...steps]));
}

/** Two runs that part, side by side as the page and `diff` have them: lesson 3 and its variant. */
export async function pairSubject(): Promise<PairSubject> {
  const [left, right] = [await runSubject(lessonRun('eacces-walk')), await runSubject(lessonRun('eacces-walk-32'))];
  return { left, right, lines: linesBeside(left, right), link: '#s=both' };
}

/** The signs beside themselves with other answers, so that each stands on both sides. */
export async function signsPair(): Promise<PairSubject> {
  const left = signsSubject();
  const rows = [...left.trace.rows()].map((e): TraceEvent => (e.kind === 'step' ? { ...e, rc: -22 } : e));
  const right = { ...left, trace: MemoryTrace.of(rows) };
  return { left, right, lines: linesBeside(left, right), link: null };
}

const linesBeside = ({ trace: a }: Subject, { trace: b }: Subject) =>
  pairLines(alignmentOf(a, b), alike(a, b), new Set());
