import { describe, expect, test } from 'vitest';
import { recordingNames, traceText } from '../fixtures/files.ts';
import { findWrapping } from './find-wrapping.ts';
import { isPlainTrace } from './plain-trace.ts';

const linesOf = (name: string): string[] => traceText(name).split('\n').slice(0, 500);

describe('a trace as it stands in its file', () => {
  test.each(recordingNames)('%s has nothing around its lines', (name) => {
    expect(isPlainTrace(linesOf(name))).toBe(true);
    // What the short cut leaves out finds nothing either.
    expect(findWrapping(linesOf(name))).toBeNull();
  });

  const plain = linesOf('b-probe');
  test.each([
    ['a time before each line', (l: string) => `12:00:01 ${l}`],
    ['one blank more', (l: string) => ` ${l}`],
    ['one blank less', (l: string) => l.replace(/^ /, '')],
    ['quotation marks', (l: string) => `"${l}"`],
    ['signs as a page writes them', (l: string) => l.replaceAll('>', '&gt;').replaceAll('<', '&lt;')],
    ['line ends as a page writes them', (l: string) => `${l}<br>`],
    ['a mail in quoted-printable', (l: string) => `${l.replaceAll('=', '=3D')}${l.length > 60 ? '=' : ''}`],
  ])('%s is something around it', (_, put) => {
    expect(isPlainTrace(plain.map(put))).toBe(false);
  });

  test('other text in it is not passed over, and a heading alone is no trace', () => {
    expect(isPlainTrace([...plain, 'optee: revision 4.10'])).toBe(false);
    expect(isPlainTrace(['# tracer: nop', '#', ''])).toBe(false);
  });
});
