import type { Actor } from '../trace/event.ts';
import { lockKey } from '../trace/keys.ts';
import { machine, type Op, row, self, set, wait } from './effects.ts';

/** What a lock needs to know of the run: is it free? Answered by the world. */
interface HasWorld {
  readonly isFree: (lock: string) => boolean;
}

/**
 * Anything that may sleep begins with this: in an interrupt or under a spinlock it is the kernel's "sleeping function
 * called from invalid context" (kernel/sched/core.c, __might_resched). The run goes on, as the kernel does.
 */
export function* mightSleep(who: Actor, fn: string): Op<void> {
  const me = yield* self();
  if (me.maySleep) return;
  const where = me.home === 'ipi' || me.home === 'hardirq' ? me.home : 'a section without preemption';
  const chain = [...me.stack, fn].join(' → ');
  yield* row({
    kind: 'violation',
    who,
    rule: 'I23',
    text: `BUG: sleeping function called from invalid context: ${fn} in ${where}: ${chain}`,
    why: 'This function may sleep, and here sleeping is not allowed.',
    src: null,
    fault: null,
  });
}

/** A lock that sleeps while it waits. */
export function* mutexLock(who: Actor, name: string): Op<void> {
  yield* mightSleep(who, 'mutex_lock');
  yield* take(name, '');
}

export function* mutexUnlock(name: string): Op<void> {
  yield* set(lockKey(name), undefined);
}

/** The kernel's rwlock: many readers or one writer, and no sleeping while it is held. */
export function* writeLock(name: string): Op<void> {
  yield* take(name, ', write');
  (yield* self()).atomic++;
}

export function* writeUnlock(name: string): Op<void> {
  yield* set(lockKey(name), undefined);
  (yield* self()).atomic--;
}

/** A spinlock with interrupts masked (spin_lock_irqsave). */
export function* spinLockIrq(name: string): Op<void> {
  yield* take(name, ', irqs off');
  const me = yield* self();
  me.atomic++;
  me.masked++;
}

export function* spinUnlockIrq(name: string): Op<void> {
  yield* set(lockKey(name), undefined);
  const me = yield* self();
  me.atomic--;
  me.masked--;
}

function* take(name: string, how: string): Op<void> {
  const { isFree } = yield* machine<HasWorld>();
  yield* wait(name, () => isFree(name));
  const me = yield* self();
  yield* set(lockKey(name), `${me.name}${how}`);
}
