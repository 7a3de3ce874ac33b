import type { Evidence } from '../symptoms/symptom.ts';

/** One line of a text. */
export interface KeptLine {
  readonly line: number;
  readonly text: string;
}

/** Lines that are kept for one piece of evidence in one start of the machine: the first ones and the last. */
const MAX_LINES = 4;

/** One piece of evidence may be used by many causes, each with a sentence of its own. */
export const evidenceKey = (e: Evidence): string => `${e.line.flags} ${e.line.source}`;

/** Lines of a text that speak for or against causes, by the start of the machine in which they stand. */
export class EvidenceLines {
  readonly #lines = new Map<string, KeptLine[]>();

  add(e: Evidence, boot: number, line: KeptLine): void {
    const key = `${boot} ${evidenceKey(e)}`;
    const found = this.#lines.get(key) ?? [];
    if (found.length < MAX_LINES) found.push(line);
    else found[MAX_LINES - 1] = line;
    this.#lines.set(key, found);
  }

  of(e: Evidence, boot: number): readonly KeptLine[] {
    return this.#lines.get(`${boot} ${evidenceKey(e)}`) ?? [];
  }
}
