// The platform's compression streams: browsers and Node 18 and newer have them under the same names. This folder
// compiles without the DOM library, so the little that is used of them is written down here.

interface ByteStream {
  readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
}
interface Platform {
  readonly CompressionStream: new (format: 'deflate-raw' | 'gzip') => ByteStream;
  readonly DecompressionStream: new (format: 'deflate-raw') => ByteStream;
}
const platform = globalThis as unknown as Platform;

/** The bytes as a raw DEFLATE stream (RFC 1951). The result may differ between platforms; what it inflates to does not. */
export async function deflateRaw(bytes: Uint8Array): Promise<Uint8Array> {
  return (await pump(new platform.CompressionStream('deflate-raw'), bytes, Number.POSITIVE_INFINITY)) as Uint8Array;
}

/** The bytes as a gzip file (RFC 1952). */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  return (await pump(new platform.CompressionStream('gzip'), bytes, Number.POSITIVE_INFINITY)) as Uint8Array;
}

/** What a raw DEFLATE stream inflates to; 'damaged' where it is none, 'too large' above `max` bytes (and it stops there). */
export async function inflateRaw(bytes: Uint8Array, max: number): Promise<Uint8Array | 'damaged' | 'too large'> {
  try {
    return (await pump(new platform.DecompressionStream('deflate-raw'), bytes, max)) ?? 'too large';
  } catch {
    return 'damaged';
  }
}

async function pump(stream: ByteStream, bytes: Uint8Array, max: number): Promise<Uint8Array | null> {
  const writer = stream.writable.getWriter();
  // A broken stream fails both ends: the reader reports it, so the writer's failure is only kept from being unhandled.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) break;
    size += value.length;
    if (size > max) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  await written;
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
