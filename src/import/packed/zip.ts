import type { Member } from './archive.ts';
import { inflated } from './streams.ts';

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;

const END = 0x06_05_4b_50;
const ENTRY = 0x02_01_4b_50;
/** The end has at most so long a comment. */
const COMMENT = 65_535;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

/** The files of a zip archive. Its directory is at its end, so all its bytes are taken first. Throws where it has none. */
export async function* membersOfZip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Member> {
  const file = new Uint8Array(await new Blob(await chunksOf(source)).arrayBuffer());
  const view = new DataView(file.buffer);
  const entries = entriesOf(file, view);
  if (entries.length === 0) throw new Error('the archive has no directory at its end');
  for (const { name, method, packed, at } of entries) {
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (!name.endsWith('/')) yield { name, bytes: unpacked(file.subarray(from, from + packed), method, name) };
  }
}

async function* unpacked(bytes: Uint8Array, method: number, name: string): AsyncGenerator<Uint8Array> {
  if (method === 0) yield bytes;
  else if (method === 8) yield* inflated(once(bytes), 'deflate-raw');
  else throw new Error(`${name} is packed with method ${method}, which is not read here`);
}

function entriesOf(file: Uint8Array, view: DataView): Entry[] {
  let end = file.length - 22;
  while (end >= Math.max(0, file.length - 22 - COMMENT) && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) return [];
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    if (at + 46 > file.length || view.getUint32(at, true) !== ENTRY) break;
    const length = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(file.subarray(at + 46, at + 46 + length)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries.filter((e) => e.at + 30 <= file.length);
}

async function chunksOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of source) chunks.push(chunk.slice());
  return chunks;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
