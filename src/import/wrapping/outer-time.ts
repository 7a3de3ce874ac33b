const DATE = /(\d{4})([-./]?)([01]\d)\2([0-3]\d)(?:[T :_-]{1,3})?/;
const TIME = /([0-2]\d)(:?)([0-5]\d)\2([0-6]\d)(?:[.,:](\d{1,9}))?/;
const WHEN = new RegExp(`(?<![\\dA-Za-z])(?:${DATE.source})?${TIME.source.replaceAll('\\2', '\\6')}(?!\\d)`);
/** Seconds since 1970, with decimal places. */
const EPOCH = /(?<![\d.])(1\d{9})\.(\d{3,9})(?![\d.])/;

/**
 * The time that a tool wrote beside a line, in whatever form, as `[2026-11-27 12:00:01.123456] ` or `[12:00:01.123] `, which
 * stamp.ts reads; empty where none stands there. Times without a colon count only behind a date.
 */
export function outerTime(text: string): string {
  const m = WHEN.exec(text);
  if (m !== null && (m[1] !== undefined || m[6] === ':')) {
    const date = m[1] === undefined ? '' : `${m[1]}-${m[3]}-${m[4]} `;
    const places = m[9] === undefined ? '' : `.${m[9]}`;
    return `[${date}${m[5]}:${m[7]}:${m[8]}${places}] `;
  }
  const epoch = EPOCH.exec(text);
  return epoch === null ? '' : `${epoch[1]}.${epoch[2]} `;
}
