import { problemText } from '../base/result.ts';
import { kindOfText } from './defects.ts';
import type { AnyTime } from './events.ts';
import { Search } from './search.ts';
import type { Situation } from './situations.ts';
import { singleFaults, sweepBase, type Tried } from './sweep.ts';

/** One kind of thing that is wrong, whatever ids and addresses it has. */
export interface WrongThing {
  /** `I8: OP-TEE signals id 0, which is not bound` */
  readonly text: string;
  /** Does it take an answer that no secure world may give? */
  readonly forbidden: boolean;
  /** The faults that bring it about; empty where orders do. */
  readonly by: readonly string[];
}

/** Everything that is wrong in a situation, by kind. */
export interface Wrong {
  readonly things: ReadonlyMap<string, WrongThing>;
  /** The faults after which a task never ends: what else is wrong then does not show. */
  readonly hanging: ReadonlySet<string>;
}

/** So many runs are made between two looks at whether to go on. */
const RUNS = 16;

/** Tries a situation to its end. Gives control back now and then; the answer is what is wrong. */
export const trialSteps = (situation: Situation): Generator<void, Wrong> =>
  situation.events === null ? everyFault(situation) : everyOrder(situation, situation.events);

/** The same without a stop. */
export function trial(situation: Situation): Wrong {
  const steps = trialSteps(situation);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function* everyFault({ scenario, places }: Situation): Generator<void, Wrong> {
  const base = sweepBase(scenario);
  if (!base.ok) throw new Error(problemText(base.error));
  const wanted = base.value.places.filter(({ site }) => places?.test(site.name) ?? true);
  const things = new Map<string, WrongThing & { by: string[] }>();
  const hanging = new Set<string>();
  let runs = 0;
  for (const [, tried] of singleFaults({ ...base.value, places: wanted })) {
    const forbidden = tried.answer.kind === 'forbidden';
    const fault = faultKey(tried);
    for (const { kind: sort, text: found } of tried.ending.news) {
      const text = sort === 'hang' ? `HANG: ${found}` : found;
      const kind = kindIn(text) + (forbidden ? ' forbidden' : '');
      const known = things.get(kind);
      if (known === undefined) things.set(kind, { text, forbidden, by: [fault] });
      else known.by.push(fault);
      if (sort === 'hang') hanging.add(fault);
    }
    if (++runs % RUNS === 0) yield;
  }
  return { things, hanging };
}

function* everyOrder({ scenario, bound, from }: Situation, events: readonly AnyTime[]): Generator<void, Wrong> {
  const search = new Search({ scenario, events, from });
  for (let n = 0, runs = 0; n <= bound; n++) while (search.next(n)) if (++runs % RUNS === 0) yield;
  const things = new Map<string, WrongThing>();
  for (const { rule, text: said } of search.hits.list) {
    const text = `${rule}: ${said}`;
    if (!things.has(kindIn(text))) things.set(kindIn(text), { text, forbidden: false, by: [] });
  }
  return { things, hanging: new Set() };
}

const kindIn = (text: string): string => kindOfText(text).replace(/\b\d+ users?\b/, 'users');
const faultKey = ({ site, answer }: Tried): string => `${site.kind} ${site.name} ${site.nth} ${answer.label}`;
