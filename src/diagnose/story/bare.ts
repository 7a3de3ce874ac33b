import { peel } from '../../import/text/prefix.ts';

/** What Android's logcat and MediaTek's kernels put before a message: `11-27 10:00:00.123  root  0  0 E kernel  : `, `(3)[1:swapper/0]`. */
const ANDROID =
  /^(?:\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6} {1,8}(?:\w{1,12} {1,8})?\d{1,7} {1,8}\d{1,7} [VDIWEF] [^:]{0,40}: |\(\d{1,3}\)\[\d{1,7}:[^\]]{1,40}\] ?)/;

/** A line without what stands before its message. */
export interface Bare {
  /** The message; its indentation stays. */
  readonly text: string;
  /** Has it a time that the kernel wrote? */
  readonly kernel: boolean;
}

/** The message of a line: escape codes, times, levels, callers and the machine's name taken off. */
export function bare(line: string): Bare {
  const plain = stripEscapes(line);
  const outer = ANDROID.exec(plain);
  const { rest, stamp } = peel(outer === null ? plain : plain.slice(outer[0].length));
  return { text: rest.replace(ANDROID, ''), kernel: stamp?.clock === 'kernel' };
}

const stripEscapes = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins an escape sequence
  line.includes('\u001b') ? line.replace(/\u001b\[[0-9;?]{0,20}[A-Za-z]/g, '') : line;
