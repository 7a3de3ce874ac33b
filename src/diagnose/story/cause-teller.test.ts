import { expect, test } from 'vitest';
import { findWrapping } from '../../import/wrapping/find-wrapping.ts';
import { explainText } from '../explain.ts';
import { CauseTeller } from './cause-teller.ts';
import { RecordingStory } from './recording-story.ts';

const explained = (text: string) => explainText(text, Number.POSITIVE_INFINITY, findWrapping);
const CAUSE = '[    1.400000] optee: Failed to initialize async notifications: -13';

test('a cause is told with its line, once, and what has none is silent', () => {
  const [story, teller] = [new RecordingStory(), new CauseTeller()];
  const tell = (text: string, number: number): readonly string[] => {
    story.line(text, number, number);
    return teller.news(story);
  };
  expect(tell('[    1.100000] ARM FF-A: Driver version 1.2', 1)).toEqual([]);
  expect(tell(CAUSE, 2).join('\n')).toMatch(/^first cause, line 2: All 64 ids are bound\n {2}next: /);
  expect(tell('[    1.500000] usb 1-1: new device', 3)).toEqual([]);
  expect(tell('[    1.600000] ARM FF-A: failed to register FFA RxTx buffers', 4)[0]).toMatch(/^first cause, line 4: /);
});

test('the cause is found whatever a tool has put around the lines', () => {
  const log = ['[    1.100000] ARM FF-A: Driver version 1.2', CAUSE, '[    1.500000] random: crng init done'];
  const around: readonly ((l: string) => string)[] = [
    (l) => JSON.stringify({ log: `${l}\n`, stream: 'stdout' }),
    (l) => `<td>${l.replaceAll('>', '&gt;')}</td>`,
    (l) => `qemu \u2502 ${l}`,
  ];
  for (const wrapped of around)
    expect(explained(log.map(wrapped).join('\n')).story.stories.map((s) => [s.first.line, s.first.text])).toEqual([
      [2, CAUSE],
    ]);
  const coded = btoa(`${log.join('\n')}\n`).replaceAll(/.{60}/g, '$&\n');
  const mail = `From: a\nContent-Transfer-Encoding: base64\n\n${coded}\n`;
  expect(explained(mail).story.stories[0]?.first.text).toBe(CAUSE);
});
