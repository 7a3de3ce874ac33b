import type { Frame } from '../abi/frame.ts';
import { nameOf, SECURE_WORLDS } from '../stack/secure/worlds.ts';
import type { LegalReply } from '../study/replies/legal-reply.ts';
import { legalReplies } from '../study/replies/replies.ts';
import { linked } from './linked.ts';
import { type LinuxCall, reactionsTo } from './lives.ts';
import { type Block, type Text, table, words } from './page.ts';

/** An answer with who gives it: by the name of the SPMC, its cause. */
interface Answer {
  readonly reply: LegalReply;
  readonly givers: readonly (readonly [name: string, cause: string])[];
}

/** The answers to this call that are worth trying, once for all secure worlds; those that one gives stand first. */
function answersTo(call: Frame): readonly Answer[] {
  const worlds = SECURE_WORLDS.map((world) => ({ name: nameOf(world), replies: legalReplies(call, world) }));
  const labels = [...new Set(worlds.flatMap((w) => w.replies).map((r) => r.label))];
  const found = labels.flatMap((label): Answer[] => {
    const of = worlds.flatMap(({ name, replies }) => {
      const reply = replies.find((r) => r.label === label);
      return reply === undefined ? [] : [{ name, reply }];
    });
    const reply = of[0]?.reply;
    if (reply === undefined || reply.breaksRule) return [];
    return [{ reply, givers: of.filter((o) => o.reply.real).map((o) => [o.name, o.reply.cause] as const) }];
  });
  return found.sort((a, b) => Number(b.givers.length > 0) - Number(a.givers.length > 0));
}

/** Who gives an answer, and when: the same cause of several is said once. */
function giversText({ givers }: Answer): Text {
  const causes = [...new Set(givers.map(([, cause]) => cause))];
  return causes.flatMap((cause, i) => [
    `${i === 0 ? '' : ' '}${givers
      .filter((g) => g[1] === cause)
      .map(([name]) => name)
      .join(' and ')}: `,
    ...linked(cause),
  ]);
}

/**
 * The refusals that a secure world has for a call, and what Linux makes of each on every driver, found by running the model.
 * `self`: the page that they stand on. `linux`: the call as Linux makes it; null where it makes none.
 */
export function answerBlocks(call: Frame, linux: LinuxCall | null, self: string): readonly Block[] {
  const answers = answersTo(call);
  const given = answers.filter((a) => a.givers.length > 0);
  const others = answers.filter((a) => a.givers.length === 0).map((a) => a.reply.label);
  const rest =
    others.length === 0
      ? []
      : [words(linked(`No secure world that is modelled here answers with ${listed(others)}.`, self))];
  if (given.length === 0) return [words('No secure world that is modelled here refuses it.')];
  if (linux === null) {
    const rows = given.map((a): Text[] => [linked(a.reply.label, self), giversText(a)]);
    const never =
      'Linux makes no such call in the life of a machine that was tried: boot, probe, an event, a session, remove, unload.';
    return [words(never), ...table('Refusals', ['Answer', 'Who gives it, and when'], rows), ...rest];
  }
  const rows = given.flatMap((a): Text[][] => {
    const todo = a.reply.registers !== undefined ? { reply: a.reply.registers } : { error: a.reply.status ?? 0 };
    return reactionsTo(linux, todo).map(({ drivers, says }, i) => [
      linked(a.reply.label, self),
      i === 0 ? giversText(a) : ['as above'],
      [drivers.join(', ')],
      linked(says, self),
    ]);
  });
  const where =
    'Tried at the first such call in a machine’s life, on each driver: the model was run with this answer in place of its own.';
  const head = ['Answer', 'Who gives it, and when', 'Driver', 'What Linux makes of it'];
  return [words(where), ...table('Answers', head, rows), ...rest];
}

/** `a, b or c` */
const listed = (all: readonly string[]): string =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
