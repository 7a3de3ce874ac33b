import { type Sentence, sentences } from './sentence.ts';
import { type Token, tokenize, tokenLines } from './tokens.ts';

/** A source file ready to be shown: its lines in coloured pieces, and where its sentences stand. */
export interface SourceText {
  readonly lines: readonly (readonly Token[])[];
  readonly sentences: readonly Sentence[];
}

export function sourceText(source: string): SourceText {
  const text = source.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const tokens = tokenize(text);
  return { lines: tokenLines(tokens), sentences: sentences(text, tokens) };
}
