#!/usr/bin/env bash
# trace-cmd 3.1.6: in a trace.dat of version 7 whose data are packed, the size of a CPU's data leaves out their count.
#
# trace-cmd.dat.v7(5) says that the option BUFFER has, for each CPU, "size of the trace data for this CPU", and that
# packed data begin with "4 bytes, count of chunks". The size that 3.1.6 writes is that of the chunks alone: a reader that
# stops there loses the last four bytes of the last chunk, and zstd then says that the block ends too early. trace-cmd
# itself never sees it, since it goes by the count. Runs on Debian 12, whose package has this version.
# Usage: findings/trace-cmd-packed-size-without-count.sh   (from the root of the project: it converts a fixture)
set -eu
fixture=$PWD/src/import/fixtures/binary/trace-dat-v6.dat
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download trace-cmd=3.1.6-1 libtracefs1=1.6.4-1 libtraceevent1=1:1.7.1-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$folder/root/usr/lib/$(uname -m)-linux-gnu
root/usr/bin/trace-cmd convert --file-version 7 --compression zstd -i "$fixture" -o out.dat >/dev/null 2>&1
cat >try.mjs <<'JS'
import { readFileSync } from 'node:fs';
const b = readFileSync('out.dat');
// The option BUFFER (3) of the top instance: its name is empty, its clock `local`, its pages have 4096 bytes, one CPU.
const at = b.indexOf(Buffer.from('\0local\0\0\x10\0\0\x01\0\0\0', 'latin1')) + 15;
const [offset, size] = [Number(b.readBigUInt64LE(at + 4)), Number(b.readBigUInt64LE(at + 12))];
let end = offset + 4;
for (let chunks = b.readUInt32LE(offset); chunks > 0; chunks--) end += 8 + b.readUInt32LE(end);
console.log(`the option says ${size} bytes, count and chunks have ${end - offset}`);
process.exit(end - offset === size + 4 ? 0 : 1);
JS
node try.mjs
