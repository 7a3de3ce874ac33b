import { describe, expect, test } from 'vitest';
import { hex } from '../../base/bits.ts';
import { opened } from '../fixtures/files.ts';
import { openRecording } from '../open.ts';
import type { Recording } from '../recording.ts';
import { CONTENTS, KERNEL, WRAPPERS } from './wrappers.fixture.ts';

/** All that is read of the text itself; the times may be those that the tool wrote. */
const story = (r: Recording): readonly string[] => [
  ...[...r.trace.rows()].map((e) =>
    e.kind === 'log'
      ? `${e.who} ${e.level} ${e.text.trim()}`
      : 'w' in e
        ? `${e.kind} ${e.cpu} ${e.ctx} ${e.w.map(hex).join(' ')} ${e.stack.join('<')}`
        : e.kind,
  ),
  `${r.report.notUnderstood} lines not understood`,
];
const lines = (list: readonly string[]): string => `${list.join('\n')}\n`;

describe.each(Object.entries(WRAPPERS))('%s', (_, wrapped) => {
  test.each(Object.entries(CONTENTS))('%s', async (_name, content) => {
    const r = await opened(lines(content.map(wrapped)));
    expect(story(r)).toEqual(story(await opened(lines(content))));
  });
});

test('a time that the tool wrote is the time of the rows, where the text has none of its own', async () => {
  const text = (CONTENTS.firmware as readonly string[]).map((l, i) => `<<${i} 2026.11.27-12:00:0${i}>> ${l}`);
  const r = await opened(lines(text));
  expect([...r.trace.rows()].map((e) => e.at / 1e9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('who hears the lines hears those of the log, with the numbers of the file', async () => {
  const heard: [string, number, number][] = [];
  const file = lines(KERNEL.map((l) => JSON.stringify({ log: l })));
  await openRecording(file, { onLine: (text, number, rows) => heard.push([text ?? '', number, rows]) });
  expect(heard.map(([text]) => text)).toEqual(KERNEL);
  expect(heard.map(([, number]) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(heard.at(-1)?.[2]).toBe(5);
});

test('one line of JSON is enough', async () => {
  const call = '[    3.771050] optee: revision 4.10 (d5001fe0)';
  const r = await opened(`${JSON.stringify({ time: 'now', log: call })}\n`);
  expect(story(r)).toEqual(story(await opened(`${call}\n`)));
  expect(r.trace.length).toBe(1);
});

const LOG = lines(KERNEL);
const ACCENTS = LOG.replaceAll(
  'optee: ',
  'optee: d\u00e9j\u00e0 \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 ',
).replaceAll('\u00e0', 'a');
const TRACE = CONTENTS['a trace with stacks'] as readonly string[];
const base64 = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replaceAll(/.{76}/g, '$&\n');
};
const quoted = (line: string): string => line.replaceAll('=', '=3D').replaceAll(/.{70}(?=..)/g, '$&=\n');
const mail = (encoding: string, body: string): string =>
  `From: A <a@example.org>\nSubject: optee\nMIME-Version: 1.0\nContent-Type: text/plain; boundary="b"\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;

/** Whole files that hold a text: name, the file, the text. */
const FILES: readonly (readonly [string, string, string])[] = [
  [
    'the log of a test, in a report in JSON',
    JSON.stringify({ version: 4, tests: [{ log_excerpt: LOG }] }, null, 1),
    LOG,
  ],
  [
    'the console of a machine in the cloud',
    JSON.stringify({ InstanceId: 'i-1', Output: LOG.replaceAll('\n', '\r\n') }),
    LOG,
  ],
  [
    'a list of entries set out over many lines',
    JSON.stringify({ events: KERNEL.map((message, i) => ({ timestamp: 1795781229000 + i, message })) }, null, 2),
    LOG,
  ],
  [
    'logcat -v long',
    lines(KERNEL.map((l, i) => `[ 11-27 12:00:0${i}.123     0:    0 ${i === 5 ? 'E' : 'I'}/kernel   ]\n${l}\n`)),
    LOG,
  ],
  ['a page of one line', `<html><body><pre>${KERNEL.join('<br>')}</pre></body></html>\n`, LOG],
  [
    'a page with a trace in it',
    `<!DOCTYPE html>\n<html>\n<body>\n<script class="trace-data" type="application/text">\n${lines(TRACE)}</script>\n</body>\n</html>\n`,
    lines(TRACE),
  ],
  ['a mail in quoted-printable', mail('quoted-printable', lines(TRACE.map(quoted))), lines(TRACE)],
  ['a piece of such a mail', lines(TRACE.map(quoted)), lines(TRACE)],
  ['a mail in base64', mail('base64', base64(LOG)), LOG],
  ['letters of several bytes, in base64', mail('base64', base64(ACCENTS)), ACCENTS],
  [
    'and in quoted-printable',
    mail('quoted-printable', ACCENTS.replaceAll('=', '=3D').replaceAll('\u00e9', '=C3=A9')),
    ACCENTS,
  ],
  [
    'a mail of two parts',
    `${mail('base64', base64(LOG))}\n--b\nContent-Transfer-Encoding: 8bit\n\n${lines(TRACE)}--b--\n`,
    LOG + lines(TRACE),
  ],
];

test.each(FILES)('%s', async (_, file, text) => {
  expect(story(await opened(file))).toEqual(story(await opened(text)));
});

test.each([
  ['a journal', lines(KERNEL.map((l, i) => `Nov 27 12:00:0${i} board kernel: ${l}`))],
  ['a trace whose lines all begin alike', lines(TRACE.filter((l) => l.includes('smc_')))],
])('%s keeps its times and its tasks', async (_, text) => {
  const r = await opened(text);
  const rows = [...r.trace.rows()];
  expect(new Set(rows.map((e) => e.at)).size).toBeGreaterThan(3);
  expect(rows.every((e) => e.kind === 'log' || e.ctx === 'bash-154')).toBe(true);
});
