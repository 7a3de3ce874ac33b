import { sentenceOf } from '../../stack/secure/rules/sentence.ts';

/** The conditions of several rules as one sentence. */
export const causeText = (sentences: readonly string[]): string => sentenceOf(sentences.join('; or '));
