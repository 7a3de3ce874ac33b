import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflateRaw, inflateRaw } from '../base/deflate.ts';
import { problemText } from '../base/result.ts';
import { scenarios } from './arbitrary.fixture.ts';
import { decodeScenario, encodeScenario } from './codec.ts';
import { decodeLink, encodeLink, isLink } from './link.ts';
import { MODEL_REVISION, revisionNotes } from './model-revision.ts';
import { DEFAULTS, parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

function scenario(json: object): Scenario {
  const read = parseScenario({ v: 1, ...json });
  if (!read.ok) throw new Error(problemText(read.error));
  return read.value;
}

const TWO_FAULTS = scenario({
  title: 'Ids 0..2 taken',
  driver: 'v1',
  cpus: 4,
  optee: { osBuild: '0x12345678', caps: ['ARG_OFFSET', 'ASYNC_NOTIF'] },
  bound: [0, 1, 2],
  actions: [{ do: 'boot' }, { do: 'probe' }, { do: 'notify', cpu: 1 }, { do: 'remove', with: 'previous' }],
  faults: [
    { at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'INVALID_PARAMETERS' } },
    { at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } },
  ],
  choices: [0, 1, 0, 2],
  seed: 77,
});

async function why(link: string): Promise<string> {
  const read = await decodeLink(link);
  return read.ok ? 'accepted' : problemText(read.error);
}

test('a scenario and its view come back', async () => {
  const view = { row: 63, panels: ['registers', 'state'] };
  const link = await encodeLink(TWO_FAULTS, view);
  expect(link).toMatch(/^#s=1\.[A-Za-z0-9_-]+&c=[0-9a-f]{4}&r=63&p=registers\.state$/);
  const opened = { ok: true, value: { scenario: TWO_FAULTS, view, notes: [] } };
  expect(await decodeLink(link)).toEqual(opened);
  expect(await decodeLink(`https://example.org/scope/${link.replaceAll('&', '&amp;')}\n`)).toEqual(opened);
  expect(isLink(link)).toBe(true);
  expect(isLink('scenario.json')).toBe(false);
});

test('a scenario with two faults takes fewer than 300 characters', async () => {
  expect((await encodeLink(TWO_FAULTS, { row: 63, panels: [] })).length).toBeLessThan(300);
  expect((await encodeLink(DEFAULTS)).length).toBeLessThan(30);
});

test('every scenario comes back', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (s) => {
      const read = await decodeScenario(await encodeScenario(s));
      expect(read).toEqual({ ok: true, value: { scenario: s, revision: MODEL_REVISION } });
    }),
  );
});

test('a damaged link is explained or the same, never another scenario', async () => {
  const mutation = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 12 }),
    put: fc.oneof(fc.string({ maxLength: 3 }), fc.stringMatching(/^[A-Za-z0-9_-]{0,4}$/)),
  });
  await fc.assert(
    fc.asyncProperty(scenarios, fc.array(mutation, { minLength: 1, maxLength: 3 }), async (s, mutations) => {
      let link = await encodeLink(s);
      for (const { at, cut, put } of mutations) {
        const i = at % (link.length + 1);
        link = link.slice(0, i) + put + link.slice(i + cut);
      }
      const read = await decodeLink(link);
      if (read.ok) expect(read.value.scenario).toEqual(s);
      else expect(problemText(read.error)).toMatch(/^\S.*\.$/s);
    }),
    { numRuns: 500 },
  );
});

test('each single character changed or each end cut is noticed', async () => {
  const text = await encodeScenario(TWO_FAULTS);
  for (let i = 0; i < text.length; i++) {
    const other = text[i] === 'A' ? 'B' : 'A';
    expect((await decodeScenario(text.slice(0, i) + other + text.slice(i + 1))).ok, `character ${i}`).toBe(false);
    expect((await decodeScenario(text.slice(0, i))).ok, `cut at ${i}`).toBe(false);
  }
});

test('what is wrong with a link is one sentence with a remedy', async () => {
  const link = await encodeLink(TWO_FAULTS);
  const characters = link.length - '#s=1.'.length;
  const recover = 'Copy the whole link again from where it was shared.';
  expect(await why(link.slice(0, -40))).toBe(
    `the link: the link is cut off: ${characters - 40} of ${characters} characters arrived. ${recover}`,
  );
  expect(await why(link.slice(0, 12))).toBe(
    `the link: the link is cut off: only 7 characters of it arrived. ${recover}`,
  );
  expect(await why(`${link}abc`)).toContain(`${characters + 3} characters arrived where it has ${characters}.`);
  expect(await why(`${link}).`)).toContain(`character ${characters + 1} of the link does not belong there.`);
  const flipped = link.slice(0, 40) + (link[40] === 'x' ? 'y' : 'x') + link.slice(41);
  expect(await why(flipped)).toBe(`the link: the link is damaged: its checksum does not fit. ${recover}`);
  expect(await why(link.replace('=1.', '=2.'))).toBe(
    'the link: the link is of version 2, and this program reads version 1. Open it with a newer FF-A Scope.',
  );
  expect(await why('#t=nothing')).toBe('the link: the link carries no scenario. A link of FF-A Scope has #s= in it.');
  expect(await why('#s=scenario')).toContain('the link does not begin as a link of FF-A Scope does.');
});

