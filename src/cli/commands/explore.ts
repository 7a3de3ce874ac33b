import { fail, ok, type Result } from '../../base/result.ts';
import { type Ask, readAsk } from '../../explore/ask.ts';
import { type Counterexample, counterexample } from '../../explore/counterexample.ts';
import { type AnyTime, EVENT_NAMES, readEvents, usualEvents } from '../../explore/events.ts';
import { EXPLORE_FORMATS } from '../../explore/explore-report.ts';
import { ASK, type Hit } from '../../explore/hit.ts';
import { RandomSearch } from '../../explore/random-search.ts';
import { Search, type SearchCounts } from '../../explore/search.ts';
import { encodeLink } from '../../scenario/link.ts';
import type { Scenario } from '../../scenario/types.ts';
import { RULES, ruleById } from '../../trace/invariants.ts';
import type { Command } from '../command.ts';
import type { Parsed } from '../flag.ts';
import { EXIT, type Exit } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { writeLines } from '../write-lines.ts';

const USUAL_BOUND = 2;
const USUAL_RUNS = 1_000;

export const exploreCommand: Command = {
  name: 'explore',
  operands: 'SCENARIO',
  summary: 'tries every order of what can happen and says which rules break, with the shortest run of each',
  details: [
    '',
    'What may happen at any time is named by --any: a list of',
    `${EVENT_NAMES.slice(0, 7).join(', ')},`,
    `${EVENT_NAMES.slice(7).join(', ')}; a number after a colon is the CPU of notify,`,
    'the id or the key: notify:1,remove. Orders with few switches come first: a switch pushes',
    'somebody aside who could have gone on. Equal states are searched once. --seed makes random',
    'runs instead. --ask looks for a state of the cells: "spmc.vm0.pending & 1 and driver gone".',
    'Exit status 1: a rule is broken, or what was asked for can happen.',
  ],
  flags: {
    bound: { value: 'N', help: `at most so many switches, ${USUAL_BOUND} if absent` },
    any: { value: 'LIST', help: 'what may happen at any time, notify:1 if absent, none for nothing' },
    from: { value: 'N', help: 'what comes before the N-th action goes its usual way, 1 if absent' },
    rule: { value: 'RULE', help: 'only this rule counts' },
    ask: { value: 'QUESTION', help: 'a state that is looked for' },
    seed: { value: 'N', help: 'random runs with this seed' },
    runs: { value: 'N', help: `so many random runs, ${USUAL_RUNS} if absent` },
    format: { value: 'FORMAT', oneOf: Object.keys(EXPLORE_FORMATS), help: 'what is printed, text if absent' },
    page: { value: 'ADDRESS', help: 'the address of the page, put before the links' },
  },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const wanted = wantedOf(args, scenario.value);
    if (!wanted.ok) return wanted;
    const { events, ask, rule } = wanted.value;
    const { hits, counts, runs } = searched(scenario.value, wanted.value);
    const found = hits
      .filter((h) => h.rule === ASK || rule === null || h.rule === rule)
      .map((h) => counterexample(scenario.value, events, h, ask))
      .filter((f): f is Counterexample => f !== null);
    const page = (args.values.get('page') ?? '').split('#')[0] as string;
    const links = new Map<Counterexample, string>();
    for (const f of found) links.set(f, page + (await encodeLink(f.scenario, { row: f.row, panels: [] })));
    const format = EXPLORE_FORMATS[args.values.get('format') ?? 'text'] as (typeof EXPLORE_FORMATS)[string];
    const asked = args.values.get('ask') ?? null;
    const link = (f: Counterexample): string => links.get(f) ?? '';
    await writeLines(format({ scenario: scenario.value, events, counts, runs, ask: asked, found, link }), io);
    return ok(found.length > 0 ? EXIT.violated : EXIT.ran);
  },
};

interface Wanted {
  readonly events: readonly AnyTime[];
  readonly ask: Ask | null;
  readonly rule: string | null;
  readonly bound: number;
  readonly from: number;
  /** Null for a search that leaves nothing out. */
  readonly seed: number | null;
  readonly runs: number;
}

function wantedOf({ values }: Parsed, scenario: Scenario): Result<Wanted> {
  const any = values.get('any');
  const events = any === undefined ? ok(usualEvents(scenario)) : readEvents(any, scenario.cpus);
  if (!events.ok) return events;
  const question = values.get('ask');
  const ask = question === undefined ? ok(null) : readAsk(question);
  if (!ask.ok) return ask;
  const rule = values.get('rule') ?? null;
  if (rule !== null && ruleById(rule) === undefined)
    return fail(
      `no rule is named ${JSON.stringify(rule)}.`,
      '--rule',
      `Write one of ${RULES.map((r) => r.id).join(', ')}.`,
    );
  const bound = numberOf(values, 'bound', USUAL_BOUND, 64);
  if (!bound.ok) return bound;
  const from = numberOf(values, 'from', 1, 500);
  if (!from.ok) return from;
  const seed = numberOf(values, 'seed', 0, 0xffff_ffff);
  if (!seed.ok) return seed;
  const runs = numberOf(values, 'runs', USUAL_RUNS, 1_000_000);
  if (!runs.ok) return runs;
  return ok({
    events: events.value,
    ask: ask.value,
    rule,
    bound: bound.value,
    from: from.value,
    seed: values.has('seed') ? seed.value : null,
    runs: runs.value,
  });
}

function numberOf(values: Parsed['values'], name: string, absent: number, most: number): Result<number> {
  const text = values.get(name);
  if (text === undefined) return ok(absent);
  const n = Number(text);
  return /^\d+$/.test(text) && n <= most
    ? ok(n)
    : fail(`${JSON.stringify(text)} is no number.`, `--${name}`, `Write a whole number from 0 to ${most}.`);
}

interface Searched {
  readonly hits: readonly Hit[];
  readonly counts: SearchCounts | null;
  readonly runs: number;
}

function searched(scenario: Scenario, { events, ask, bound, from, seed, runs }: Wanted): Searched {
  if (seed !== null) {
    const random = new RandomSearch(scenario, events, seed, ask);
    while (random.runs < runs) random.next();
    return { hits: random.hits.list, counts: null, runs: random.runs };
  }
  const search = new Search({ scenario, events, ask, from });
  for (let n = 0; n <= bound; n++) while (search.next(n));
  const counts = search.counts(bound);
  return { hits: search.hits.list, counts, runs: counts.runs };
}
