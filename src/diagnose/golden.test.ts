import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { expectKept } from '../base/kept-lines.fixture.ts';
import { openRecording } from '../import/open.ts';
import { findWrapping } from '../import/wrapping/find-wrapping.ts';
import { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { jsonStateLine } from '../trace/jsonl.ts';
import { checkTrace } from './check.ts';
import { deriveScenario } from './derive-scenario.ts';
import { explainText } from './explain.ts';
import { profileOf } from './profile.ts';
import { printStory } from './story/print.ts';
import { RecordingStory } from './story/recording-story.ts';

// Everything that is made of every file that the tests have: rows with their cells and sentences, what is counted and
// remarked, departures from each profile, the scenario that explains it, and the story. What each of them is right about is
// tested beside what makes it; this says that a change of one changes no other. golden/ is written anew with GOLDEN=write
// where a change is meant.

const fixtures = new URL('../import/fixtures/', import.meta.url);
const FOLDERS = [
  'binary',
  'broken',
  'field',
  'formats',
  'packed',
  'qemu-6.12.117',
  'qemu-6.12.117/consoles',
  'qemu-7.3.4',
  'qemu-hafnium',
];

/** So many bytes of a file are explained as a message, and no longer files are looked at. */
const EXPLAINED = 4000;
const LONGEST = 60_000;

const plain = (_key: string, v: unknown): unknown =>
  typeof v === 'bigint' ? v.toString(16) : v instanceof Map ? [...v] : v instanceof Set ? [...v] : v;
const sum = (...parts: readonly unknown[]): string => crc32(JSON.stringify(parts, plain)).toString(16);

async function line(name: string, bytes: Uint8Array): Promise<string> {
  const told = explainText(new TextDecoder().decode(bytes.subarray(0, EXPLAINED)), EXPLAINED, findWrapping);
  const explained = sum(told.explanations, printStory(told.story, 'whole'));
  const story = new RecordingStory();
  const opened = await openRecording([bytes], { onLine: (t, n, rows) => story.line(t, n, rows) });
  if (!opened.ok) return `${name}: ${opened.error.what} ${explained}`;
  const { trace, report, ...rest } = opened.value;
  const rows = [...trace.rows()].map((e) => jsonStateLine(e));
  const checked = SECURE_WORLD_IDS.map((id) => {
    const profile = profileOf(id);
    if (profile === null) return null;
    const { departures, counts } = checkTrace(trace, profile);
    return [departures, counts];
  });
  const derived = deriveScenario(trace, 'title');
  const said = sum(rest.format, report, checked, derived, printStory(story.story(), 'whole'));
  return `${name}: ${rows.length} rows ${sum(rows)}, ${report.notUnderstood} not understood, said ${said}, explained ${explained}`;
}

test.each(FOLDERS)('%s: what is made of each file is what was made before', async (folder) => {
  const at = new URL(`${folder}/`, fixtures);
  const names = readdirSync(at)
    .filter((f) => !/(expect\.json|README\.md)$/.test(f) && statSync(new URL(f, at)).isFile())
    .filter((f) => statSync(new URL(f, at)).size < LONGEST)
    .toSorted();
  expect(names.length).toBeGreaterThan(0);
  const lines = await Promise.all(names.map((name) => line(name, readFileSync(new URL(name, at)))));
  expectKept(new URL(`golden/${folder.replaceAll('/', '-')}.txt`, import.meta.url), lines);
});
