/** The same bytes, the first piece of them long enough to tell what a file is. */
export async function* withHead(source: AsyncGenerator<Uint8Array>, least: number): AsyncGenerator<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  // Not a for loop: leaving one would end the source.
  while (length < least) {
    const next = await source.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
  }
  if (length > 0) yield joined(head, length);
  yield* source;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
