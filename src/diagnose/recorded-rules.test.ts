import { describe, expect, test } from 'vitest';
import { opened, recordingNames, traceText } from '../import/fixtures/files.ts';
import { type BrokenRule, RecordedRules } from './recorded-rules.ts';

async function broken(text: string): Promise<readonly BrokenRule[]> {
  const { trace } = await opened(text);
  const rules = new RecordedRules(trace);
  for (const e of trace.rows()) rules.row(e);
  return rules.broken;
}

describe('rules that a recording shows broken', () => {
  test.each(recordingNames)('%s', async (name) => {
    const found = (await broken(traceText(name))).map((b) => b.rule);
    expect(found).toEqual(KNOWN[name] ?? []);
  });

  test('I1: UNBIND is refused, and the next probe begins', async () => {
    const refused = traceText('c-remove').replace(
      /r0=0x84000061 r1=0x0 r2=0x0 /,
      'r0=0x84000060 r1=0x0 r2=0xfffffffa ',
    );
    const [first] = await broken(`${refused}\n${traceText('b-probe')}`);
    expect(first?.rule).toBe('I1');
    expect(first?.text).toBe('The driver is gone, and id 0 that it bound stays bound.');
  });

  test('I1 and I9: a second probe, and the first gave nothing back', async () => {
    const found = await broken(`${traceText('b-probe')}\n${traceText('b-probe')}`);
    expect(found.map((b) => b.rule)).toEqual(['I1', 'I9']);
    expect(found[1]?.text).toContain('0x100000000000');
  });

  test('a remove that gives everything back breaks nothing', async () => {
    expect(await broken(`${traceText('b-probe')}\n${traceText('c-remove')}\n${traceText('b-probe')}`)).toEqual([]);
  });

  test('I8: a notification of an id that was unbound', async () => {
    const calls = [
      '8400007f 80010000 0 1 0 -> 84000061',
      '84000080 80010000 0 1 0 -> 84000061',
      '84000082 0 5 -> 84000061 0 1',
    ];
    const found = await broken(calls.join('\n'));
    expect(found).toEqual([{ row: 5, rule: 'I8', text: expect.stringContaining('id 0') }]);
  });
});

const KNOWN: { readonly [name: string]: readonly string[] } = {
  'i8-fault-6': ['HANG'],
};
