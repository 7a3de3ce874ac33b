import type { Frame } from '../abi/frame.ts';
import { type Allowed, Watcher } from '../stack/secure/rules/judge.ts';
import { PartlyKnown, type Step } from '../stack/secure/rules/knowledge.ts';
import { sentenceOf } from '../stack/secure/rules/sentence.ts';
import type { SecureWorld } from '../stack/secure/secure-world.ts';
import { SECURE_WORLDS } from '../stack/secure/worlds.ts';
import type { Expectation, Responder, Rule } from './responder.ts';

/** So much is remembered: a recording of any length takes no more memory for it. */
const MOST_PAIRS = 2000;
const MOST_WAYS = 4;

interface Remembered {
  readonly step: Step;
  readonly result: object;
}

/**
 * The rules of a secure world as a judge of recordings. It knows the rules and not the machine's past: what a recording has
 * not told yet may be either way.
 */
export class Profile implements Responder {
  readonly name: string;
  readonly #watcher: Watcher;
  readonly #knowledge = new PartlyKnown();
  /** What was judged of a call and its reply, and what that depended on. */
  readonly #judged = new Map<string, Remembered[]>();

  constructor(world: SecureWorld) {
    this.name = world.what;
    this.#watcher = new Watcher(world.parties, world.meanwhile, this.#knowledge);
  }

  /** Machines repeat themselves: the same reply to the same call, with the same known of what decides it, is judged once. */
  remembered<T extends object>(call: Frame, reply: Frame, judge: () => T): T {
    const key = `${call.join()} ${reply.join()}`;
    const known = this.#judged.get(key) ?? [];
    for (const { step, result } of known) if (this.#knowledge.again(step)) return result as T;
    const traced = this.#knowledge.traced(judge);
    if (known.length < MOST_WAYS && this.#judged.size < MOST_PAIRS) this.#judged.set(key, [...known, traced]);
    return traced.result;
  }

  feed(call: Frame): Expectation {
    const { allowed, which } = this.#watcher.expect(call);
    const [usual] = allowed;
    if (usual === undefined) throw new Error('a secure world answers every call');
    return {
      rule: ruleOf(usual),
      usual: usual.frame,
      replies: allowed.flatMap((a) => (a.frame === null ? [] : [a.frame])),
      shapes: [...new Set(allowed.flatMap((a) => (a.reply.text === '' ? [] : [a.reply.text])))],
      allows: (reply) => {
        const found = which(reply);
        return found === null ? null : ruleOf(found);
      },
    };
  }

  observe(call: Frame, reply: Frame): void {
    this.#watcher.observe(call, reply);
  }
}

/** By the names that `ffa-scope open --check` takes: those of the secure worlds. */
export const profileOf = (id: string): Profile | null => {
  const world = SECURE_WORLDS.find((w) => w.id === id);
  return world === undefined ? null : new Profile(world);
};

function ruleOf({ leaf: { rule, rules, party } }: Allowed): Rule {
  const { handler } = rules;
  return {
    id: `${handler.fn}:${rules.rules.indexOf(rule) + 1}`,
    text: sentenceOf(rule.sentence),
    source: `${party.source} ${handler.file}, ${handler.fn}()`,
  };
}
