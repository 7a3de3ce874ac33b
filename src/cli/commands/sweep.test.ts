import { describe, expect, it } from 'vitest';
import { scope } from '../scope.ts';

async function at(argv: readonly string[], stdin: string) {
  const out: string[] = [];
  const err: string[] = [];
  const nothing = async function* (): AsyncIterable<Uint8Array> {};
  const exit = await scope(argv, {
    out: async (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: async function* () {
      yield new TextEncoder().encode(stdin);
    },
    file: nothing,
    follow: nothing,
    shipped: nothing,
    ended: async () => {},
  });
  return { exit, out: out.join(''), err: err.join('') };
}

const PROBE = '{"v":1,"driver":"v7.3","actions":[{"do":"probe"}]}';

describe('ffa-scope sweep', () => {
  it('says what breaks, with the first run as a link, in lines of 72 columns', async () => {
    const { exit, out } = await at(['sweep', '-'], PROBE);
    expect(exit).toBe(1);
    expect(out).toContain('I9: workqueue:optee_notification is still held after the failed probe');
    const lines = out.split('\n').filter((l) => !l.trimStart().startsWith('#s='));
    expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(72);
  });

  it('writes every run as JSON, and a table as Markdown', async () => {
    const json = JSON.parse((await at(['sweep', '-', '--format', 'json'], PROBE)).out);
    expect(json.runs.length).toBeGreaterThan(400);
    expect(json.runs[0]).toMatchObject({ fault: { at: { fn: 'ffa_device_probe' } }, ending: 'fails cleanly' });
    expect(json.defects.every((d: { link: string }) => d.link.startsWith('#s=1.'))).toBe(true);
    const { out } = await at(['sweep', '-', '--format', 'md', '--page', 'https://x.example/'], PROBE);
    expect(out).toContain('(https://x.example/#s=1.');
  });

  it('exits with 0 where nothing breaks, and with 2 and a sentence where nothing can be tried', async () => {
    expect((await at(['sweep', '-'], '{"v":1,"actions":[{"do":"remove"}]}')).exit).toBe(0);
    const long = JSON.stringify({
      v: 1,
      actions: Array.from({ length: 90 }, (_, i) => ({ do: i % 2 ? 'remove' : 'probe' })),
    });
    const { exit, err } = await at(['sweep', '-'], long);
    expect(exit).toBe(2);
    expect(err).toMatch(/^ffa-scope: .*more than 2000 rows/);
  });
});
