import { judged } from '../../diagnose/check.ts';
import { deriveScenario } from '../../diagnose/derive-scenario.ts';
import { Profile } from '../../diagnose/profile.ts';
import type { Responder, Rule } from '../../diagnose/responder.ts';
import { secureWorldIn } from '../../diagnose/secure-world-of.ts';
import { type FileStory, NO_STORY } from '../../diagnose/story/file-story.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import type { Recording } from '../../import/recording.ts';
import { Invariants } from '../../study/invariants.ts';
import type { Trace } from '../../trace/trace.ts';
import { type Checked, JUDGEMENTS, type RecordedTask, type Survey } from './survey-facts.ts';
import { packBroken, packVerdicts } from './verdict-list.ts';

const MAX_TASKS = 200;

/** What the worker finds out about a recording before it hands it over; `story` is what its lines told while they came. */
export function surveyOf({ trace }: Recording, name: string, story: FileStory = NO_STORY): Survey {
  const { checked, departures } = byRow(trace, new Profile(secureWorldIn(trace)));
  return { checked, ...people(trace), derived: deriveScenario(trace, `As recorded in ${name}`, departures), story };
}

function byRow(trace: Trace, profile: Responder): { readonly checked: Checked; readonly departures: Verdict[] } {
  const counts = { equal: 0, allowed: 0, departure: 0, unknown: 0 };
  const departures: Verdict[] = [];
  const judgements = new Uint8Array(trace.length);
  const ruleOf = new Uint16Array(trace.length);
  const numbers = new Map<string, number>();
  const rules: Rule[] = [];
  for (const v of judged(trace, profile)) {
    counts[v.judgement]++;
    if (v.judgement === 'departure') departures.push(v);
    const judgement = JUDGEMENTS.indexOf(v.judgement);
    // A message that departs says more of its row than the reply that carried it.
    if (judgements[v.row] === JUDGEMENTS.indexOf('departure')) continue;
    judgements[v.row] = judgement;
    ruleOf[v.row] = v.rule === null ? 0 : numberOf(v.rule, numbers, rules);
  }
  const list = packVerdicts(departures, (rule) => numberOf(rule, numbers, rules));
  return { checked: { profile: profile.name, counts, departures: list, judgements, ruleOf, rules }, departures };
}

/** The place of a rule in `rules`, from 1. */
function numberOf(rule: NonNullable<Verdict['rule']>, numbers: Map<string, number>, rules: Rule[]): number {
  let number = numbers.get(rule.id);
  if (number === undefined) {
    const { id, text, source } = rule;
    number = rules.push({ id, text, source });
    numbers.set(id, number);
  }
  return number;
}

/** Who did what where, and what went wrong with it. */
function people(trace: Trace): Pick<Survey, 'tasks' | 'taskCount' | 'cpus' | 'broken'> {
  const tasks = new Map<string, { rows: number; first: number; cpus: Set<number> }>();
  const cpus = new Set<number>();
  const rules = new Invariants(trace);
  for (const e of trace.rows()) {
    cpus.add(e.cpu);
    let task = tasks.get(e.ctx);
    if (task === undefined) {
      task = { rows: 0, first: e.row, cpus: new Set() };
      tasks.set(e.ctx, task);
    }
    task.rows++;
    task.cpus.add(e.cpu);
    rules.row(e);
  }
  const list = [...tasks].map(([name, t]): RecordedTask => ({ name, ...t, cpus: ascending(t.cpus) }));
  list.sort((a, b) => b.rows - a.rows || a.first - b.first);
  return {
    tasks: list.slice(0, MAX_TASKS),
    taskCount: list.length,
    cpus: ascending(cpus),
    broken: packBroken(rules.broken),
  };
}

const ascending = (numbers: ReadonlySet<number>): readonly number[] => [...numbers].sort((a, b) => a - b);
