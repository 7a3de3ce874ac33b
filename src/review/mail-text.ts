import { ascii, wrapped as broken } from '../export/plain-text.ts';
import { COLUMNS } from '../export/text.ts';

export { COLUMNS };

/** A text in ASCII as far as it is ours, in lines of at most `width` columns, each after `indent`. */
export const wrapped = (text: string, indent = '', width: number = COLUMNS): string[] =>
  broken(ascii(text), width - indent.length).map((line) => indent + line);