test('a bad view never loses the scenario', async () => {
  const link = await encodeLink(TWO_FAULTS);
  const read = await decodeLink(`${link}&r=-7&p=UPPER&zoom=&&r=5`);
  expect(read).toEqual({
    ok: true,
    value: {
      scenario: TWO_FAULTS,
      view: { row: 5, panels: [] },
      notes: ['A part of the link about the view is not understood, so it is left out.'],
    },
  });
});

test('what somebody else has hung on a link is left out, and nothing else is doubted', async () => {
  const link = await encodeLink(TWO_FAULTS, { row: 7, panels: [] });
  const read = await decodeLink(`${link}&utm_source=mail`);
  expect(read.ok && read.value.view.row).toBe(7);
  expect(read.ok && read.value.notes).toEqual([
    'A part of the link about the view is not understood, so it is left out.',
  ]);
});

test('a link of another model revision says what differs', async () => {
  const read = await decodeLink(`#s=${await encodeScenario(DEFAULTS, MODEL_REVISION + 1)}`);
  expect(read.ok && read.value.notes).toEqual([
    `The link was made by model revision ${MODEL_REVISION + 1} and this is revision ${MODEL_REVISION}: rows may differ.`,
  ]);
  const changes = [
    { revision: 2, what: 'a' },
    { revision: 3, what: 'UNBIND of a pending id is refused' },
  ];
  expect(revisionNotes(2, 3, changes)).toEqual([
    'The link was made by model revision 2 and this is revision 3. Since then: UNBIND of a pending id is refused.',
  ]);
});

test('what unfolds to more than the limit is stopped there', async () => {
  const packed = await deflateRaw(new Uint8Array(1_000_000));
  expect(packed.length).toBeLessThan(2000);
  expect(await inflateRaw(packed, 262_144)).toBe('too large');
  expect(await inflateRaw(packed, 1_000_000)).toHaveLength(1_000_000);
  expect(await inflateRaw(packed.slice(0, 100), 1_000_000)).toBe('damaged');
  expect(await inflateRaw(Uint8Array.of(255, 255, 255), 1_000_000)).toBe('damaged');
});

test('breakpoints come back; damaged ones are left out and never cost the scenario', async () => {
  const breaks = ['call:FFA_NOTIFICATION_BIND', 'w3=0x8/0xf', 'why:"Find an id, that nobody holds"'];
  const link = await encodeLink(TWO_FAULTS, { row: 3, panels: [], breaks });
  expect(await decodeLink(link)).toMatchObject({ ok: true, value: { view: { row: 3, breaks }, notes: [] } });
  const damaged = await decodeLink(link.replace(/&k=.*/, '&k=%E0%A4%A'));
  expect(damaged).toMatchObject({ ok: true, value: { scenario: TWO_FAULTS, view: { row: 3 } } });
  expect(damaged.ok ? damaged.value.notes : []).toHaveLength(1);
});

test('a fork has both scenarios in its link', async () => {
  const link = await encodeLink(TWO_FAULTS, { row: 3, panels: [] }, DEFAULTS);
  expect(await decodeLink(link)).toMatchObject({
    ok: true,
    value: { scenario: TWO_FAULTS, base: DEFAULTS, notes: [] },
  });
});

test('a link that is cut off in its view says so, wherever it is cut, and keeps its scenario', async () => {
  const view = { row: 63, panels: [], breaks: ['err:DENIED'], look: 'l:calls.h:spmd,user.w:3' };
  const link = await encodeLink(TWO_FAULTS, view);
  expect(await decodeLink(link)).toEqual({ ok: true, value: { scenario: TWO_FAULTS, view, notes: [] } });
  const whole = link.indexOf('&');
  // Cut exactly behind the scenario, or behind the sign that follows it, it is a link of the scenario alone.
  for (let end = whole + 2; end < link.length; end++) {
    const read = await decodeLink(link.slice(0, end));
    expect(read, link.slice(whole, end)).toMatchObject({ ok: true, value: { scenario: TWO_FAULTS } });
    expect(read.ok && read.value.notes.length > 0, link.slice(whole, end)).toBe(true);
  }
});

test('a link from before the check opens without a word', async () => {
  const link = `${await encodeLink(TWO_FAULTS)}&r=63`;
  expect(await decodeLink(link)).toMatchObject({ ok: true, value: { view: { row: 63 }, notes: [] } });
});
