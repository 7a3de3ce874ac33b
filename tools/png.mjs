// Makes the PNG of a screenshot smaller without a loss. Areas of one colour and letters that repeat compress best with
// no line filter, and a browser writes for speed.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** The same picture with 8-bit RGB lines, no filter and the best compression. Only what browsers write is read. */
export function smallerPng(png) {
  const chunks = readChunks(png);
  const header = chunks.find((c) => c.type === 'IHDR').data;
  const [width, height, depth, colour] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (depth !== 8 || colour !== 2 || header[12] !== 0) throw new Error('only 8-bit RGB without interlacing is read');
  const packed = Buffer.concat(chunks.filter((c) => c.type === 'IDAT').map((c) => c.data));
  const lines = unfilter(inflateSync(packed), width * 3, height);
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readChunks(png) {
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** Undoes the filter of each line (PNG specification, section 9), and says "none" in front of each. */
function unfilter(filtered, stride, height) {
  const out = Buffer.alloc(filtered.length);
  const line = stride + 1;
  for (let y = 0; y < height; y++)
    for (let i = 1; i <= stride; i++) {
      const at = y * line + i;
      const left = i > 3 ? out[at - 3] : 0;
      const up = y > 0 ? out[at - line] : 0;
      const corner = i > 3 && y > 0 ? out[at - line - 3] : 0;
      out[at] = filtered[at] + predicted(filtered[y * line], left, up, corner);
    }
  return out;
}

function predicted(filter, left, up, corner) {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}
