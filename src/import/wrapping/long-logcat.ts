import type { Unwrap } from './unwrap.ts';

/** `[ 11-27 12:00:01.123     0:    0 E/kernel   ]`: logcat -v long writes this above each message, and an empty line below. */
const HEADER =
  /^\[ ((?:\d{4}-)?\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3,9}) +(\d{1,10}): *(\d{1,10}) ([VDIWEF])\/([^\]]{0,64}?) *\]$/;

export const isLongLogcat = (line: string): boolean => HEADER.test(line);

/** Puts the header of a message before each of its lines, as logcat -v threadtime does. */
export class LongLogcat implements Unwrap {
  #before = '';

  line(text: string): readonly string[] {
    const m = HEADER.exec(text);
    if (m === null) return text === '' ? [] : [this.#before + text];
    this.#before = `${m[1]}  ${m[2]}  ${m[3]} ${m[4]} ${m[5]}: `;
    return [];
  }

  end(): readonly string[] {
    return [];
  }
}
