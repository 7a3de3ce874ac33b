type Format = 'gzip' | 'deflate' | 'deflate-raw';

/** The bytes of a packed stream, unpacked as they come. Throws where the stream is damaged or ends early. */
export async function* inflated(source: AsyncIterable<Uint8Array>, format: Format): AsyncGenerator<Uint8Array> {
  const unpack = new DecompressionStream(format);
  const writer = unpack.writable.getWriter();
  let broken: unknown = null;
  const feeding = (async () => {
    try {
      for await (const chunk of source) await writer.write(chunk as Uint8Array<ArrayBuffer>);
      await writer.close();
    } catch (e) {
      broken = e;
      await writer.abort(e).catch(() => undefined);
    }
  })();
  const reader = unpack.readable.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
    await feeding;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (broken !== null) throw broken;
}

/** The same of zstd; what unpacks it is loaded with the first such file. */
export async function* unzstd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const ready: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    // It fills its window again with what comes next.
    if (chunk.length > 0) ready.push(chunk.slice());
  });
  for await (const chunk of source) {
    stream.push(chunk);
    yield* ready.splice(0);
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}
