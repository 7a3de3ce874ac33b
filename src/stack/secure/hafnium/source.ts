import { at, type Handler } from '../rules/rule.ts';

const COMMIT = '21bfbdc1d3dfb34b8f6849af79a32811944baaf6';

export const HAFNIUM_SOURCE = 'Hafnium (21bfbdc1)';

/** The same, short, behind a link. */
export const HAFNIUM_REVISION = 'Hafnium 21bfbdc1';

/** A function of src/api.c, with the line of its definition. */
export const api = (fn: string, line: number): Handler => at('src/api.c', fn, line);

export const hafniumHref = ({ file, line }: Handler): string =>
  `https://github.com/TF-Hafnium/hafnium/blob/${COMMIT}/${file}#L${line}`;
