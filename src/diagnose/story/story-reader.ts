import { ReportReader } from '../reports/read-report.ts';
import { SYMPTOMS } from '../symptoms/index.ts';
import type { Evidence, Symptom } from '../symptoms/symptom.ts';
import { assess, type Hit } from './assess.ts';
import { bare } from './bare.ts';
import { Boots } from './boots.ts';
import { EvidenceLines, evidenceKey } from './evidence-lines.ts';
import type { FileStory } from './file-story.ts';
import type { Finding } from './finding.ts';
import { OUTCOMES, type Outcome } from './outcomes.ts';
import { speakersOf } from './speaker.ts';
import { storiesOf } from './stories.ts';
import { WordIndex } from './word-index.ts';

/** A line longer than this is cut: no message is. */
const MAX_LINE = 1000;
/** Different messages that are kept; a file with more is not read by a person. */
const MAX_HITS = 400;
/** Lines of which the row is kept. */
const MAX_ROWS = 5000;

const ALL_EVIDENCE: readonly Evidence[] = [
  ...new Map(
    SYMPTOMS.flatMap((s) => s.causes)
      .flatMap((c) => [...(c.pro ?? []), ...(c.contra ?? []), ...(c.needs ?? []), ...(c.never ?? [])])
      .map((e) => [evidenceKey(e), e]),
  ).values(),
];

const SYMPTOM_INDEX = new WordIndex(SYMPTOMS, (s) => s.pattern);
const EVIDENCE_INDEX = new WordIndex(ALL_EVIDENCE, (e) => e.line);
const OUTCOME_INDEX = new WordIndex(OUTCOMES, (o) => o.line);

/** Starts that are told apart; what comes after stands in the last one. */
const MAX_BOOTS = 100;

/** Reads a text line by line and keeps what a story needs: a file of any length is never held. */
export class StoryReader {
  readonly #hits = new Map<string, Hit>();
  readonly #reports = new ReportReader();
  readonly #evidence = new EvidenceLines();
  readonly #outcomes: { outcome: Outcome; line: number; text: string; boot: number }[] = [];
  readonly #reportBoots = new Map<number, number>();
  readonly #rows = new Map<number, number>();
  /** Counts what was kept, so that a line of which nothing was kept is told. */
  #kept = 0;
  readonly #boots = new Boots(MAX_BOOTS);
  #boot = 0;
  #lines = 0;

  /** Grows with each line of which something was kept. */
  get kept(): number {
    return this.#kept;
  }

  /** One line of the text, from 1, and the row of the recording that it became. */
  line(whole: string, number: number, row: number | null = null): void {
    this.#lines = number;
    const raw = whole.length > MAX_LINE ? whole.slice(0, MAX_LINE) : whole;
    const { text, kernel } = bare(raw);
    this.#boot = this.#boots.line(text, kernel);
    const kept = this.#kept;
    this.#gather(text, number);
    const inReport = this.#reports.line({ text, number });
    if (inReport && !this.#reportBoots.has(number)) this.#reportBoots.set(number, this.#boot);
    if (inReport) this.#kept++;
    const speakers = speakersOf(text);
    for (const symptom of SYMPTOM_INDEX.candidates(text)) {
      if (speakers !== null && !speakers.includes(symptom.who)) continue;
      const m = symptom.pattern.exec(text);
      if (m === null) continue;
      this.#hit(symptom, m, raw.trim(), number);
      break;
    }
    if (row !== null && this.#kept !== kept && this.#rows.size < MAX_ROWS) this.#rows.set(number, row);
  }

  #hit(symptom: Symptom, m: RegExpExecArray, text: string, line: number): void {
    const key = `${this.#boot} ${symptom.id} ${m[0]}`;
    const known = this.#hits.get(key);
    this.#kept++;
    if (known !== undefined) known.times++;
    else if (this.#hits.size < MAX_HITS)
      this.#hits.set(key, { symptom, numbers: numbersOf(m), line, text, boot: this.#boot, times: 1 });
  }

  #gather(text: string, line: number): void {
    for (const e of EVIDENCE_INDEX.candidates(text)) {
      if (!e.line.test(text)) continue;
      this.#kept++;
      this.#evidence.add(e, this.#boot, { line, text });
    }
    for (const outcome of OUTCOME_INDEX.candidates(text))
      if (outcome.line.test(text) && this.#outcomes.length < MAX_HITS)
        this.#kept += this.#outcomes.push({ outcome, line, text: text.trim(), boot: this.#boot });
  }

  /** What was understood, in the order of its lines. */
  findings(): readonly Finding[] {
    return assess(
      [...this.#hits.values()],
      this.#reports.reports(),
      this.#evidence,
      (line) => this.#reportBoots.get(line) ?? 0,
    );
  }

  /** The story of the text so far. */
  story(): FileStory {
    return storiesOf(this.findings(), this.#outcomes, this.#lines, this.#rows);
  }
}

/** The named groups of a match; `rc2` stands for `rc` in another form of the same message. */
function numbersOf(m: RegExpExecArray): Readonly<Record<string, string>> {
  const numbers: Record<string, string> = {};
  for (const [name, value] of Object.entries(m.groups ?? {})) {
    if (value === undefined) continue;
    numbers[name.replace(/(?<=[a-z])\d$/, (d) => (/^w\d$/.test(name) ? d : ''))] ??= value;
  }
  return numbers;
}

/** The story of a text that is there as a whole. */
export function readStory(text: string): FileStory {
  const reader = new StoryReader();
  for (const [i, line] of text.split(/\r?\n/).entries()) reader.line(line, i + 1);
  return reader.story();
}
