import { describe, expect, test } from 'vitest';
import { decodeLink } from '../scenario/link.ts';
import { labelRegisters, rowLabel } from '../words/row-label.ts';
import { ascii, columns } from './plain-text.ts';
import { taken } from './selection.ts';
import { type Choice, type Subject, WHOLE } from './subject.ts';
import { lessonRun, SIGNS, SUBJECTS, signsSubject } from './subjects.fixture.ts';
import { COLUMNS, textLines } from './text.ts';

const squeezed = (text: string): string => text.replace(/\s/g, '');

const all: Choice = { ...WHOLE, registers: 'all' };

describe.each(Object.entries({ ...SUBJECTS, signs: async () => signsSubject() }))('%s', (_, subject) => {
  test('no line is wider than a mail, and no word of a row is missing', async () => {
    const s = await subject();
    for (const c of [WHOLE, all, { ...WHOLE, detail: 'registers' as const, captions: false }]) {
      const lines = [...textLines(s, c)];
      expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(COLUMNS);
      const text = squeezed(lines.join('\n').replace(/^[ !]*\d* *[|*!=~<> -]*[|*!](?= |$)/gm, ''));
      const rows = [...taken(s, c)];
      expect(rows.length).toBeGreaterThan(0);
      for (const { event, text: words } of rows) {
        expect(text).toContain(squeezed(ascii(rowLabel(words))));
        expect(text).toContain(squeezed(labelRegisters(event, words, c.registers)));
        if (c.captions) expect(text).toContain(squeezed(ascii(words.caption)));
      }
    }
  });

  test('its rows stand in order, each once', async () => {
    const s = await subject();
    const numbers = [...textLines(s, WHOLE)].flatMap((line) => {
      const [, row] = /^ *!?(\d+) +[|*!]/.exec(line) ?? [];
      return row === undefined ? [] : [Number(row)];
    });
    expect(numbers).toEqual([...s.trace.rows()].map((e) => e.row));
  });
});

test('carries the revision, and a link that opens again though it is broken over lines', async () => {
  const run = lessonRun('two-ways');
  const s = await (SUBJECTS['two-ways'] as () => Promise<Subject>)();
  const lines = [...textLines({ ...s, link: `${s.link}&x=${'0'.repeat(200)}` }, WHOLE)];
  expect(lines).toContain(`FF-A Scope, model revision ${s.revision}.`);
  const link = lines.slice(lines.findIndex((l) => l.startsWith('#s='))).join('\n');
  expect(link).toContain('\n');
  const opened = await decodeLink(link);
  expect(opened.ok && opened.value.scenario).toEqual(run.scenario);
});

test('an arrow goes from lane to lane, in ASCII alone', async () => {
  const s = await (SUBJECTS['eacces-walk'] as () => Promise<Subject>)();
  const lines = [...textLines(s, { ...WHOLE, from: 25, end: 28, captions: false })];
  expect(lines.slice(6, 12)).toEqual([
    '     Driver     SPMC',
    '           Core',
    '   25   |    |===>|  FFA_NOTIFICATION_BIND {0}',
    '  !26   |    |<= =|  FFA_ERROR DENIED -6',
    '        |    |    |    w0 0x84000060  w2 0xfffffffa',
    '  !27   |<- -|    |  -EACCES (-13)',
  ]);
  expect(lines.join('')).toMatch(/^[ -~]*$/);
});

test('signs of a terminal are shown and not obeyed', () => {
  const text = [...textLines(signsSubject(), WHOLE)].join('\n');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain('\\x1b[31m');
  expect(SIGNS.some((t) => t.includes('\u001b'))).toBe(true);
});
