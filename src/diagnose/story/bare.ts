// What stands before a message in a console, a log or a journal: taken off, so that the message itself can be read.

const PREFIXES: readonly RegExp[] = [
  // dmesg -x and -r: `kern  :err   : `, `<3>`
  /^(?:<\d{1,3}>|\w{2,8}\s{1,4}:\w{2,8}\s{1,4}:\s)/,
  // A time of the kernel, of dmesg -T or of a serial logger, but not the `[8001 0]` of a partition under Hafnium
  /^\[(?:\s{0,12}\d{1,10}\.\d{1,9}|\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}|\d{4}-\d\d-\d\d[T ][\d:.]{5,15}|\d\d:\d\d:\d\d(?:\.\d{1,9})?)\]\s?/,
  // The caller (CONFIG_PRINTK_CALLER)
  /^\[\s{0,12}[TC]\d{1,10}\]\s?/,
  // syslog and journalctl: a date, a machine, `kernel: `
  /^(?:\w{3} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) \S{1,80} [\w./()-]{1,40}(?:\[\d{1,10}\])?: /,
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? /,
  /^kernel: /,
];

/** The message of a line: escape codes, times, levels and the machine's name taken off. Its indentation stays. */
export function bare(line: string): string {
  let text = stripEscapes(line);
  for (let i = 0; i < 4; i++) {
    const before = text;
    for (const prefix of PREFIXES) text = text.replace(prefix, '');
    if (text === before) break;
  }
  return text;
}

const stripEscapes = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins an escape sequence
  line.includes('\u001b') ? line.replace(/\u001b\[[0-9;?]{0,20}[A-Za-z]/g, '') : line;
