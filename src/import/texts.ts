/** Many texts as bytes: they travel from a worker to the page without a copy, and one is read when it is asked for. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  /** Where each text ends. */
  readonly ends: Uint32Array;
}

/** Equal texts become one; `of` has the number of each text of the list. */
export function packTexts(list: readonly string[]): { readonly texts: PackedTexts; readonly of: Uint32Array } {
  const numbers = new Map<string, number>();
  const of = Uint32Array.from(list, (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  });
  const encoder = new TextEncoder();
  const encoded = Array.from(numbers.keys(), (text) => encoder.encode(text));
  const ends = new Uint32Array(encoded.length);
  let at = 0;
  for (const [i, bytes] of encoded.entries()) {
    at += bytes.length;
    ends[i] = at;
  }
  const bytes = new Uint8Array(at);
  for (const [i, text] of encoded.entries()) bytes.set(text, (ends[i] as number) - text.length);
  return { texts: { bytes, ends }, of };
}

/** The text of this number; empty for a number that none has. */
export function textAt({ bytes, ends }: PackedTexts, number: number): string {
  const end = ends[number];
  return end === undefined ? '' : new TextDecoder().decode(bytes.subarray(number === 0 ? 0 : ends[number - 1], end));
}
