// Writes a long trace made of the recorded ones: node tools/big-trace.mjs MEGABYTES FILE [--bare]
// Each round repeats the captures of src/import/fixtures in time order, moved on by their length; every
// round has tasks of its own. --bare leaves the stack traces out: four times as many events in a megabyte.
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NAMES = ['b-probe', 'f-async-wd', 'g3-user-ta-load', 'e-bound-3', 'i6-unbind-while-pending', 'c-remove'];
const EVENT = /^(\s*)(\S+)-(\d+)(\s+\[\d+\] \S+\s+)(\d+)\.(\d{6})(: .*)$/;

const [megabytes, file, ...flags] = process.argv.slice(2);
const size = Number(megabytes) * 1e6;
if (!(size > 0) || file === undefined) {
  console.error('usage: node tools/big-trace.mjs MEGABYTES FILE [--bare]');
  process.exit(2);
}
const bare = flags.includes('--bare');

const folder = fileURLToPath(new URL('../src/import/fixtures/qemu-6.12.117/', import.meta.url));
const captures = NAMES.map((name) => readFileSync(`${folder}${name}.trace.txt`, 'utf8').split('\n').map(parse));

/** A heading is left out; a line of a stack stays as it is. */
function parse(text) {
  const m = EVENT.exec(text);
  if (m === null) return text.startsWith(' => ') && !bare ? { text } : null;
  if (bare && m[7].startsWith(': <stack')) return null;
  return {
    indent: m[1],
    task: m[2],
    pid: Number(m[3]),
    middle: m[4],
    us: Number(m[5]) * 1e6 + Number(m[6]),
    rest: m[7],
  };
}

const out = createWriteStream(file);
let written = 0;
let now = 1e6;
let round = 0;
write('# tracer: nop\n#\n');
while (written < size) {
  for (const lines of captures) {
    const first = lines.find((l) => l?.us !== undefined).us;
    let last = first;
    let text = '';
    for (const l of lines) {
      if (l === null) continue;
      if (l.text !== undefined) text += `${l.text}\n`;
      else {
        last = l.us;
        const us = now + l.us - first;
        const time = `${Math.floor(us / 1e6)}.${String(us % 1e6).padStart(6, '0')}`;
        // The kernel's own tasks keep their number.
        const pid = l.pid < 40 ? l.pid : l.pid + (round % 1000) * 40;
        text += `${l.indent}${l.task}-${pid}${l.middle}${time}${l.rest}\n`;
      }
    }
    now += last - first + 1000;
    if (!write(text)) await new Promise((ready) => out.once('drain', ready));
  }
  round++;
}
await new Promise((done) => out.end(done));
console.log(`${file}: ${(written / 1e6).toFixed(1)} MB, ${round} rounds`);

function write(text) {
  written += text.length;
  return out.write(text);
}
