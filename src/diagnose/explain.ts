import type { Unwrap } from '../import/wrapping/unwrap.ts';
import { explainCode } from './codes.ts';
import type { FileStory } from './story/file-story.ts';
import type { Finding, RankedCause } from './story/finding.ts';
import { StoryReader } from './story/story-reader.ts';

/** One message that was found in a text, with what can lead to it. */
export interface Explanation {
  readonly symptom: string;
  /** The line of the text, from 1. */
  readonly line: number;
  readonly text: string;
  /** What the line says, in words. */
  readonly meaning: string;
  /** The most likely first; empty where the line is understood and nothing is known to lead to it. */
  readonly causes: readonly RankedCause[];
  /** The message as it was found; null for a bare number or name. */
  readonly finding: Finding | null;
}

/** What a text is told to mean: its story, and each of its messages. */
export interface Explained {
  readonly story: FileStory;
  readonly explanations: readonly Explanation[];
  /** So many lines were read, and no more. */
  readonly cut: number | null;
}

/** So many lines tell what a tool has put around each. */
const HEAD_LINES = 500;

/**
 * What is behind the messages of a text: of Linux, OP-TEE, TF-A, Hafnium and U-Boot, and reports of the kernel. A number
 * or a name alone is told what it can be, when it is the whole text. What has no FF-A in it gives nothing.
 * @param wrappingOf finds what a tool has put around every line, by the first lines (import/wrapping/find-wrapping.ts).
 */
export function explainText(
  text: string,
  maxLines = Number.POSITIVE_INFINITY,
  wrappingOf: (head: readonly string[]) => Unwrap | null = () => null,
): Explained {
  const reader = new StoryReader();
  const lines = text.split(/\r?\n/);
  const cut = lines.length > maxLines ? maxLines : null;
  const unwrap = wrappingOf(lines.slice(0, HEAD_LINES));
  for (const [i, line] of lines.slice(0, maxLines).entries())
    for (const inside of unwrap?.line(line) ?? [line]) reader.line(inside, i + 1);
  for (const inside of unwrap?.end() ?? []) reader.line(inside, lines.length);
  const explanations = reader.findings().map(ofFinding);
  const code = explanations.length === 0 && !/\n\s*\S/.test(text.trim()) ? explainCode(text) : null;
  if (code !== null)
    return {
      cut,
      story: reader.story(),
      explanations: [
        {
          symptom: code.symptom,
          line: 1,
          text: text.trim(),
          meaning: code.meaning,
          causes: code.causes,
          finding: null,
        },
      ],
    };
  return { story: reader.story(), explanations, cut };
}

/** Each message of a text with what can lead to it, in the order of the lines. */
export const explain = (text: string): readonly Explanation[] => explainText(text).explanations;

const ofFinding = (f: Finding): Explanation => ({
  symptom: f.id,
  line: f.line,
  text: f.text,
  meaning: f.says,
  causes: f.causes,
  finding: f,
});
