import { labelRegisters, rowLabel } from '../words/row-label.ts';
import { visible } from './plain-text.ts';
import type { Taken } from './selection.ts';
import type { Choice } from './subject.ts';

/** What a drawing by another program writes at a message: the row and what it is, its registers, the sentence. */
export const messageTexts = ({ event, text }: Taken, c: Choice): readonly string[] =>
  [
    `${event.row} ${rowLabel(text)}`.trim(),
    labelRegisters(event, text, c.registers),
    c.captions ? text.caption : '',
  ].flatMap((line) => (line === '' ? [] : [visible(line)]));
