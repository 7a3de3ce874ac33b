import type { Frame } from '../abi/frame.ts';
import { type Allowed, Watcher } from '../stack/secure/rules/judge.ts';
import { sentenceOf } from '../stack/secure/rules/sentence.ts';
import type { SecureWorld } from '../stack/secure/secure-world.ts';
import { SECURE_WORLDS } from '../stack/secure/worlds.ts';
import type { Expectation, Responder, Rule } from './responder.ts';

/**
 * The rules of a secure world as a judge of recordings. It knows the rules and not the machine's past: what a recording has
 * not told yet may be either way.
 */
export class Profile implements Responder {
  readonly name: string;
  readonly #watcher: Watcher;

  constructor(world: SecureWorld) {
    this.name = world.what;
    this.#watcher = new Watcher(world.parties, world.meanwhile);
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
