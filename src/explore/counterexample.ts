import { EndingListener, ending } from '../scenario/ending.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Candidate, Policy } from '../sim/policy.ts';
import type { Action } from '../stack/config.ts';
import { Running } from '../stack/simulate.ts';
import { ruleById } from '../trace/invariants.ts';
import type { Ask } from './ask.ts';
import { kindOfText } from './defects.ts';
import type { AnyTime } from './events.ts';
import { ASK, type Hit } from './hit.ts';

/** A story that shows what is wrong: a scenario, which anybody can run, and the row to open it at. */
export interface Counterexample {
  readonly rule: string;
  /** What breaks there. */
  readonly text: string;
  /** The rule as a sentence; empty for what was asked for. */
  readonly says: string;
  readonly scenario: Scenario;
  readonly row: number;
  /** How often somebody is pushed aside who could have gone on. */
  readonly switches: number;
}

/**
 * The hit as a scenario, run again to be sure, with everything taken out that does not matter. Null where the scenario does
 * not show it: then what was found is no story to be told.
 */
export function counterexample(
  scenario: Scenario,
  events: readonly AnyTime[],
  hit: Hit,
  ask: Ask | null = null,
): Counterexample | null {
  const { told, places } = withEvents(scenario, events, hit);
  const choices = choicesOf(
    told,
    hit.chosen.map((id) => moved(id, places)),
  );
  const whole = { ...told, choices };
  const found = shown(whole, hit, ask);
  if (found === null) return null;
  const least = minimised({ scenario: whole, row: found }, hit, ask);
  const title = hit.rule === ASK ? 'It can happen' : `${hit.rule}: found by exploring`;
  return {
    rule: hit.rule,
    text: hit.text,
    says: ruleById(hit.rule)?.says ?? '',
    scenario: { ...least.scenario, title },
    row: least.row,
    switches: switchesOf(least.scenario),
  };
}

/** Who is pushed aside: by an action that comes in the middle of others, or by a choice. */
const switchesOf = ({ actions, choices }: Scenario): number =>
  actions.filter((a) => a.after !== undefined).length + choices.filter((c) => c !== 0).length;

/** The scenario with the events where they happened, and where each action of the search stands in it. */
function withEvents(
  scenario: Scenario,
  events: readonly AnyTime[],
  hit: Hit,
): { readonly told: Scenario; readonly places: ReadonlyMap<number, number> } {
  const actions: Action[] = [];
  const places = new Map<number, number>();
  const first = scenario.actions.length;
  let started = 0;
  const tellEvents = (): void => {
    for (const { event, after } of hit.arrived.filter((a) => a.started === started)) {
      places.set(first + event, actions.length);
      const action = events[event] as AnyTime;
      actions.push(after === null ? action : { ...action, after });
    }
  };
  for (const [i, action] of scenario.actions.entries()) {
    if (i > 0 && action.with === undefined && action.after === undefined) tellEvents();
    if (i === 0 || (action.with === undefined && action.after === undefined)) started++;
    places.set(i, actions.length);
    actions.push(action);
  }
  tellEvents();
  return { told: { ...scenario, actions }, places };
}

/** The id of a context of the search, as the scenario with the events names it. */
const moved = (id: string, places: ReadonlyMap<number, number>): string =>
  id.replace(/^action (\d+)/, (_, n: string) => `action ${places.get(Number(n)) ?? n}`);

/** The choices by which these run, in this order. */
function choicesOf(scenario: Scenario, ids: readonly string[]): readonly number[] {
  const choices: number[] = [];
  const next: Policy['next'] = (candidates: readonly Candidate[], { choice }) => {
    const wanted = candidates.findIndex((c) => c.id === ids[choice]);
    choices.push(Math.max(wanted, 0));
    return Math.max(wanted, 0);
  };
  new Running({ ...scenario, choices: [] }, { policy: { next }, listener: new EndingListener() }).settle();
  while (choices.at(-1) === 0) choices.pop();
  return choices;
}

/** The row at which a run of the scenario shows the hit; null where it does not. */
function shown(scenario: Scenario, hit: Hit, ask: Ask | null): number | null {
  if (hit.rule !== ASK) {
    const kind = kindOfText(hit.text);
    const found = ending(scenario).violations.find((v) => v.rule === hit.rule && kindOfText(v.text) === kind);
    return found?.row ?? null;
  }
  if (ask === null) return null;
  const running = new Running(scenario, { listener: new EndingListener() });
  while (running.advance() === null)
    if (ask(running.kernel.world) && running.kernel.rows > 0) return running.kernel.rows - 1;
  return null;
}

interface Story {
  readonly scenario: Scenario;
  readonly row: number;
}

/** Takes out actions, faults and choices as long as the same thing is shown. */
function minimised(story: Story, hit: Hit, ask: Ask | null): Story {
  let least = story;
  for (let again = true; again; ) {
    again = false;
    for (const scenario of smaller(least.scenario)) {
      const row = shown(scenario, hit, ask);
      if (row === null) continue;
      least = { scenario, row };
      again = true;
      break;
    }
  }
  return least;
}

function* smaller(s: Scenario): Generator<Scenario, void> {
  if (s.choices.length > 0) {
    yield { ...s, choices: [] };
    yield { ...s, choices: trimmed(s.choices.slice(0, s.choices.length >> 1)) };
  }
  for (let i = s.actions.length - 1; i >= 0 && s.actions.length > 1; i--) {
    const actions = s.actions.filter((_, n) => n !== i);
    if (actions[0]?.with === undefined && actions[0]?.after === undefined) yield { ...s, actions };
  }
  for (let i = s.faults.length - 1; i >= 0; i--) yield { ...s, faults: s.faults.filter((_, n) => n !== i) };
}

function trimmed(choices: readonly number[]): readonly number[] {
  const end = choices.findLastIndex((c) => c !== 0);
  return choices.slice(0, end + 1);
}
