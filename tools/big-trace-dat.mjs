// Writes a long trace.dat made of the recorded traces, and the text of the same events beside it:
// node tools/big-trace-dat.mjs MEGABYTES FILE.dat [FILE.txt] [--pack none|zlib|zstd] [--bare]
// Each round repeats the captures of src/import/fixtures in time order, moved on by their length; every round has tasks
// of its own. --bare leaves the stacks out: four times as many events in a megabyte.
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromText } from './trace-dat/from-text.mjs';
import { writeTraceDat } from './trace-dat/write.mjs';

const NAMES = ['b-probe', 'f-async-wd', 'g3-user-ta-load', 'e-bound-3', 'i6-unbind-while-pending', 'c-remove'];
const MACHINE = { littleEndian: true, long: 8, version: 7, pageSize: 4096, clock: 'mono' };
/** Kernel tasks keep their number; so many programs follow each other. */
const FIRST_PROGRAM = 40;
const PROGRAMS = 1000;

const args = process.argv.slice(2);
const pack = args.includes('--pack') ? args.splice(args.indexOf('--pack'), 2)[1] : 'none';
const bare = args.includes('--bare');
const [megabytes, file, textFile] = args.filter((a) => a !== '--bare');
const size = Number(megabytes) * 1e6;
if (!(size > 0) || file === undefined) {
  console.error('usage: node tools/big-trace-dat.mjs MEGABYTES FILE.dat [FILE.txt] [--pack none|zlib|zstd] [--bare]');
  process.exit(2);
}

const folder = fileURLToPath(new URL('../src/import/fixtures/qemu-6.12.117/', import.meta.url));
const texts = NAMES.map((name) => readFileSync(`${folder}${name}.trace.txt`, 'utf8'));
/** The captures one behind the other, each moved on to where the one before ended. */
const { cpus, comms, ...rest } = fromText(moving(texts).join('\n'), MACHINE);

/** The lines of events and stacks, with times that go on from text to text. */
function moving(list) {
  const time = / (\d+\.\d{6}): /;
  let now = 1e6;
  return list.map((text) => {
    const isWanted = (l) =>
      l.startsWith(' => ') || l.includes('<stack trace>') ? !bare : /\[\d{3}\] \S+ +\d+\.\d{6}: /.test(l);
    const lines = text.split('\n').filter(isWanted);
    const us = (l) => Math.round(Number(time.exec(l)[1]) * 1e6);
    const timed = lines.filter((l) => !l.startsWith(' => '));
    const from = now - us(timed[0]);
    now += us(timed.at(-1)) - us(timed[0]) + 1000;
    return lines
      .map((l) => (l.startsWith(' => ') ? l : l.replace(time, () => ` ${((from + us(l)) / 1e6).toFixed(6)}: `)))
      .join('\n');
  });
}

const all = cpus.flat();
const first = all.reduce((least, r) => (r.at < least ? r.at : least), all[0].at);
const last = all.reduce((most, r) => (r.at > most ? r.at : most), first);
const length = last - first + 1_000_000n;
const bytes = all.reduce((sum, r) => sum + r.data.length + 4, 0);
const rounds = Math.ceil(size / bytes);
const out = textFile === undefined ? null : createWriteStream(textFile);
out?.write('# tracer: nop\n#\n');

const pidOf = (pid, round) => (pid < FIRST_PROGRAM ? pid : pid + (round % PROGRAMS) * FIRST_PROGRAM);
/** The record as it is in this round. */
function moved({ at, data, line }, round) {
  const copy = data.slice();
  const view = new DataView(copy.buffer);
  view.setInt32(4, pidOf(view.getInt32(4, true), round), true);
  return { at: at + length * BigInt(round), data: copy, line };
}

const long = cpus.map((records) =>
  Array.from({ length: rounds }, (_, round) => records.map((r) => moved(r, round))).flat(),
);
const names = comms
  .trimEnd()
  .split('\n')
  .map((l) => /^(\d+) (.*)$/.exec(l));
const allNames = new Map(
  Array.from({ length: Math.min(rounds, PROGRAMS) }, (_, round) =>
    names.map((m) => [pidOf(Number(m[1]), round), m[2]]),
  ).flat(),
);
const commText = [...allNames].map(([pid, comm]) => `${pid} ${comm}\n`).join('');
const written = writeTraceDat({
  ...{ ...MACHINE, ...rest, compression: pack, comms: commText, buffers: [{ name: '', cpus: long }] },
});
writeFileSync(file, written);

if (out !== null) {
  const merged = all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (let round = 0; round < rounds; round++) {
    const text = merged.map(({ at, line }) => {
      const us = String((at + length * BigInt(round)) / 1000n).padStart(7, '0');
      return line
        .replace(/-(\d+)(?= +\[\d{3}\])/, (_, pid) => `-${pidOf(Number(pid), round)}`)
        .replace(/ \d+\.\d{6}: /, ` ${us.slice(0, -6)}.${us.slice(-6)}: `);
    });
    if (!out.write(`${text.join('\n')}\n`)) await new Promise((ready) => out.once('drain', ready));
  }
  await new Promise((ready) => out.end(ready));
}
console.log(`${file}: ${(written.length / 1e6).toFixed(1)} MB, ${all.length * rounds} records`);
