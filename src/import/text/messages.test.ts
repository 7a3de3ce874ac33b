import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Actor, LogEvent } from '../../trace/event.ts';
import { ConsoleReader, consoleRow } from './console-line.ts';

// Every message about FF-A that Linux 6.12.117, OP-TEE d5001fe0, TF-A 6a164dda7208 and Hafnium 21bfbdc1d3df print, with its
// place in the source, as a console shows it.

interface Message {
  readonly source: string;
  readonly at: string;
  readonly level: string;
  readonly line: string;
}

const MESSAGES = readFileSync(new URL('../fixtures/messages/messages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Message);

const LANE: { readonly [source: string]: Actor } = {
  arm_ffa: 'arm_ffa',
  optee: 'optee-driver',
  tee: 'optee-driver',
  'OP-TEE': 'optee',
  'TF-A SPMD': 'spmd',
  'TF-A EL3 SPMC': 'spmd',
  Hafnium: 'spmc',
};
const LEVEL: { readonly [name: string]: LogEvent['level'] } = { warning: 'warn', notice: 'info' };
const levelOf = (m: Message): string => LEVEL[m.level] ?? m.level;
/** Hafnium prints some lines in pieces: a piece alone is nobody's, behind another line of Hafnium it is Hafnium's. */
const isPiece = (m: Message): boolean => m.source === 'Hafnium' && !/^(?:[A-Z]{4,7}: |\[[0-9a-f]+ \d+\] )/.test(m.line);

describe('who printed it, and how grave it is', () => {
  test('each alone', () => {
    const wrong = MESSAGES.filter((m) => !isPiece(m)).flatMap((m) => {
      const row = consoleRow(m.line);
      const is = row === null ? 'nothing' : `${row.who} ${row.level}`;
      return is === `${LANE[m.source]} ${levelOf(m)}` ? [] : [`${m.line} (${m.at}): ${is}, is ${m.source} ${m.level}`];
    });
    expect(wrong).toEqual([]);
  });

  test('each behind a line of the other firmware', () => {
    const before: { readonly [source: string]: string } = {
      Hafnium: 'INFO:    BL31: x',
      TF: 'INFO: Loading VM id 0x8001',
    };
    const wrong = MESSAGES.filter((m) => !isPiece(m) && /^(?:WARNING|VERBOSE): /.test(m.line)).flatMap((m) => {
      const reader = new ConsoleReader();
      reader.row(before[m.source === 'Hafnium' ? 'Hafnium' : 'TF'] as string);
      return reader.row(m.line)?.who === LANE[m.source] ? [] : [`${m.source}: ${m.line}`];
    });
    expect(wrong).toEqual([]);
  });

  test('all in one console', () => {
    const reader = new ConsoleReader();
    const rows = MESSAGES.map((m) => ({ m, row: reader.row(m.line) }));
    const wrong = rows.filter(({ m, row }) => row?.who !== LANE[m.source] || row?.level !== levelOf(m));
    // A panic is printed in pieces: its first word without a level, and at the end a line of nothing at all.
    expect(wrong.map(({ m }) => m.line)).toEqual(['Panic: ', '']);
    expect(MESSAGES).toHaveLength(1245);
  });
});
