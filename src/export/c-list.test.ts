import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { frame } from '../abi/frame.ts';
import type { TraceEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { replyOf } from '../trace/replies.ts';
import { SAMPLE } from '../trace/sample.fixture.ts';
import { cLines } from './c-list.ts';
import { type Subject, WHOLE } from './subject.ts';
import { SIGNS, SUBJECTS, signsSubject } from './subjects.fixture.ts';

// What a C compiler makes of the list: the program prints what it was compiled with.
const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);

const PRINTS = `
#include <stdio.h>
int main(void)
{
	unsigned int i, j;
	for (i = 0; i != FFA_CALLS; i++) {
		const struct ffa_exchange *e = &ffa_exchanges[i];
		printf("%u\\t%u\\t%d\\t%u", e->row, e->call_regs, e->answered, e->reply_regs);
		for (j = 0; j < FFA_REGS; j++)
			printf("\\t%llx", e->call[j]);
		for (j = 0; j < FFA_REGS; j++)
			printf("\\t%llx", e->reply[j]);
		printf("\\t%s%c", e->name, 0);
	}
	return 0;
}
`;

function compiled(s: Subject): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ffa-c-'));
  try {
    writeFileSync(join(folder, 'a.c'), [...cLines(s, WHOLE)].join('\n') + PRINTS);
    const flags = ['-std=c99', '-pedantic', '-trigraphs', '-Wall', '-Wextra', '-Werror'];
    execFileSync(compiler ?? 'cc', [...flags, '-o', join(folder, 'a'), join(folder, 'a.c')]);
    return execFileSync(join(folder, 'a')).toString('utf8').split('\0').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expected(s: Subject): string[] {
  const calls = [...s.trace.rows()].flatMap((e) => (e.kind === 'call' ? [e] : []));
  const pairs = calls.map((call) => [call, replyOf(s.trace, call.row)] as const);
  const most = Math.max(8, ...pairs.flatMap(([c, r]) => [c.w.length, r?.w.length ?? 0]));
  const words = (w: readonly bigint[]): string[] => Array.from({ length: most }, (_, i) => (w[i] ?? 0n).toString(16));
  return pairs.map(([c, r]) =>
    [c.row, c.w.length, r === null ? 0 : 1, r?.w.length ?? 0, ...words(c.w), ...words(r?.w ?? [])]
      .concat(c.service === null ? c.name : `${c.name} ${c.service}`)
      .join('\t'),
  );
}

/** Calls with signs of C in their names, sentences and the title. */
function signs(): Subject {
  const call = SAMPLE.find((e) => e.kind === 'call') as TraceEvent & { kind: 'call' };
  const rows = SIGNS.map(
    (name, row): TraceEvent => ({ ...call, row, name, why: name, w: frame(0xffff_ffff_ffff_ffffn) }),
  );
  return { ...signsSubject(), trace: MemoryTrace.of(rows) };
}

describe.skipIf(compiler === undefined)('with a C compiler', () => {
  test.each(Object.entries({ ...SUBJECTS, signs: async () => signs() }))(
    '%s is what was compiled',
    async (_, subject) => {
      const s = await subject();
      expect(compiled(s)).toEqual(expected(s));
    },
  );

  test('a list without calls compiles, too', () => {
    expect(compiled(signsSubject())).toEqual([]);
  });
});

test('says what was asked and what was answered', async () => {
  const s = await (SUBJECTS['eacces-walk'] as () => Promise<Subject>)();
  const text = [...cLines(s, { ...WHOLE, from: 25, end: 27 })].join('\n');
  expect(text).toContain('#define FFA_CALLS 1\n');
  expect(text).toContain(
    '{ 25u, "FFA_NOTIFICATION_BIND", 8u,\n\t  { 0x8400007fULL, 0x80010000ULL, 0, 0x1ULL, 0, 0, 0, 0 },',
  );
  expect(text).toContain('1, 8u, { 0x84000060ULL, 0, 0xfffffffaULL, 0, 0, 0, 0, 0 } },');
});
