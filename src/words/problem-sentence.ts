import { type Problem, problemText } from '../base/result.ts';

/** A problem as a person reads it: begins with a capital, and says the place only where the sentence does not. */
export function problemSentence(p: Problem): string {
  const text = problemText(p.what.includes(p.where) ? { ...p, where: '' } : p);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
