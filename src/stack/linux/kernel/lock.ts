import {
  callStack,
  irqMask,
  irqUnmask,
  type Op,
  preemptDisable,
  preemptEnable,
  row,
  self,
  set,
  wait,
} from '../../../sim/effects.ts';
import type { Actor } from '../../../trace/event.ts';
import { lockKey } from '../../../trace/keys.ts';

/**
 * Anything that may sleep begins with this: in an interrupt or under a spinlock it is the kernel's "sleeping function
 * called from invalid context" (kernel/sched/core.c, __might_resched). The run goes on, as the kernel does.
 */
export function* mightSleep(who: Actor, fn: string): Op<void> {
  const me = yield* self();
  if (me.maySleep) return;
  const where = me.home === 'ipi' || me.home === 'hardirq' ? me.home : 'a section without preemption';
  const chain = [...(yield* callStack()), fn].join(' → ');
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
  yield* preemptDisable();
}

export function* writeUnlock(name: string): Op<void> {
  yield* set(lockKey(name), undefined);
  yield* preemptEnable();
}

/** A spinlock with interrupts masked (spin_lock_irqsave). */
export function* spinLockIrq(name: string): Op<void> {
  yield* take(name, ', irqs off');
  yield* preemptDisable();
  yield* irqMask();
}

export function* spinUnlockIrq(name: string): Op<void> {
  yield* set(lockKey(name), undefined);
  yield* preemptEnable();
  yield* irqUnmask();
}

/** Waits until nobody holds the lock, and does not take it. */
export function* waitForLock(name: string): Op<void> {
  const lock = lockKey(name);
  yield* wait(name, (now) => now.get(lock) === undefined);
}

function* take(name: string, how: string): Op<void> {
  const lock = lockKey(name);
  yield* wait(name, (now) => now.get(lock) === undefined);
  const { name: holder } = yield* self();
  yield* set(lock, `${holder}${how}`);
}
