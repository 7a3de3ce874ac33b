import { type ByteCursor, textOf } from '../kernel-events/byte-cursor.ts';
import { Damage } from '../kernel-events/file-bytes.ts';
import { readAll } from '../kernel-events/tracing-data.ts';
import type { TracingHead } from '../kernel-events/tracing-head.ts';
import type { Contents, CpuPart, TraceBuffer } from './contents.ts';
import { clockOf, OPTION, takeOption } from './options.ts';

/** More CPUs than this has no machine. */
const MOST_CPUS = 65_536;

interface Instance {
  readonly name: string;
  readonly at: number;
}

/** Versions up to 6: one part after the other, then the table of the CPUs (trace-cmd.dat.v6(5)). */
export function readVersion6({ rest: c, pageSize, version }: TracingHead, contents: Contents): void {
  // Before version 6 the names of tasks were not there.
  readAll(c, contents.data, Number(version) >= 6);
  const cpus = c.u32();
  if (cpus > MOST_CPUS) throw new Damage(`${cpus} CPUs are too many`);
  const instances: Instance[] = [];
  const top = readTable(c, cpus, contents, instances);
  if (top === null) {
    contents.hasText = true;
    return;
  }
  if (contents.clock !== '') contents.clock = clockBehind(c) ?? contents.clock;
  const buffer = (name: string, parts: readonly CpuPart[]): TraceBuffer => ({
    ...{ name, pageSize, isPacked: false, cpus: parts, clock: contents.clock },
  });
  contents.buffers.push(buffer('', top));
  for (const { name, at } of instances) {
    c.at = at;
    const parts = readTable(c, cpus, contents, []);
    if (parts !== null) contents.buffers.push(buffer(name, parts));
  }
}

/** Options and the places of the CPUs; null where a text follows instead. */
function readTable(c: ByteCursor, cpus: number, contents: Contents, instances: Instance[]): CpuPart[] | null {
  let kind = textOf(c.take(10));
  if (kind.startsWith('options')) {
    readOptions(c, contents, instances);
    kind = textOf(c.take(10));
  }
  if (kind.startsWith('latency')) return null;
  if (!kind.startsWith('flyrecord')) throw new Damage(`neither \`flyrecord\` nor \`latency\` is at byte ${c.at - 10}`);
  return Array.from({ length: cpus }, (_, cpu) => ({ cpu, at: c.size64(), size: c.size64() }));
}

function readOptions(c: ByteCursor, contents: Contents, instances: Instance[]): void {
  for (;;) {
    const id = c.u16();
    if (id === OPTION.DONE) return;
    const size = c.u32();
    const from = c.at;
    if (id === OPTION.BUFFER) instances.push({ at: c.size64(), name: c.text() });
    else takeOption(id, c, size, contents);
    c.at = from + size;
  }
}

/** The clocks of the kernel stand once more behind the table. */
function clockBehind(c: ByteCursor): string | null {
  try {
    return clockOf(textOf(c.take(c.size64()))) || null;
  } catch (e) {
    // A fault of old versions of trace-cmd: the option is there, the text is not.
    if (e instanceof Damage) return null;
    throw e;
  }
}
