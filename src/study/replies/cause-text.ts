/** The conditions of several rules as one sentence. */
export function causeText(sentences: readonly string[]): string {
  const text = sentences.join('; or ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
