import { expect, test } from 'vitest';
import { decodeLink } from './link.ts';
import corpus from './links.txt?raw';
import { parseScenario } from './schema.ts';

const lines = corpus.split('\n').filter((line) => line !== '' && !line.startsWith('#\u0020'));

test('the corpus is there', () => {
  expect(lines.length).toBeGreaterThanOrEqual(11);
});

test.each(lines.map((line) => line.split('\t') as [string, string]))('%s opens', async (link, json) => {
  const scenario = parseScenario(JSON.parse(json));
  const opened = await decodeLink(link);
  expect(scenario.ok).toBe(true);
  expect(opened.ok && opened.value.scenario).toEqual(scenario.ok && scenario.value);
});
