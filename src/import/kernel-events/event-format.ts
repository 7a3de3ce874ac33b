/** One field of an event, as `events/SYSTEM/NAME/format` declares it. */
export interface EventField {
  readonly name: string;
  readonly type: string;
  /** In bytes from the beginning of the record. */
  readonly offset: number;
  /** In bytes; 0 for an array that goes on to the end of the record. */
  readonly size: number;
  readonly signed: boolean;
  /** Bytes of one element; `size` where the field is no array. */
  readonly element: number;
  readonly isArray: boolean;
  /**
   * Where the value is: in the field itself, or where the field says, counted from the record (`__data_loc`) or from
   * the end of the field (`__rel_loc`; Linux kernel/trace/trace_events.c, trace_event_fields).
   */
  readonly at: 'here' | 'data_loc' | 'rel_loc';
}

/** An event as it was declared by the kernel that recorded it. */
export interface EventFormat {
  readonly name: string;
  readonly system: string;
  /** The number that its records begin with. */
  readonly id: number;
  readonly fields: ReadonlyMap<string, EventField>;
  /** What stands behind `print fmt:`, empty where there is none. */
  readonly print: string;
}

const FIELD = /^\s*field:\s*(.+?)\s*;\s*offset:\s*(\d+);\s*size:\s*(\d+);(?:\s*signed:\s*(\d+);)?/;

/** The declaration of one event; null where it has no name or no number. */
export function parseEventFormat(text: string, system: string): EventFormat | null {
  let name: string | null = null;
  let id: number | null = null;
  const fields = new Map<string, EventField>();
  const at = text.indexOf('print fmt:');
  for (const line of (at < 0 ? text : text.slice(0, at)).split('\n')) {
    name ??= /^name:\s*(\S+)/.exec(line)?.[1] ?? null;
    const number = /^ID:\s*(\d+)/.exec(line)?.[1];
    if (number !== undefined) id = Number(number);
    const field = parseField(line);
    if (field !== null) fields.set(field.name, field);
  }
  if (name === null || id === null) return null;
  return { name, system, id, fields, print: at < 0 ? '' : text.slice(at + 'print fmt:'.length).trim() };
}

/** A line that begins with `field:`; null for another. */
export function parseField(line: string): EventField | null {
  const m = FIELD.exec(line);
  if (m === null) return null;
  const [, declaration = '', offset, bytes, sign] = m;
  const place = /^__(data|rel)_loc\s+/.exec(declaration);
  const named = /^(.*?)([A-Za-z_]\w*)\s*((?:\[[^\]]*\])*)$/.exec(declaration.slice(place?.[0].length ?? 0));
  if (named === null) return null;
  const [, before = '', name = '', brackets = ''] = named;
  const size = Number(bytes);
  const type = before.trim();
  const isArray = place !== null || brackets !== '';
  const count = Number(/^\[(\d+)\]$/.exec(brackets)?.[1] ?? 0);
  return {
    name,
    type,
    offset: Number(offset),
    size,
    signed: sign === undefined ? /^(?:int|long|short|char|s\d)/.test(type) : sign === '1',
    element: elementOf(type, isArray, size, count),
    isArray,
    at: place === null ? 'here' : place[1] === 'data' ? 'data_loc' : 'rel_loc',
  };
}

/** Bytes of one element. An array that says its length is divided; otherwise the type has its size in its name. */
function elementOf(type: string, isArray: boolean, size: number, count: number): number {
  if (!isArray) return size;
  if (count > 0 && size > 0 && size % count === 0) return size / count;
  const bits = /\b[usx]?(?:int)?(8|16|32|64)(?:_t)?\b/.exec(type)?.[1];
  if (bits !== undefined) return Number(bits) / 8;
  if (/\bchar\b/.test(type)) return 1;
  return /\bshort\b/.test(type) ? 2 : /\blong\b/.test(type) ? 8 : 4;
}
