import { bitList } from '../../../base/bits.ts';
import { get, getInt, getWord, type Op, read, under, update, write } from '../../../sim/effects.ts';
import { ref } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE, DRIVER, HELD_PREFIX, SPMC, U32_MAX } from '../../../trace/keys.ts';

// What is left when no device is bound: nothing in Linux will ever release it. Each thing is said once, not again after
// every later probe.

const { violation } = narrate('linux/optee/left-over', 'user');

/** Ids that were bound at the SPMC before the probe, a bitmap. */
const BOUND_BEFORE = ref('left over: bound before', 0n);
/** Ids for which the driver has called notify_request since then, a bitmap. */
export const ASKED = ref('left over: asked for', 0n);
/** Keys of held things that have been said. */
export const SAID = ref<readonly string[]>('left over: said', []);

/** What the driver made of the answer to the last ENABLE_ASYNC_NOTIF: only 0 says that its events will come. */
export const ENABLE_ANSWER = ref('left over: answer to ENABLE', 0);

/**
 * After a probe that succeeded: where the driver has a bottom half, its id is bound, and OP-TEE has said that it will signal
 * it. A driver that takes an answer for success that is none goes on as if it were so.
 */
export function* soundAfterProbe(): Op<void> {
  const id = yield* getInt(DRIVER.bottomHalfValue);
  if (id === U32_MAX || (yield* get(DRIVER.bottomHalfValue)) === undefined) return;
  if ((((yield* getWord(SPMC.bound)) >> BigInt(id)) & 1n) === 0n)
    yield* violation('Linux holds an id that is not bound', 'I2', `the driver holds id ${id}, which is not bound`);
  const answer = yield* read(ENABLE_ANSWER);
  if (answer !== 0)
    yield* violation(
      'Nobody said that events will come',
      'I10',
      `ENABLE_ASYNC_NOTIF is answered with ${answer}, and the driver goes on as after success`,
    );
}

/** What is so before the driver does anything. */
export function* beforeProbe(): Op<void> {
  yield* write(BOUND_BEFORE, yield* getWord(SPMC.bound));
  yield* write(ASKED, 0n);
}

/**
 * After a failed probe or a remove. Whether an id is still bound the SPMC knows: Linux may take a success for an error, and
 * has forgotten the id after a refused UNBIND.
 */
export function* nothingLeft(after: string): Op<void> {
  const asked = (yield* read(ASKED)) & ~(yield* read(BOUND_BEFORE));
  const others = yield* idsOfOthers();
  for (const id of bitList((yield* getWord(SPMC.bound)) & asked))
    if (!others.includes(id))
      yield* violation('The id is bound for ever', 'I1', `ffa_notify_binding:id ${id} is still held after ${after}`);
  for (const [key, holder] of yield* under(HELD_PREFIX)) {
    const what = key.slice(HELD_PREFIX.length);
    if (holder === 'arm_ffa' || what.startsWith('ffa_notify_binding:') || (yield* read(SAID)).includes(key)) continue;
    yield* update(SAID, (keys) => [...keys, key]);
    yield* violation('This is left over', 'I9', `${what} is still held after ${after}`);
  }
}

/** Ids with an entry of another driver in the notifier hash. */
function* idsOfOthers(): Op<readonly number[]> {
  const entries = yield* under(CORE.hashPrefix);
  return entries.filter(([, owner]) => !String(owner).endsWith(' optee')).map(([key]) => Number(key.split('.').at(-1)));
}
