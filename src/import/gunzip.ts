/** The bytes of a gzip stream, unpacked as they come. Throws where the stream is damaged or ends early. */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpack = new DecompressionStream('gzip');
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
