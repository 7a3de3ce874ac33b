import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { run } from '../scenario/run.ts';
import { type Ask, readAsk } from './ask.ts';
import { type Counterexample, counterexample } from './counterexample.ts';
import { type AnyTime, readEvents } from './events.ts';
import { RandomSearch } from './random-search.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { Search, type SearchCounts } from './search.ts';

function events(text: string): readonly AnyTime[] {
  const read = readEvents(text, 2);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

function question(text: string): Ask {
  const read = readAsk(text);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

interface Found {
  readonly stories: readonly Counterexample[];
  readonly counts: SearchCounts;
}

function explored(json: object, any: string, bound: number, ask: Ask | null = null, from = 1): Found {
  const scenario = scenarioOf(json);
  const search = new Search({ scenario, events: events(any), ask, from });
  for (let n = 0; n <= bound; n++) while (search.next(n));
  const stories = search.hits.list.map((h) => counterexample(scenario, events(any), h, ask));
  for (const story of stories) expect(story).not.toBeNull();
  return { stories: stories.filter((s): s is Counterexample => s !== null), counts: search.counts(bound) };
}

/** The link is short, and its run breaks the rule at the row that it is opened at. */
async function replays(story: Counterexample): Promise<void> {
  const link = await encodeLink(story.scenario, { row: story.row, panels: [] });
  expect(link.length).toBeLessThan(300);
  const opened = await decodeLink(link);
  if (!opened.ok) throw new Error(opened.error.what);
  expect(run(opened.value.scenario).trace.row(story.row)).toMatchObject({ kind: 'violation', rule: story.rule });
}

const probe = [{ do: 'probe' }];
/** Milliseconds that a search of some thousands of states may take on a machine that is busy. */
const SLOW = 240_000;

describe('what is found by itself', () => {
  it(
    'with a notification and a remove at any time: after remove, too late, unbound while pending',
    async () => {
      const { stories, counts } = explored({ driver: 'v7.3', actions: probe }, 'notify:1,remove', 1);
      expect(stories.map((s) => s.rule).sort()).toEqual(['I1', 'I7', 'I8']);
      for (const story of stories) await replays(story);
      // The shortest story of each has no more in it than the lesson that was written by hand.
      for (const story of stories) expect(story.scenario.actions.length).toBeLessThanOrEqual(3);
      expect(counts).toMatchObject({ bound: 1, waiting: 0 });
    },
    SLOW,
  );

  it('with Hafnium OP-TEE panics at the event after remove', async () => {
    const { stories } = explored(
      { driver: 'v7.3', secure: 'hafnium', actions: [...probe, { do: 'remove' }] },
      'notify:1',
      0,
    );
    const panic = stories.find((s) => s.rule === 'PANIC');
    await replays(panic as Counterexample);
  });

  it(
    'a second probe and a notification: the event before bottom_half_value is written',
    async () => {
      const actions = [...probe, { do: 'remove' }, ...probe];
      const { stories } = explored({ driver: 'v7.3', actions }, 'notify:1', 1, null, 3);
      const early = stories.find((s) => s.rule === 'I6');
      await replays(early as Counterexample);
    },
    SLOW,
  );

  it('another driver’s id in the same bucket: a free id is refused', async () => {
    const { stories } = explored({ driver: 'v7.3', actions: probe }, 'request:55', 1);
    expect(stories.map((s) => s.rule)).toEqual(['I2']);
    for (const story of stories) await replays(story);
  });

  it('the core goes while the driver is bound, and comes again: the id stays bound', async () => {
    const actions = [...probe, { do: 'unload', unbind: false }, { do: 'boot' }];
    const { stories } = explored({ driver: 'v7.3', actions }, 'notify:1', 0);
    expect(stories.map((s) => s.rule)).toContain('I1');
    for (const story of stories) await replays(story);
  });

  it('in v1 the bottom half sleeps in an interrupt, and waits there for a thread of OP-TEE', async () => {
    const { stories } = explored({ driver: 'v1', threads: 1, actions: probe }, 'notify:1,sync-wait:64', 0);
    expect(stories.map((s) => s.rule)).toEqual(expect.arrayContaining(['I23', 'HANG']));
    expect(stories.some((s) => s.text.startsWith('IPI waits for ever: a thread of OP-TEE'))).toBe(true);
    for (const story of stories) await replays(story);
  });

  it(
    'from a probe alone: a second probe whose event comes too early, and the only threads of OP-TEE that clients wait with',
    async () => {
      const again = explored({ driver: 'v7.3', actions: probe }, 'notify:1,remove,probe', 1);
      const early = again.stories.find((s) => s.rule === 'I6');
      await replays(early as Counterexample);
      const { stories } = explored({ driver: 'v1', actions: probe }, 'notify:1,sync-wait:64,sync-wait:65', 0);
      const stalled = stories.find((s) => s.text.startsWith('IPI waits for ever: a thread of OP-TEE'));
      await replays(stalled as Counterexample);
    },
    SLOW,
  );

  it('nothing where nothing is wrong, complete', () => {
    const { stories, counts } = explored({ driver: 'v7.3', actions: [{ do: 'request', id: 1 }] }, 'relinquish:1', 64);
    expect(stories).toEqual([]);
    expect(counts.complete).toBe(true);
  });
});

describe('asking', () => {
  it('gives the shortest run that comes there, or none', () => {
    const ask = question('spmc.vm0.pending & 1 and driver gone');
    const actions = [...probe, { do: 'remove' }];
    const { stories } = explored({ driver: 'v7.3', actions }, 'notify:1', 0, ask);
    const story = stories.find((s) => s.rule === 'ASK') as Counterexample;
    const { history } = run(story.scenario);
    expect(ask(history.at(story.row))).toBe(true);
    expect(ask(history.at(story.row - 1))).toBe(false);
    const never = explored({ driver: 'v7.3', actions }, 'notify:1', 0, question('spmc.vm0.bound & 0x8'));
    expect(never.stories.some((s) => s.rule === 'ASK')).toBe(false);
  });

  it.each(['', 'and', 'driver.state =', '(driver gone', 'driver gone or', 'a b', '= 1', 'not'])(
    'refuses %j',
    (text) => {
      expect(readAsk(text).ok).toBe(false);
    },
  );

  it('reads not, or and parentheses, numbers, names and flags', () => {
    const { history, trace } = run(scenarioOf({ driver: 'v7.3', actions: probe }));
    const end = history.at(trace.length - 1);
    expect(question('driver bound and not (driver gone or core.state = failed)')(end)).toBe(true);
    expect(question('driver.bottom_half_value = 0 and core.notif_enabled')(end)).toBe(true);
    expect(question('driver.bottom_half_value > 0 or spmc.vm0.bound != 0x1')(end)).toBe(false);
  });
});

describe('random runs', () => {
  it('find it too, and the same seed finds the same', async () => {
    const scenario = scenarioOf({ driver: 'v7.3', actions: probe });
    const found = [1, 2].map(() => {
      const random = new RandomSearch(scenario, events('notify:1,remove'), 3, null);
      while (random.runs < 60) random.next();
      return random.hits.list;
    });
    expect(found[0]).toEqual(found[1]);
    expect(found[0]?.length).toBeGreaterThan(0);
    for (const hit of found[0] ?? []) {
      const story = counterexample(scenario, events('notify:1,remove'), hit);
      if (story !== null) await replays(story);
    }
  });
});

describe('what may happen at any time', () => {
  it('is read from a list, and a mistake is explained', () => {
    expect(readEvents('notify:1, remove', 2)).toMatchObject({
      ok: true,
      value: [{ do: 'notify', cpu: 1 }, { do: 'remove' }],
    });
    expect(readEvents('none', 2)).toMatchObject({ ok: true, value: [] });
    for (const bad of ['notfy', 'notify:2', 'remove:1', 'request:x', '', 'toString'])
      expect(readEvents(bad, 2).ok).toBe(false);
  });
});
