/** Which register of which half of a pair stands in each column of a table; null for a column of something else. */
export type Columns = readonly (Column | null)[];
export interface Column {
  readonly reply: boolean;
  readonly register: number;
}

const CELLS = /[\s,;|]+/;
const NAME = /^(?:(call|req(?:uest)?|in|ret(?:urn)?|reply|resp(?:onse)?|out)[._:-]?)?(?:([awxr])|arg|reg)?([0-7])$/i;
const REPLY_WORDS = /^(?:ret|reply|resp|out)/i;

/** The cells of one line of a table: separated by blanks, commas, tabs, bars or semicolons. */
export const cellsOf = (line: string): readonly string[] =>
  line
    .replaceAll(/["'`]/g, ' ')
    .trim()
    .replace(/^[|\s]+|[|\s]+$/g, '')
    .split(CELLS);

/**
 * The columns that a heading names, in whatever order: `w0 w1 … w7 r0 … r7`, `cpu,x7,x6,…,x0`, `| call.w0 | ret.w0 |`. A
 * name that comes a second time begins the reply, and so does the letter r. Null for a line that is no such heading.
 */
export function columnsOf(line: string): Columns | null {
  if (line.length > 1000 || /0x/i.test(line)) return null;
  const seen = new Set<string>();
  let named = 0;
  const columns = cellsOf(line.replace(/^\s*(?:#|\/\/)\s*/, '')).map((cell): Column | null => {
    const m = NAME.exec(cell);
    if (m === null || (m[1] === undefined && m[2] === undefined && !/^(?:arg|reg)/i.test(cell))) return null;
    named++;
    const register = Number(m[3]);
    const again = seen.has(`${m[2]}${register}`);
    seen.add(`${m[2]}${register}`);
    const reply = m[1] !== undefined ? REPLY_WORDS.test(m[1]) : m[2]?.toLowerCase() === 'r' || again;
    return { reply, register };
  });
  const first = columns.find((c) => c !== null && c.register === 0);
  return named >= 2 && first !== undefined ? columns : null;
}

/** The words of one line below such a heading, by register; a register without a column is absent. Null for another line. */
export function rowOf(columns: Columns, line: string): { call: Words; reply: Words } | null {
  const cells = cellsOf(line);
  if (cells.length > columns.length) return null;
  const call: (string | undefined)[] = [];
  const reply: (string | undefined)[] = [];
  for (const [i, column] of columns.entries()) {
    if (column === null) continue;
    const cell = cells[i];
    if (cell === undefined || !/^(?:0x)?[0-9a-f]{1,16}$/i.test(cell)) {
      // A reply that did not come is empty or a dash; a call has all its registers.
      if (column.reply && (cell === undefined || cell === '-' || cell === '')) continue;
      return null;
    }
    (column.reply ? reply : call)[column.register] = cell;
  }
  return { call, reply };
}

export type Words = readonly (string | undefined)[];
