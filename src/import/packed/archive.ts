/** One file of an archive. Its bytes are asked for before the next file is. */
export interface Member {
  readonly name: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** Hears of a file of an archive that is not read. */
export type OnSkipped = (name: string) => void;

/** So much of a file tells text from what is none. */
const HEAD = 512;

/**
 * The files of an archive as one text, each behind a line with its name as `head` prints it. A file that is no text is left
 * out, but where it is the first and `isKnown`: then it is all that is read.
 */
export async function* joined(
  members: AsyncIterable<Member>,
  isKnown: (head: Uint8Array) => boolean,
  skipped: OnSkipped,
): AsyncGenerator<Uint8Array> {
  let files = 0;
  let isBinary = false;
  for await (const { name, bytes } of members) {
    const first: IteratorResult<Uint8Array, unknown> = await bytes.next();
    if (first.done === true) continue;
    const isText = !first.value.subarray(0, HEAD).includes(0);
    if (isBinary || !(isText || (files === 0 && isKnown(first.value)))) {
      skipped(name);
      for await (const _ of bytes);
      continue;
    }
    isBinary = !isText;
    if (files++ > 0) yield new TextEncoder().encode(`\n==> ${name} <==\n`);
    yield first.value;
    yield* bytes;
  }
}
