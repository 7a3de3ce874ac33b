/** A clause as a sentence. The name of a register keeps its small letter: `w5..w7 must be zero.` */
export const sentenceOf = (clause: string): string =>
  `${/^[wx]\d/.test(clause) ? clause.charAt(0) : clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
