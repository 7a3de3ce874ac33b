import { fail, type Result } from '../../base/result.ts';
import { joined, type Member } from './archive.ts';
import { inflated, unzstd } from './streams.ts';
import { isTar, membersOfTar } from './tar.ts';
import { withHead } from './with-head.ts';
import { isZip, membersOfZip } from './zip.ts';

/** So many packings may be around a file: a packed archive of packed files. */
const DEEPEST = 4;

type Bytes = AsyncGenerator<Uint8Array>;

/** What there is to know and to say where a file is unpacked. */
export interface Unpacking {
  /** So many bytes tell what a file is. */
  readonly least: number;
  /** Is this the beginning of a binary file that is read here? */
  isKnown(head: Uint8Array): boolean;
  /** There is an archive: what a file is may be told by a later one of it. */
  archive(): void;
  /** Hears of a file of an archive that is not read. */
  skipped(name: string): void;
}

const begins =
  (...bytes: readonly number[]) =>
  (head: Uint8Array): boolean =>
    bytes.every((b, i) => head[i] === b);

const STREAMS: readonly { is(head: Uint8Array): boolean; open(source: Bytes): Bytes }[] = [
  { is: begins(0x1f, 0x8b), open: (source) => inflated(source, 'gzip') },
  // zlib's header at the three levels that programs ask for; the second byte is no letter.
  {
    is: (head) => head[0] === 0x78 && (head[1] === 0x01 || head[1] === 0x9c || head[1] === 0xda),
    open: (source) => inflated(source, 'deflate'),
  },
  { is: begins(0x28, 0xb5, 0x2f, 0xfd), open: unzstd },
];
const ARCHIVES: readonly { is(head: Uint8Array): boolean; open(source: Bytes): AsyncGenerator<Member> }[] = [
  { is: isZip, open: membersOfZip },
  { is: isTar, open: membersOfTar },
];

/** The bytes as they are, or unpacked as often as they begin as something packed does. */
export async function* unpacked(source: Bytes, to: Unpacking, depth = 0): Bytes {
  const whole = withHead(source, to.least);
  const first = await whole.next();
  if (first.done === true) return;
  const all = async function* (): Bytes {
    yield first.value;
    yield* whole;
  };
  const inside = depth < DEEPEST ? insideOf(first.value, all(), to, depth) : null;
  yield* inside ?? all();
}

function insideOf(head: Uint8Array, all: Bytes, to: Unpacking, depth: number): Bytes | null {
  const stream = STREAMS.find((p) => p.is(head));
  if (stream !== undefined) return unpacked(stream.open(all), to, depth + 1);
  const archive = ARCHIVES.find((p) => p.is(head));
  if (archive === undefined) return null;
  to.archive();
  const members = async function* (): AsyncGenerator<Member> {
    for await (const { name, bytes } of archive.open(all)) yield { name, bytes: unpacked(bytes, to, depth + 1) };
  };
  return joined(members(), to.isKnown, to.skipped);
}

/** Packings that are not read here, and what is typed to unpack each. */
const OTHERS: readonly { readonly name: string; readonly type: string; is(head: Uint8Array): boolean }[] = [
  { name: 'xz', type: 'xz -dk FILE', is: begins(0xfd, 0x37, 0x7a, 0x58, 0x5a) },
  { name: 'bzip2', type: 'bzip2 -dk FILE', is: begins(0x42, 0x5a, 0x68) },
  { name: '7-Zip', type: '7z x FILE', is: begins(0x37, 0x7a, 0xbc, 0xaf) },
  { name: 'lz4', type: 'lz4 -d FILE', is: begins(0x04, 0x22, 0x4d, 0x18) },
  { name: 'lzop', type: 'lzop -dk FILE', is: begins(0x89, 0x4c, 0x5a, 0x4f) },
  { name: 'lzip', type: 'lzip -dk FILE', is: begins(0x4c, 0x5a, 0x49, 0x50) },
  { name: 'RAR', type: 'unrar x FILE', is: begins(0x52, 0x61, 0x72, 0x21) },
  { name: 'compress', type: 'uncompress FILE', is: begins(0x1f, 0x9d) },
  { name: 'cpio', type: 'cpio -id < FILE', is: begins(0x30, 0x37, 0x30, 0x37, 0x30) },
];

/** What is typed to unpack a file that is packed in a way that is not read here; null for another file. */
export function packedProblem(head: Uint8Array): Result<never> | null {
  const found = OTHERS.find((o) => o.is(head));
  if (found === undefined) return null;
  return fail(
    `This file is packed with ${found.name}, which is not read here.`,
    '',
    `Type \`${found.type}\` and open what it writes. What is packed with gzip, zlib, zstd, zip or tar is opened as it is.`,
  );
}
