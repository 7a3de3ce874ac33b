/**
 * What nobody else begins so, where it stands in the middle of another line: a message of the kernel with its time, a line
 * of OP-TEE, the panic of Hafnium.
 */
const SPLICED =
  /\[ {0,6}\d{1,8}\.\d{6}\](?:\[ {0,8}[TC]\d{1,10}\])? \S|[EWIDF]\/T[CA]: ?[\d?]{1,3} |Panic: check failed \(/g;

/**
 * A console prints a message of one program in the middle of what another is printing: the line before it, what
 * came first and may go on in the next line, and the message. Null for a line into which nothing was put.
 */
export function spliced(line: string): { readonly before: string; readonly message: string } | null {
  // Where it stands at the begin it is the time of this line; a log may have put its own before it.
  let tried = 0;
  for (const m of line.matchAll(SPLICED)) {
    // A line has one or two messages in it; one that has hundreds is not worth the time.
    if (++tried > 8) return null;
    const before = line.slice(0, m.index);
    if (/\w/.test(before) && !/(?:kernel: |\] |: |> |\d )$|^\s*\S+\s+$/.test(before))
      return { before, message: line.slice(m.index) };
    if (/[a-z][0-7]=(?:0x)?[0-9a-f]{0,16} ?$/.test(before)) return { before, message: line.slice(m.index) };
  }
  return null;
}
