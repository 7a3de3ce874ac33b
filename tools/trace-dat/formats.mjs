// Declarations of events as a kernel has them in events/*/*/format, and records that follow them.
import { Bytes } from './bytes.mjs';

const COMMON = [
  ['unsigned short', 'common_type', 2, 0],
  ['unsigned char', 'common_flags', 1, 0],
  ['unsigned char', 'common_preempt_count', 1, 0],
  ['int', 'common_pid', 4, 1],
];

/**
 * An event: `fields` are `{ name, type, size, signed }`; size `long` is that of the machine's, a type that begins with
 * `__data_loc` or `__rel_loc` points behind the fields, `count` makes an array, size 0 one that goes to the end.
 */
export function declare({ id, system, name, print, fields }, long) {
  let at = 0;
  const placed = [];
  const place = (type, field, size, signed, extra) => {
    const align = extra.element ?? (size || 1);
    at = Math.ceil(at / align) * align;
    placed.push({ type, name: field, offset: at, size, signed, ...extra });
    at += size;
  };
  for (const [type, field, size, signed] of COMMON) place(type, field, size, signed, {});
  for (const f of fields) {
    const element = f.size === 'long' ? long : f.size;
    const isLoc = /^__(data|rel)_loc/.test(f.type);
    if (isLoc) place(f.type, f.name, 4, 0, { loc: f.type.slice(2, f.type.indexOf('_loc')) });
    else place(f.type, f.name, element * (f.count ?? 1), f.signed ? 1 : 0, { element: element || 1, count: f.count });
  }
  const lines = placed.map((f, i) => {
    const declaration = `${f.type} ${f.name}${f.count === undefined ? (f.size === 0 ? '[]' : '') : `[${f.count}]`}`;
    const blank = i === COMMON.length - 1 ? '\n' : '';
    return `\tfield:${declaration};\toffset:${f.offset};\tsize:${f.size};\tsigned:${f.signed};\n${blank}`;
  });
  const text = `name: ${name}\nID: ${id}\nformat:\n${lines.join('')}\nprint fmt: ${print}\n`;
  return { id, system, name, text, fields: placed, length: at };
}

/** A record of the event: `values` by the names of its fields; lists for arrays, text for texts. */
export function encode(event, values, littleEndian) {
  const bytes = new Bytes(littleEndian);
  const tail = new Bytes(littleEndian);
  const all = { common_type: event.id, common_flags: 0, common_preempt_count: 0, ...values };
  for (const f of event.fields) {
    while (bytes.length < f.offset) bytes.int(0, 1);
    const value = all[f.name];
    if (f.loc !== undefined) {
      const text = value === null ? new Uint8Array(0) : new TextEncoder().encode(`${value}\0`);
      const from = event.length + tail.length;
      bytes.int((f.loc === 'rel' ? from - f.offset - 4 : from) | (text.length << 16), 4);
      tail.bytes(text);
    } else if (typeof value === 'string') bytes.text(value);
    else if (value instanceof Uint8Array) bytes.bytes(value);
    else if (Array.isArray(value)) for (const v of value) bytes.int(v, f.element);
    else bytes.int(value ?? 0, f.size);
  }
  while (bytes.length < event.length) bytes.int(0, 1);
  return bytes.bytes(tail.done()).done();
}
