import type { Frame } from '../../../abi/frame.ts';
import { forever, get, type Op, set, version } from '../../../sim/effects.ts';
import type { Value } from '../../../trace/event.ts';
import type { Write } from './cell-types.ts';
import { ExactCells, NO_CELLS } from './cells.ts';
import type { CallRules, Parties, Party, Rule, SecureActor } from './rule.ts';

// The actors: the rules run over the cells of a run, which are all known.

/** The rule that answers a call now. */
export interface Decision {
  readonly by: SecureActor;
  readonly via: readonly SecureActor[];
  readonly rule: Rule;
  readonly call: Frame;
  /** Parties that the call has reached, with the call as each sees it. */
  readonly reached: readonly Reached[];
  /** The cells that it was found by, as long as they have this version; null: it has to be found anew. */
  readonly version: number | null;
}

/** Does a decision still hold? Another context may have changed what it was found by. */
export function* stillHolds(decision: Decision): Op<boolean> {
  return decision.version !== null && decision.version === (yield* version());
}

interface Reached {
  readonly party: Party;
  readonly call: Frame;
  /** What the answer changes there. */
  readonly back: readonly Write[];
}

/** Which rule answers, and whose it is. Changes nothing. */
export function* decide(parties: Parties, call: Frame): Op<Decision> {
  const via: SecureActor[] = [];
  const reached: Reached[] = [];
  let speaker: SecureActor | null = null;
  let party = parties.spmd;
  let seen = call;
  for (;;) {
    seen = party.takes?.(seen) ?? seen;
    const rule: Rule = yield* firstThatHolds(party.handles(seen), seen);
    const { outcome } = rule;
    reached.push({ party, call: seen, back: outcome.kind === 'passes' ? outcome.writes : [] });
    if (outcome.kind !== 'passes')
      return { by: speaker ?? party.actor, via, rule, call: seen, reached, version: yield* version() };
    if (outcome.speaksFor) speaker ??= party.actor;
    if (speaker === null) via.push(party.actor);
    party = parties[outcome.to];
  }
}

/** What these rules answer to a call that comes another way than from EL3: a partition's own. */
export function* answerBy(rules: CallRules, call: Frame): Op<Frame> {
  const rule = yield* firstThatHolds(rules, call);
  return yield* outcomeOf({ rule, call });
}

function* firstThatHolds({ rules, handler }: CallRules, call: Frame): Op<Rule> {
  for (const rule of rules) {
    const keys = rule.guard.keys(call);
    const cells = keys.length === 0 ? NO_CELLS : yield* read(keys);
    if (rule.guard.test(call, cells) === true) return rule;
  }
  throw new Error(`no rule of ${handler.fn} holds`);
}

function* read(keys: readonly string[]): Op<ExactCells> {
  const values: (Value | undefined)[] = [];
  for (const key of keys) values.push(yield* get(key));
  return new ExactCells(keys, values);
}

/** The reply to a call that this rule answers, with what it changes in the secure world. */
export function* answer(decision: Decision): Op<Frame> {
  for (const { party, call } of decision.reached) {
    if (party.stopped !== undefined && (yield* get(party.stopped)) !== undefined)
      return yield* forever('OP-TEE, which has panicked');
    for (const write of party.entry?.(call) ?? []) yield* change(write, call, [], true);
  }
  const reply = yield* outcomeOf(decision);
  for (const { call, back } of decision.reached) for (const write of back) yield* change(write, call, reply, true);
  return reply;
}

function* outcomeOf({ rule: { outcome }, call }: Pick<Decision, 'rule' | 'call'>): Op<Frame> {
  if (outcome.kind === 'runs') return yield* outcome.body(call);
  if (outcome.kind === 'passes') throw new Error('a call that is passed on has no answer here');
  const reply = outcome.reply.frame(call, yield* read(outcome.reply.keys(call)));
  if (reply === null) throw new Error('the cells of a run are all known');
  for (const write of outcome.writes) yield* change(write, call, reply, false);
  if (outcome.does !== null) yield* outcome.does(call, reply);
  return reply;
}

/** `quiet`: a cell that has this value already is not written again. */
function* change(write: Write, call: Frame, reply: Frame, quiet: boolean): Op<void> {
  const key = write.key(call, reply);
  const old = yield* get(key);
  const value = write.exact(old, call, reply);
  if (value === undefined && old === undefined) return;
  if (!quiet || value !== old) yield* set(key, value);
}
